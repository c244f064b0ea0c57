package espalier.applied;

import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/** Adds, replaces and removes by RFC 6902, as patches of a kustomization.yaml do. */
final class JsonPatch {
    private JsonPatch() {}

    static void apply(Mapping object, Sequence operations) throws NotUnderstood {
        for (Value each : operations) {
            Mapping operation = (Mapping) each;
            String path = BuiltObject.text(operation, "path");
            String[] keys = path.substring(Math.min(1, path.length())).split("/", -1);
            Value at = object;
            for (int i = 0; i < keys.length - 1; i++) {
                at = below(at, plain(keys[i]));
            }
            change(at, plain(keys[keys.length - 1]), operation, path);
        }
    }

    private static String plain(String key) {
        return key.replace("~1", "/").replace("~0", "~");
    }

    private static @Nullable Value below(@Nullable Value value, String key) {
        if (value instanceof Mapping mapping) {
            return mapping.get(key);
        }
        int index = index(key);
        return value instanceof Sequence items && index >= 0 && index < items.size() ? items.get(index) : null;
    }

    private static int index(String key) {
        try {
            return Integer.parseInt(key);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static void change(@Nullable Value at, String key, Mapping operation, String path) throws NotUnderstood {
        String op = BuiltObject.text(operation, "op");
        Value value = operation.get("value");
        boolean needed = op.equals("remove") || op.equals("replace");
        if (needed && below(at, key) == null) {
            throw NotUnderstood.broken("a patch would " + op + " " + path + ", which is not there");
        }
        if (at instanceof Mapping mapping && op.equals("remove")) {
            mapping.remove(key);
        } else if (at instanceof Mapping mapping && value != null && (op.equals("add") || op.equals("replace"))) {
            mapping.put(key, value);
        } else if (at instanceof Sequence items && value != null && op.equals("add") && key.equals("-")) {
            items.add(value);
        } else if (at instanceof Sequence items && op.equals("remove")) {
            items.remove(index(key));
        } else if (at instanceof Sequence items && value != null && op.equals("replace")) {
            items.set(index(key), value);
        } else {
            throw new NotUnderstood("a patch would " + op + " " + path + ", which only kustomize itself knows to do");
        }
    }
}
