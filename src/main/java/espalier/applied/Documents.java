package espalier.applied;

import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.BlockYaml;
import espalier.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects that texts hold. What says the same, in two trees as well, is read once and is the same object, so that comparing it
 * takes no time; nobody may change it.
 */
public final class Documents {
    private final Map<String, List<Mapping>> known = new HashMap<>();

    /** Those of {@code text}, which stands in {@code file}. */
    List<Mapping> of(String file, String text) throws NotUnderstood {
        List<Mapping> objects = known.get(text);
        if (objects == null) {
            objects = read(file, text);
            known.put(text, objects);
        }
        return objects;
    }

    private static List<Mapping> read(String file, String text) throws NotUnderstood {
        Mapping only = BlockYaml.read(text);
        if (only != null && !only.has("items")) {
            return List.of(only);
        }
        var objects = new ArrayList<Mapping>(1);
        try {
            for (YamlReader.Document document : YamlReader.documents(text)) {
                add(file, document.value(), objects);
            }
        } catch (YamlReader.SyntaxException e) {
            int conflict = conflict(text);
            throw NotUnderstood.broken(
                    conflict > 0
                            ? file + " holds both sides of a merge, from line " + conflict + " on"
                            : file + " is no YAML, in line " + e.line() + ": " + e.getMessage());
        }
        return objects;
    }

    /** In the place of a list, what is in it, as kustomize does. */
    private static void add(String file, Value value, List<Mapping> into) throws NotUnderstood {
        if (!(value instanceof Mapping object)) {
            throw NotUnderstood.broken(file + " holds something that is no object");
        }
        if (BuiltObject.text(object, "kind").endsWith("List") && object.get("items") instanceof Sequence items) {
            for (Value item : items) {
                add(file, item, into);
            }
        } else {
            into.add(object);
        }
    }

    /** The line in which git marked where two branches differ; 0 for none. */
    private static int conflict(String text) {
        int line = 1;
        for (int at = 0; at >= 0 && at < text.length(); line++) {
            if (text.startsWith("<<<<<<< ", at)) {
                return line;
            }
            at = text.indexOf('\n', at) + 1;
            if (at == 0) {
                return 0;
            }
        }
        return 0;
    }
}
