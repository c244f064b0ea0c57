package espalier;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * A container as it stands in a finished object, whoever made that.
 *
 * @param workload the object that makes its pod, or the Pod itself
 * @param pod the {@code spec} of its pod
 * @param body the container itself
 */
public record PodContainer(KubernetesObject workload, Mapping pod, Mapping body) {
    /** Empty where it has none. */
    public String name() {
        String name = body.text("name");
        return name == null ? "" : name;
    }

    /** Empty where it has none. */
    public String image() {
        String image = body.text("image");
        return image == null ? "" : image;
    }

    /** The leaf {@code key} of its {@code securityContext}, else of its pod's, as Kubernetes looks for it; null for neither. */
    public @Nullable String security(String key) {
        for (Mapping holder : new Mapping[] {body, pod}) {
            Mapping context = holder.mapping("securityContext");
            if (context != null && context.get(key) instanceof Leaf leaf) {
                return leaf.text();
            }
        }
        return null;
    }

    /** Its limit for {@code resource}; null where it has none. */
    public @Nullable String limit(String resource) {
        Mapping resources = body.mapping("resources");
        Mapping limits = resources == null ? null : resources.mapping("limits");
        return limits == null ? null : limits.text(resource);
    }

    /** For people: {@code the container web of Deployment default/web}. */
    @Override
    public String toString() {
        return "the container " + name() + " of " + workload;
    }
}
