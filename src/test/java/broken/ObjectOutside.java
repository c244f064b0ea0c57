package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.tree.Mapping;
import infra.Redis;

/** Adds an object to a stage, where no component is. */
public final class ObjectOutside extends Cluster {
    public ObjectOutside(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Redis(apps, "redis");
        apps.node()
                .add(Mapping.of("apiVersion", "v1")
                        .put("kind", "ConfigMap")
                        .put("metadata", Mapping.of("name", "note")));
    }
}
