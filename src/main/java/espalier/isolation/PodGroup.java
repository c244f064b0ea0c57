package espalier.isolation;

import espalier.KubernetesObject;
import espalier.tree.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pods that a policy finds by their labels.
 *
 * @param namespace where they run
 * @param labels that all of them have and no others; empty for all pods of the namespace
 * @param name what policies for them are called
 * @param owner what they exist because of, null where that is not in git
 * @param containers all their containers, as far as they are known
 */
record PodGroup(
        String namespace,
        Mapping labels,
        String name,
        @Nullable KubernetesObject owner,
        List<Mapping> containers) implements Peer {
    /** All pods of {@code namespace}. */
    static PodGroup allOf(String namespace) {
        return new PodGroup(namespace, new Mapping(), namespace, null, List.of());
    }

    @Override
    public String key() {
        return namespace + " " + labels;
    }

    /** Whether nothing tells them from other pods of their namespace. */
    boolean isWholeNamespace() {
        return labels.isEmpty();
    }

    @Override
    public String toString() {
        if (owner != null) {
            return owner.toString();
        }
        return isWholeNamespace() ? "all pods of " + namespace : namespace + "/" + name;
    }
}
