package features;

import espalier.Cluster;
import espalier.ClusterSettings;
import espalier.Fleet;
import espalier.LabelConvention;
import espalier.Stage;
import java.util.function.Consumer;

/** A cluster with whatever policies a test switches on; in a file of its own, since its line stands in messages. */
final class PolicedCluster extends Cluster {
    PolicedCluster(Fleet fleet, String name, Consumer<ClusterSettings> policies, Consumer<Stage> apps) {
        super(fleet, name, c -> {
            c.kubernetes("1.33").flux("2.7.5").labels(LabelConvention.recommended());
            policies.accept(c);
        });
        apps.accept(new Stage(Elsewhere.around(this), "apps"));
    }
}
