package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import infra.Nats;

/** Storage that shows its state on a page which begins after all storage is there. */
public final class CycleOfStages extends Cluster {
    public CycleOfStages(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        var infrastructure = new Stage(this, "infrastructure");
        var apps = new Stage(this, "apps", s -> s.after(infrastructure));
        var nats = new Nats(apps, "nats");
        new Deployment(
                infrastructure, "storage", d -> d.container("storage", "example.com/storage:1", c -> c.connect(nats)));
    }
}
