package espalier.doctor;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads fields that may be missing, since whose status it is decides what is in it. */
final class Fields {
    private Fields() {}

    static @Nullable Value at(Mapping object, String... path) {
        Value value = object;
        for (String key : path) {
            value = value instanceof Mapping mapping ? mapping.get(key) : null;
            if (value == null) {
                return null;
            }
        }
        return value;
    }

    /** The text there; empty where there is none. */
    static String text(Mapping object, String... path) {
        return at(object, path) instanceof Leaf leaf && !leaf.text().equals("null") ? leaf.text() : "";
    }

    static @Nullable Mapping mapping(Mapping object, String... path) {
        return at(object, path) instanceof Mapping mapping ? mapping : null;
    }

    /** The mappings of the list there; none where there is no list. */
    static List<Mapping> list(Mapping object, String... path) {
        var found = new ArrayList<Mapping>();
        if (at(object, path) instanceof Sequence sequence) {
            for (Value value : sequence) {
                if (value instanceof Mapping mapping) {
                    found.add(mapping);
                }
            }
        }
        return found;
    }

    static int number(Mapping object, int otherwise, String... path) {
        try {
            return Integer.parseInt(text(object, path));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** The condition of that type; an empty mapping where there is none. */
    static Mapping condition(Mapping object, String type) {
        for (Mapping condition : list(object, "status", "conditions")) {
            if (text(condition, "type").equals(type)) {
                return condition;
            }
        }
        return new Mapping();
    }

    static boolean is(Mapping object, String condition, String status) {
        return text(condition(object, condition), "status").equals(status);
    }

    static boolean isSuspended(Mapping object) {
        return text(object, "spec", "suspend").equals("true");
    }

    /** Whether its controller is done with it as it is now, and it went well. */
    static boolean isReady(Mapping object) {
        return is(object, "Ready", "True") && isObserved(object);
    }

    private static boolean isObserved(Mapping object) {
        String generation = text(object, "metadata", "generation");
        String observed = text(object, "status", "observedGeneration");
        return generation.isEmpty() || observed.isEmpty() || observed.equals(generation);
    }
}
