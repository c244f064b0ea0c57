package espalier.preview;

import espalier.applied.BuiltObject;
import espalier.json.JsonReader;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/**
 * What Flux takes away besides: before it applies, it takes over all fields of kubectl's, so that those which git does not
 * have go. The API server does not know of that when it is only asked what an apply would do.
 */
final class Takeover {
    private Takeover() {}

    /**
     * The object as it will be.
     *
     * @param live as it is
     * @param tried as the server says that it will be once Flux's fields are applied
     */
    static Mapping applied(Mapping live, Mapping tried) {
        if (BuiltObject.isMarked(tried, "ssa", "Merge") || BuiltObject.isMarked(live, "ssa", "Merge")) {
            return tried;
        }
        var kept = new Mapping();
        var taken = new Mapping();
        for (Mapping entry : entries(live)) {
            Mapping fields = entry.mapping("fieldsV1");
            if (fields != null && isTaken(entry)) {
                merge(taken, fields);
            }
        }
        if (taken.isEmpty()) {
            return tried;
        }
        for (Mapping entry : entries(tried)) {
            Mapping fields = entry.mapping("fieldsV1");
            if (fields != null && !isTaken(entry)) {
                merge(kept, fields);
            }
        }
        Mapping after = tried.copy();
        remove(after, taken, kept);
        return after;
    }

    private static Iterable<Mapping> entries(Mapping object) {
        var entries = new java.util.ArrayList<Mapping>();
        Mapping metadata = object.mapping("metadata");
        Sequence managed = metadata == null ? null : metadata.sequence("managedFields");
        for (Value each : managed == null ? new Sequence() : managed) {
            if (each instanceof Mapping entry) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** As kustomize-controller is set up to. */
    private static boolean isTaken(Mapping entry) {
        String manager = text(entry, "manager");
        boolean update = text(entry, "operation").equals("Update");
        return text(entry, "subresource").isEmpty()
                && (manager.startsWith("kubectl")
                        || update
                                && (manager.startsWith("before-first-apply")
                                        || manager.startsWith("kustomize-controller")));
    }

    private static String text(Mapping mapping, String key) {
        String text = mapping.text(key);
        return text == null ? "" : text;
    }

    private static void merge(Mapping into, Mapping fields) {
        fields.forEach((key, below) -> {
            if (below instanceof Mapping mapping) {
                merge(into.child(key), mapping);
            }
        });
    }

    /** Removes each field of {@code taken} that is in no entry of {@code kept}. */
    private static void remove(Value value, Mapping taken, Mapping kept) {
        taken.forEach((key, below) -> {
            Mapping others = kept.mapping(key);
            if (key.equals(".") || !(below instanceof Mapping deeper)) {
                return;
            }
            if (others == null) {
                drop(value, key);
            } else {
                Value child = child(value, key);
                if (child != null) {
                    remove(child, deeper, others);
                }
            }
        });
    }

    private static @Nullable Value child(Value value, String key) {
        if (value instanceof Mapping mapping && key.startsWith("f:")) {
            return mapping.get(key.substring(2));
        }
        int at = value instanceof Sequence items ? position(items, key) : -1;
        return at >= 0 && value instanceof Sequence items ? items.get(at) : null;
    }

    private static void drop(Value value, String key) {
        if (value instanceof Mapping mapping && key.startsWith("f:")) {
            mapping.remove(key.substring(2));
        } else if (value instanceof Sequence items && position(items, key) >= 0) {
            items.remove(position(items, key));
        }
    }

    /** Of the element that {@code k:{"name":"web"}} or {@code v:"word"} means. */
    private static int position(Sequence items, String key) {
        if (key.startsWith("k:") || key.startsWith("v:")) {
            Value wanted = JsonReader.read(key.substring(2));
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).equals(wanted) || wanted instanceof Mapping keys && has(items.get(i), keys)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static boolean has(Value item, Mapping keys) {
        for (String key : keys.keys()) {
            boolean same = item instanceof Mapping mapping
                    && mapping.get(key) instanceof Leaf leaf
                    && leaf.equals(keys.get(key));
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
