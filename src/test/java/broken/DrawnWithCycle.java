package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Stage;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Service;

/** A cluster to draw: stages, a namespace, Secrets that are not in git, a class from elsewhere that is oddly called, and two in a circle. */
public final class DrawnWithCycle extends Cluster {
    public DrawnWithCycle(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var ground = new Stage(this, "ground");
        // A word of Mermaid's, on purpose.
        var end = new Stage(this, "end", s -> s.after(ground));
        var media = new Namespace(ground, "media");
        var fast = external().clusterScoped("storage.k8s.io", "StorageClass", "\"fast\" & <#1>", "as it is");
        new CustomResource(
                end.in(media), "films", "v1", "PersistentVolumeClaim", c -> c.spec("storageClassName", fast));

        var chicken = new Bird(end, "chicken");
        var egg = new Bird(end, "egg");
        chicken.needs(egg);
        egg.needs(chicken);
    }

    private static final class Bird extends Component {
        private final ServicePort address;
        private Bird needed;

        Bird(Scope scope, String id) {
            super(scope, id);
            var ring = new BootstrapSecret(this, "ring", s -> s.password("number"));
            var server = new Deployment(
                    this,
                    d -> d.container("bird", "example.com/bird:1", c -> {
                        c.port("http", 8080).env("RING", ring.key("number"));
                        node().whenComplete(() -> c.env("PARENT", needed.address.address()));
                    }));
            address = new Service(this, server).port("http");
        }

        void needs(Bird other) {
            needed = other;
        }
    }
}
