package espalier.kubernetes;

import espalier.ConfigKey;
import espalier.Node;
import espalier.Origin;
import espalier.SecretKey;
import espalier.Text;
import espalier.rules.References;
import espalier.rules.Soundness;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of a container, in the order in which Kubernetes expands them. */
final class Environment {
    private final Node node;
    private final String container;
    private final Map<String, Mapping> variables = new LinkedHashMap<>();
    private final Map<String, SecretKey> secrets = new LinkedHashMap<>();

    Environment(Node node, String container) {
        this.node = node;
        this.container = container;
    }

    void literal(String name, Text value) {
        Text text = Text.of(value); // a port's number is a word here
        Text expanded = text.holdsSecret() ? text.withVariables(key -> "$(" + variableFor(name, key) + ")") : text;
        findUndefined(name, expanded.text());
        put(name, Mapping.of("value", expanded));
    }

    void secret(String name, SecretKey key) {
        secrets.put(name, key);
        put(name, from("secretKeyRef", Mapping.of("name", key.secret()).put("key", key.key())));
    }

    void config(String name, ConfigKey key) {
        put(name, from("configMapKeyRef", Mapping.of("name", key.configMap()).put("key", key.key())));
    }

    void field(String name, String fieldPath) {
        put(name, from("fieldRef", Mapping.of("fieldPath", fieldPath)));
    }

    private static Mapping from(String kind, Mapping source) {
        return Mapping.of("valueFrom", Mapping.of(kind, source));
    }

    private void put(String name, Mapping value) {
        Mapping before = variables.putIfAbsent(name, value);
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

    /** The variable that holds {@code key}: one that is there, or a new one in front of {@code reader}. */
    private String variableFor(String reader, SecretKey key) {
        for (Map.Entry<String, SecretKey> entry : secrets.entrySet()) {
            if (sameKey(entry.getValue(), key)) {
                return entry.getKey();
            }
        }
        String name = variableName(key.key().text());
        if (variables.containsKey(name) || name.equals(reader)) {
            name = variableName(key.secret().text() + "_" + key.key().text());
        }
        secret(name, key);
        return name;
    }

    private static boolean sameKey(SecretKey one, SecretKey other) {
        return one.provision().identity().equals(other.provision().identity())
                && one.key().text().equals(other.key().text());
    }

    private static String variableName(String text) {
        var name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = Character.toUpperCase(text.charAt(i));
            boolean allowed = c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9' && i > 0;
            name.append(allowed ? c : '_');
        }
        return name.toString();
    }

    /**
     * Kubernetes expands {@code $(X)} only when X stands before; otherwise the program gets the five characters. {@code
     * $$(X)} is an escape.
     */
    private void findUndefined(String name, String value) {
        for (int at = value.indexOf("$("); at >= 0; at = value.indexOf("$(", at + 2)) {
            int end = value.indexOf(')', at);
            if (end < 0) {
                return;
            }
            String used = value.substring(at + 2, end);
            boolean escaped = at > 0 && value.charAt(at - 1) == '$';
            if (!escaped && isVariableName(used) && !variables.containsKey(used)) {
                node.findings()
                        .report(
                                References.VARIABLE_BEFORE_DEFINITION,
                                node,
                                Origin.here(),
                                "Tried to use $(" + used + ") in the variable " + name + " of the container "
                                        + container + " of "
                                        + node.path() + ", but " + used
                                        + " is not defined before it, and Kubernetes expands only what is",
                                "define " + used + " first, or write $$(" + used + ") for the characters themselves");
            }
        }
    }

    private static boolean isVariableName(String text) {
        if (text.isEmpty() || Character.isDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }

    /** The container's {@code env}, or null when it has none. */
    @Nullable
    Sequence toSequence() {
        if (variables.isEmpty()) {
            return null;
        }
        var env = new Sequence();
        variables.forEach((name, value) -> {
            var variable = Mapping.of("name", name);
            value.forEach(variable::put);
            env.add(variable);
        });
        return env;
    }
}
