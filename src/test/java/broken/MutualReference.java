package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;

/** Two components that cannot start without each other. */
public final class MutualReference extends Cluster {
    public MutualReference(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var chicken = new Bird(apps, "chicken");
        var egg = new Bird(apps, "egg");
        var farm = new Bird(apps, "farm");
        chicken.needs(egg);
        egg.needs(farm);
        farm.needs(chicken);
    }

    /** A server with an address, which may need that of another one. */
    private static final class Bird extends Component {
        private final Deployment server;
        private final ServicePort address;
        private Bird needed;

        Bird(Scope scope, String id) {
            super(scope, id);
            server = new Deployment(
                    this,
                    d -> d.container("bird", "example.com/bird:1", c -> {
                        c.port("http", 80);
                        node().whenComplete(() -> c.env("PARENT", needed.address.address()));
                    }));
            address = new Service(this, server).port("http");
        }

        void needs(Bird other) {
            needed = other;
        }
    }
}
