package espalier.kubernetes;

import espalier.ConfigKey;
import espalier.Node;
import espalier.Origin;
import espalier.SecretKey;
import espalier.Text;
import espalier.rules.Soundness;
import espalier.tree.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables that a container is given, in the order in which Kubernetes expands them. */
final class Environment {
    private final Node node;
    private final String container;
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    /**
     * A variable as it was given.
     *
     * @param text its value, where it is written down
     * @param source where its value comes from, where it is not
     * @param secret the key it holds, if it holds one
     * @param origin the line, where the text may have to be found fault with
     */
    record Variable(
            @Nullable Text text,
            @Nullable Mapping source,
            @Nullable SecretKey secret,
            @Nullable Origin origin) {}

    Environment(Node node, String container) {
        this.node = node;
        this.container = container;
    }

    void literal(String name, Text value) {
        Text text = Text.of(value); // a port's number is a word here
        put(name, new Variable(text, null, null, Expansion.originOfValue(text)));
    }

    void secret(String name, SecretKey key) {
        put(name, new Variable(null, source(key), key, null));
    }

    void config(String name, ConfigKey key) {
        put(name, from("configMapKeyRef", Mapping.of("name", key.configMap()).put("key", key.key())));
    }

    void field(String name, String fieldPath) {
        put(name, from("fieldRef", Mapping.of("fieldPath", fieldPath)));
    }

    /** What a variable that holds {@code key} says of its value. */
    static Mapping source(SecretKey key) {
        return Mapping.of(
                "valueFrom",
                Mapping.of("secretKeyRef", Mapping.of("name", key.secret()).put("key", key.key())));
    }

    private static Variable from(String kind, Mapping source) {
        return new Variable(null, Mapping.of("valueFrom", Mapping.of(kind, source)), null, null);
    }

    private void put(String name, Variable value) {
        Variable before = variables.putIfAbsent(name, value);
        if (before != null) {
            node.findings()
                    .report(
                            Soundness.DUPLICATE_VARIABLE,
                            node,
                            Origin.here(),
                            "Tried to give the container " + container + " of " + node.path() + " the variable " + name
                                    + ", but it has one of that name already",
                            "keep one of the two");
        }
    }

    boolean has(String name) {
        return variables.containsKey(name);
    }

    /** What is written for the variables when all of them are given. */
    Expansion expansion() {
        return new Expansion(node, container, variables);
    }
}
