package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import infra.Redis;

/** A construct of its own whose deferred part fails; what comes after it is checked all the same. */
public final class ThrowsInPart extends Cluster {
    public ThrowsInPart(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var greeter = new Greeter(apps, "greeter", "five");
        new Redis(apps, "redis");
        patch(greeter, "it is small", p -> p.kind("Deployment").set(2, "spec", "replicas"));
    }

    /** A Deployment with as many replicas as a word says. */
    private static final class Greeter extends Component {
        Greeter(Scope scope, String id, String replicas) {
            super(scope, id);
            node().whenComplete(() -> {
                int count = Integer.parseInt(replicas);
                new Deployment(
                        this,
                        d -> d.replicas(count).container("greeter", "example.com/greeter:1", c -> c.port("http", 80)));
            });
        }
    }
}
