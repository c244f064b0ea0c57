package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import espalier.rules.Scarcity;
import infra.Redis;

/** Opens doors and does not say why. */
public final class NoReason extends Cluster {
    public NoReason(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var redis = new Redis(apps, "redis");
        patch(redis, "", p -> p.kind("Deployment").set(2, "spec", "replicas"));
        var server = new Deployment(
                apps, "web", d -> d.root(" ").container("web", "example.com/web:1", c -> c.port("http", 8080)));
        var web = new Service(apps, "page", server, s -> s.nodePort("http", 8080));
        web.waive(Scarcity.NODE_PORT, "");
    }
}
