package espalier;

import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field that a patch names and an object has not, with what the object has in its place. */
final class MissingField {
    private final FieldPath first;
    private final Mapping object;

    /** {@code path} is followed as far as {@code object} has it. */
    MissingField(FieldPath path, Mapping object) {
        FieldPath at = path;
        for (FieldPath above = at.parent(); above != null && above.in(object) == null; above = at.parent()) {
            at = above;
        }
        this.first = at;
        this.object = object;
    }

    /** What stands where the path ends too early: {@code spec has: replicas, selector}. */
    String present() {
        FieldPath above = first.parent();
        Value value = above == null ? null : above.in(object);
        String shown = above == null || above.equals(FieldPath.ROOT) ? "it" : above.toString();
        if (value instanceof Leaf leaf) {
            return shown + " is \"" + leaf.text() + "\"";
        }
        List<String> names = names(value);
        return shown + (names.isEmpty() ? " is empty" : " has only: " + String.join(", ", names));
    }

    /** The field that was most likely meant, or null. */
    @Nullable
    String near() {
        FieldPath above = first.parent();
        return above == null ? null : Names.nearest(first.last(), names(above.in(object)));
    }

    private List<String> names(@Nullable Value value) {
        if (value instanceof Mapping mapping) {
            return mapping.keys();
        }
        var names = new ArrayList<String>();
        if (value instanceof Sequence items) {
            for (int i = 0; i < items.size(); i++) {
                String name = items.get(i) instanceof Mapping item ? item.text("name") : null;
                names.add(name == null ? Integer.toString(i) : name);
            }
        }
        return names;
    }
}
