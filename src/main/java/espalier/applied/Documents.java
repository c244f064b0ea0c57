package espalier.applied;

import espalier.tree.Mapping;
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
        if (only != null) {
            return List.of(only);
        }
        var objects = new ArrayList<Mapping>(1);
        try {
            for (YamlReader.Document document : YamlReader.documents(text)) {
                if (!(document.value() instanceof Mapping object)) {
                    throw NotUnderstood.broken(file + " holds something that is no object");
                }
                objects.add(object);
            }
        } catch (YamlReader.SyntaxException e) {
            throw NotUnderstood.broken(file + " is no YAML, in line " + e.line() + ": " + e.getMessage());
        }
        return objects;
    }
}
