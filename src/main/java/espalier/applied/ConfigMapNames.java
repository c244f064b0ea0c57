package espalier.applied;

import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.Map;
import java.util.Set;

/** Where pods name ConfigMaps, so that kustomize writes the name there that it made. */
final class ConfigMapNames {
    private static final Set<String> REFERENCES = Set.of("configMap", "configMapRef", "configMapKeyRef");

    private ConfigMapNames() {}

    /** Puts the new name in wherever {@code value} has an old one. */
    static void replace(Value value, Map<String, String> renamed) {
        if (value instanceof Sequence items) {
            items.forEach(item -> replace(item, renamed));
        } else if (value instanceof Mapping mapping) {
            mapping.forEach((key, child) -> {
                if (REFERENCES.contains(key) && child instanceof Mapping reference) {
                    String name = renamed.get(BuiltObject.text(reference, "name"));
                    if (name != null) {
                        reference.put("name", name);
                    }
                }
                replace(child, renamed);
            });
        }
    }
}
