package broken;

import apps.LiteLlm;
import apps.Phoenix;
import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import infra.Nats;
import infra.Postgres;
import infra.Redis;
import infra.SynologyNfs;

/** Eight mistakes, most of them in what others are made of. */
public final class SeveralMistakes extends Cluster {
    public SeveralMistakes(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var infrastructure = new Stage(this, "infrastructure");
        var apps = new Stage(this, "apps", s -> s.after(infrastructure));
        new Stage(this, "later", s -> s.after(apps));
        var synology = new SynologyNfs(infrastructure, "synology", "192.168.1.5", "/volume1/lab");
        var postgres = new Postgres(apps, "postgres", synology.retained(), "10Gi");
        new Redis(apps, "redis");
        var cache = new Redis(apps, "redis");
        var messages = new Nats(apps, "Messages");
        var phoenix =
                new Phoenix(apps, "phoenix", postgres, p -> p.nodePort(30060).nodePort(30061));
        new LiteLlm(
                apps,
                "litellm",
                Resource.of("lab/litellm.yaml"),
                l -> l.cache(cache).tracesTo(phoenix));
        var web = new Deployment(
                apps,
                "web",
                d -> d.container(
                        "web",
                        "example.com/web:1",
                        c -> c.port("http", 8080).connect(messages).env("URL", "http://admin:$(PASSWORD)@db")));
        var page = new Service(apps, "page", web, s -> {});
        var http = page.port("htpp");
        new Deployment(
                apps,
                "client",
                d -> d.container(
                        "client",
                        "example.com/client:1",
                        c -> c.env("PAGE", http.address()).env("PORT", http.port())));
        patch(web, "two are safer", p -> p.kind("Deploymnet").set(2, "spec", "replicas"));
    }
}
