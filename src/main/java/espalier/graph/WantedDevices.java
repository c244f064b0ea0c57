package espalier.graph;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.Strength;
import espalier.catalog.BuiltIn;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pods that ask for a device by its resource wait for what offers it, though the resource is a key and names no object. */
final class WantedDevices {
    private static final String[] CONTAINERS = {"containers", "initContainers"};

    private WantedDevices() {}

    /** Adds what the pods of {@code object} wait for. */
    static void add(ObjectGraph graph, KubernetesObject object, List<Edge> edges) {
        Mapping template = object.podTemplate();
        Mapping spec = template == null ? null : template.mapping("spec");
        for (String field : CONTAINERS) {
            Sequence containers = spec == null ? null : spec.sequence(field);
            for (int i = 0; containers != null && i < containers.size(); i++) {
                if (containers.get(i) instanceof Mapping container) {
                    add(graph, object, field, container, edges);
                }
            }
        }
    }

    private static void add(
            ObjectGraph graph, KubernetesObject object, String field, Mapping container, List<Edge> edges) {
        Mapping limits = limits(container.get("resources"));
        for (int i = 0; limits != null && i < limits.size(); i++) {
            String resource = limits.keyAt(i);
            Provision device =
                    resource.indexOf('/') < 0 ? null : graph.provision(Identity.of("", BuiltIn.DEVICE, "", resource));
            if (device != null) {
                FieldPath path = FieldPath.of(field)
                        .item("name", String.valueOf(container.text("name")))
                        .field("resources")
                        .field("limits")
                        .field(resource);
                edges.add(new Edge(object, path, device, null, null, Strength.RUN, null));
            }
        }
    }

    private static @Nullable Mapping limits(@Nullable Value resources) {
        return resources instanceof Mapping mapping ? mapping.mapping("limits") : null;
    }
}
