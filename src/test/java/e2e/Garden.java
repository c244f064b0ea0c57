package e2e;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.kubernetes.ConfigMap;

/** Two apps of a ConfigMap each, which says what a test wants it to say: enough for Flux to have work, and quickly done. */
final class Garden extends Cluster {
    Garden(Fleet fleet, String name, String apples, String pears) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        var apps = new Stage(this, "apps");
        new Bed(apps, "apples", apples);
        var bed = new Bed(apps, "pears", pears);
        patch(
                bed,
                "the test wants the API server to refuse a change",
                p -> p.kind("ConfigMap").merge("immutable: true"));
    }

    private static final class Bed extends Component {
        Bed(Scope scope, String id, String sown) {
            super(scope, id);
            new ConfigMap(this, c -> c.value("sown", sown));
        }
    }
}
