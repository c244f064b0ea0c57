package broken;

import apps.Phoenix;
import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import infra.Postgres;
import infra.Redis;
import infra.SynologyNfs;

/** An app in a namespace, and what it needs in another. */
public final class NamespacesApart extends Cluster {
    public NamespacesApart(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var media = new Namespace(apps, "media");
        var synology = new SynologyNfs(apps, "synology", "192.168.1.5", "/volume1/lab");
        var postgres = new Postgres(apps, "postgres", synology.retained(), "10Gi");
        new Phoenix(apps.in(media), "phoenix", postgres, p -> {});
        var redis = new Redis(apps, "redis");
        var login = new BootstrapSecret(apps, "login", s -> s.password("password"));
        new Deployment(
                apps.in(media),
                "player",
                d -> d.container(
                        "player",
                        "example.com/player:1",
                        c -> c.env("REDIS", redis.port().address())
                                .env("REDIS_FROM_ANYWHERE", redis.port().clusterHost())
                                .env("PASSWORD", login.key("password"))));
    }
}
