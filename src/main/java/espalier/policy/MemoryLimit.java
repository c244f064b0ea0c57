package espalier.policy;

import espalier.KubernetesObject;
import espalier.PodContainer;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashSet;
import java.util.Set;

/**
 * Every container has a memory limit, those that run first as well: its own, that of its pod, or the default that a LimitRange
 * gives the containers of its namespace.
 */
public final class MemoryLimit implements Policy {
    private static final FieldPath POD_LIMIT = FieldPath.of("resources", "limits", "memory");
    private static final FieldPath LIMITS = FieldPath.of("spec", "limits");

    @Override
    public Rule rule() {
        return Policies.MEMORY_LIMIT;
    }

    @Override
    public void review(Review review) {
        Set<String> limited = namespacesWithDefault(review);
        for (PodContainer container : review.containers()) {
            if (container.limit("memory") == null
                    && POD_LIMIT.in(container.pod()) == null
                    && !limited.contains(container.workload().namespace())) {
                review.breach(
                        container,
                        "Tried to run " + container + ", but it may take all the memory of its node",
                        "give it memory(request, limit), in YAML resources.limits.memory");
            }
        }
    }

    private static Set<String> namespacesWithDefault(Review review) {
        var namespaces = new HashSet<String>();
        for (KubernetesObject range : review.objects("", "LimitRange")) {
            if (LIMITS.in(range.body()) instanceof Sequence limits) {
                for (Value value : limits) {
                    Mapping ofContainers = value instanceof Mapping limit && "Container".equals(limit.text("type"))
                            ? limit.mapping("default")
                            : null;
                    if (ofContainers != null && ofContainers.has("memory")) {
                        namespaces.add(range.namespace());
                    }
                }
            }
        }
        return namespaces;
    }
}
