package espalier.plan;

import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands at a path of an object, and tells paths apart. */
final class Paths {
    private Paths() {}

    /** Whether {@code path} is the field {@code keys}, or below it, or above it. */
    static boolean startsWith(FieldPath path, String... keys) {
        var steps = new ArrayList<FieldPath>();
        for (FieldPath at = path; at != null && at.parent() != null; at = at.parent()) {
            steps.add(0, at);
        }
        for (int i = 0; i < Math.min(keys.length, steps.size()); i++) {
            if (!steps.get(i).isField() || !steps.get(i).last().equals(keys[i])) {
                return false;
            }
        }
        return true;
    }

    /** The text at {@code keys}; empty where there is none. */
    static String text(Mapping body, String... keys) {
        return at(body, keys) instanceof Leaf leaf ? leaf.text() : "";
    }

    static @Nullable Value at(Mapping body, String... keys) {
        Value value = body;
        for (String key : keys) {
            value = value instanceof Mapping mapping ? mapping.get(key) : null;
        }
        return value;
    }

    /** The elements of the list at {@code keys} that are mappings; none where there is no list. */
    static List<Mapping> items(@Nullable Mapping body, String... keys) {
        var found = new ArrayList<Mapping>();
        if (body != null && at(body, keys) instanceof Sequence items) {
            for (Value item : items) {
                if (item instanceof Mapping mapping) {
                    found.add(mapping);
                }
            }
        }
        return found;
    }

    /** The texts of the list at {@code keys}. */
    static List<String> texts(Mapping body, String... keys) {
        var found = new ArrayList<String>();
        if (at(body, keys) instanceof Sequence items) {
            for (Value item : items) {
                if (item instanceof Leaf leaf) {
                    found.add(leaf.text());
                }
            }
        }
        return found;
    }

    static @Nullable Mapping mapping(Mapping body, String... keys) {
        return at(body, keys) instanceof Mapping mapping ? mapping : null;
    }
}
