package espalier.schema;

import espalier.schema.Shape.Fields;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an API server makes of an object before it looks at it: it puts in what the schema has for missing fields. */
final class Defaults {
    private Defaults() {}

    /** A copy of {@code object}, whole. */
    static Mapping filledIn(Mapping object, Shape root) {
        Mapping whole = object.copy();
        fill(whole, root);
        return whole;
    }

    private static void fill(Value value, @Nullable Shape shape) {
        if (shape == null || !shape.hasBelow()) {
            return;
        }
        Fields fields = shape.fields();
        if (value instanceof Mapping mapping) {
            List<String> names = fields.names();
            for (int i = 0; i < names.size(); i++) {
                fill(mapping, names.get(i), fields.get(names.get(i)));
            }
            for (int i = 0; i < mapping.size(); i++) {
                String key = mapping.keyAt(i);
                Shape field = fields.get(key);
                if (field == null) {
                    fill(mapping, key, fields.element);
                }
                fill(mapping.valueAt(i), field == null ? fields.element : field);
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                fill(sequence.get(i), fields.element);
            }
        }
    }

    /** Nothing, where there must be something, is the same as a missing field; a key of a map is not missing. */
    private static void fill(Mapping mapping, String name, @Nullable Shape field) {
        Value fallback = field == null ? null : field.fallback;
        if (field == null || fallback == null) {
            return;
        }
        Value value = mapping.get(name);
        if (value == null || Leaves.isNull(value) && (field.types & Shape.NULL) == 0) {
            mapping.put(name, fallback.copy());
        }
    }
}
