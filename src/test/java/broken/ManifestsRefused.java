package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Manifests;

/** Objects that were copied in part. */
public final class ManifestsRefused extends Cluster {
    public ManifestsRefused(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Manifests(apps, "copied", "it came with the documentation", Resource.of("broken/copied.yaml"));
        new ConfigMap(apps, "book", c -> c.value("text", "All work and no play. ".repeat(50_000)));
    }
}
