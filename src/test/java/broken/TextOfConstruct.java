package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.Text;
import espalier.kubernetes.Deployment;
import infra.Redis;

/** Joins a construct where its address is meant. */
public final class TextOfConstruct extends Cluster {
    public TextOfConstruct(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var redis = new Redis(apps, "redis");
        new Deployment(
                apps,
                "web",
                d -> d.container("web", "example.com/web:1", c -> c.env("REDIS", Text.of("redis://", redis))));
    }
}
