package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import infra.Redis;

/** A construct that still has wishes when objects are being written. */
public final class TooLate extends Cluster {
    public TooLate(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Web(apps, "web");
    }

    private static final class Web extends Component {
        Web(Scope scope, String id) {
            super(scope, id);
            new Deployment(this, d -> {
                d.container("web", "docker.io/library/nginx:1.29", c -> node().write(() -> c.env("COLOUR", "red")));
                node().write(() -> d.replicas(2).label("colour", "red"));
            });
            node().write(() -> new Redis(this, "cache"));
        }
    }
}
