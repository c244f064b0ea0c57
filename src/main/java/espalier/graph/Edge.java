package espalier.graph;

import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.ReferenceField;
import espalier.Strength;
import espalier.tree.FieldPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object needs something that exists because of another construct.
 *
 * @param reader who needs it
 * @param field the reader's field that says so
 * @param target what is needed
 * @param detail the key or port of it that is needed, null for all of it
 * @param object the object in git that is the target, null where a controller, a chart or the bootstrap makes it
 * @param strength how much it is needed
 * @param by what is known of the field, null for one of which only a handle in it tells
 */
public record Edge(
        KubernetesObject reader,
        FieldPath field,
        Provision target,
        @Nullable String detail,
        @Nullable KubernetesObject object,
        Strength strength,
        @Nullable ReferenceField by) {

    /**
     * The objects in git that the target exists because of: itself, or what a controller makes it of, or what its construct
     * makes, or what the constructs in that make. None for what comes from elsewhere, and for what the bootstrap makes.
     */
    public List<KubernetesObject> providers() {
        if (object != null) {
            return List.of(object);
        }
        KubernetesObject maker = target.maker();
        if (maker != null) {
            return List.of(maker);
        }
        Node provider = target.provider();
        if (provider.unit() == null || !provider.objects().isEmpty()) {
            return provider.objects();
        }
        var below = new ArrayList<KubernetesObject>();
        provider.subtree().forEach(node -> below.addAll(node.objects()));
        return below;
    }

    /** For people: {@code Deployment default/litellm spec…env[X] → Service default/redis}. */
    @Override
    public String toString() {
        String needs = reader + " needs " + target;
        return field.parent() == null ? needs : needs + " (" + field + ")";
    }
}
