package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import infra.Redis;
import java.util.List;

/** Patches for fields that the objects do not have. */
public final class PatchWithoutField extends Cluster {
    public PatchWithoutField(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var redis = new Redis(apps, "redis");
        var containers = FieldPath.of("spec", "template", "spec", "containers");
        patch(
                redis,
                "it shall keep its data",
                p -> p.kind("Deployment")
                        .set(
                                "example.com/redis:7",
                                containers.item("name", "rediss").field("image"))
                        .remove("spec", "strategi")
                        .remove("metadata", "name", "first")
                        .set(null, "spec", "replicas")
                        .merge(Mapping.of("spec", Mapping.of("$retainKeys", List.of("replicas")))));
    }
}
