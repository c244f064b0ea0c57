package espalier.check;

import espalier.KubernetesObject;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/** Where in an object a value stands: asked for only when there is something to tell of it. */
public final class Fields {
    private Fields() {}

    /** From the top of {@code object}; the root where it is nowhere. */
    public static FieldPath pathTo(KubernetesObject object, Value wanted) {
        FieldPath path = find(FieldPath.ROOT, object.body(), wanted);
        return path == null ? FieldPath.ROOT : path;
    }

    @SuppressWarnings("ReferenceEquality") // an equal value elsewhere is not the one that is meant
    private static @Nullable FieldPath find(FieldPath path, Value value, Value wanted) {
        if (value == wanted) {
            return path;
        }
        FieldPath found = null;
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size() && found == null; i++) {
                found = find(path.field(mapping.keyAt(i)), mapping.valueAt(i), wanted);
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size() && found == null; i++) {
                Value item = sequence.get(i);
                String name = item instanceof Mapping mapping ? mapping.text("name") : null;
                found = find(name == null ? path.index(i) : path.item("name", name), item, wanted);
            }
        }
        return found;
    }
}
