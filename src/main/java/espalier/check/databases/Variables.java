package espalier.check.databases;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.check.OpenNamespaces;
import espalier.graph.ObjectGraph;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one program is told, by names in capitals: variables of a container, or fields of a chart's values side by side. */
final class Variables {
    private final Map<String, Said> said = new LinkedHashMap<>();

    /**
     * What a variable says.
     *
     * @param text of it, or of the Secret's key that it is taken from
     * @param at what stands in the object
     */
    record Said(String text, Value at) {}

    /** Those of the list {@code env} of {@code object}, with what its namespace's Secrets say in clear text. */
    static Variables of(Sequence env, KubernetesObject object, ObjectGraph graph) {
        var variables = new Variables();
        for (int i = 0; i < env.size(); i++) {
            if (env.get(i) instanceof Mapping variable && variable.get("name") instanceof Leaf name) {
                if (variable.get("value") instanceof Leaf value) {
                    variables.said.put(name.text(), new Said(value.text(), value));
                } else if (variable.get("valueFrom") instanceof Mapping from
                        && from.get("secretKeyRef") instanceof Mapping key) {
                    String text = inClear(key, object, graph);
                    variables.said.put(name.text(), new Said(text == null ? "" : text, key));
                }
            }
        }
        return variables;
    }

    /** Those that the keys of {@code fields} are, which may begin in small letters. */
    static Variables of(Mapping fields) {
        var variables = new Variables();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.valueAt(i) instanceof Leaf value) {
                variables.said.put(fields.keyAt(i).toUpperCase(Locale.ROOT), new Said(value.text(), value));
            }
        }
        return variables;
    }

    /** What a sealed Secret gets by its template without being secret; null where that is not known. */
    private static @Nullable String inClear(Mapping key, KubernetesObject object, ObjectGraph graph) {
        String namespace = object.kind().equals("HelmRelease") ? OpenNamespaces.target(object) : object.namespace();
        String name = key.text("name");
        String wanted = key.text("key");
        if (name == null || wanted == null) {
            return null;
        }
        KubernetesObject sealed = graph.object(Identity.of("bitnami.com", "SealedSecret", namespace, name));
        Mapping spec = sealed == null ? null : sealed.body().mapping("spec");
        Mapping template = spec == null ? null : spec.mapping("template");
        Mapping data = template == null ? null : template.mapping("data");
        String text = data == null ? null : data.text(wanted);
        return text == null || text.indexOf('{') >= 0 ? null : text;
    }

    Map<String, Said> all() {
        return said;
    }

    boolean has(String name) {
        return said.containsKey(name);
    }

    /** What {@code name} says, or null where it says nothing that is known. */
    @Nullable
    String text(String name) {
        Said found = said.get(name);
        return found == null || found.text().isEmpty() || found.text().indexOf('$') >= 0 ? null : found.text();
    }
}
