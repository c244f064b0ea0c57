package features;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import java.util.function.Consumer;

/** A cluster with whatever a test puts into its only stage; in a file of its own, since its line stands in messages. */
final class TestCluster extends Cluster {
    TestCluster(Fleet fleet, String name, Consumer<Stage> apps) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        apps.accept(new Stage(this, "apps"));
    }
}
