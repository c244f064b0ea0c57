package espalier.kubernetes;

import espalier.Names;
import espalier.Node;
import espalier.Origin;
import espalier.SecretKey;
import espalier.Text;
import espalier.rules.References;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container's texts are written so that Kubernetes makes of {@code $(X)} what was meant: a secret becomes a variable of
 * its own and the text names it. Taken when all variables are given, so that a made name never meets a given one.
 */
final class Expansion {
    private final Node node;
    private final String container;
    private final Map<String, Environment.Variable> given;
    private final Map<String, Mapping> written = new LinkedHashMap<>();
    private final Map<String, SecretKey> secrets = new LinkedHashMap<>();

    Expansion(Node node, String container, Map<String, Environment.Variable> given) {
        this.node = node;
        this.container = container;
        this.given = given;
        given.forEach(this::write);
    }

    private void write(String name, Environment.Variable variable) {
        Text text = variable.text();
        if (text != null) {
            Text expanded = text.holdsSecret() ? text.withVariables(part -> part, this::variableFor) : text;
            findUndefined(name, expanded.text(), variable.origin());
            written.put(name, Mapping.of("value", expanded));
        } else if (variable.source() != null) {
            written.put(name, variable.source());
        }
        SecretKey secret = variable.secret();
        if (secret != null) {
            secrets.put(name, secret);
        }
    }

    /** The container's {@code env}, or null when it has none. */
    @Nullable
    Sequence env() {
        if (written.isEmpty()) {
            return null;
        }
        var env = new Sequence();
        written.forEach((name, value) -> {
            var variable = Mapping.of("name", name);
            value.forEach(variable::put);
            env.add(variable);
            Environment.Variable said = given.get(name);
            if (said != null && said.origin() != null) {
                node.wroteAt(variable, said.origin());
            }
        });
        return env;
    }

    /** The words of a command line, each with what Kubernetes turns back into it. */
    Sequence words(Sequence words, @Nullable Origin origin) {
        var expanded = new Sequence();
        for (var word : words) {
            expanded.add(word instanceof Text text ? word(text, origin) : word);
        }
        return expanded;
    }

    private Text word(Text word, @Nullable Origin origin) {
        return word.withVariables(part -> literal(part, origin), this::variableFor);
    }

    /**
     * {@code text} with one more dollar where Kubernetes would take one away, or a variable's value for a name in parentheses.
     * {@code $(X)} stays a reference where there is a variable X, and {@code $$(X)} is the escape that people know.
     */
    private String literal(String text, @Nullable Origin origin) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        var literal = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            literal.append(c);
            if (c == '$' && next == '$') {
                boolean escape = i + 2 < text.length() && text.charAt(i + 2) == '(';
                literal.append(escape ? "$" : "$$$");
                i++;
            } else if (c == '$' && next == '(' && !isReference(text, i + 2, origin)) {
                literal.append('$');
            }
        }
        return literal.toString();
    }

    /** Whether a variable's name stands at {@code from}; one that is none but looks like one is a finding. */
    private boolean isReference(String text, int from, @Nullable Origin origin) {
        int end = text.indexOf(')', from);
        if (end < 0) {
            return false;
        }
        String name = text.substring(from, end);
        if (written.containsKey(name)) {
            return true;
        }
        if (looksLikeVariable(name)) {
            String near = Names.nearest(name, written.keySet());
            node.findings()
                    .report(
                            References.VARIABLE_BEFORE_DEFINITION,
                            node,
                            origin == null ? node.origin() : origin,
                            "Tried to use $(" + name + ") in the command line of the container " + container + " of "
                                    + node.path() + ", but it has no variable of that name",
                            (near == null ? "define " + name : "name " + near) + ", or write $$(" + name
                                    + ") for the characters themselves");
        }
        return false;
    }

    /** In capitals: what a shell would be asked to run is written in small letters. */
    private static boolean looksLikeVariable(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9' && i > 0)) {
                return false;
            }
        }
        return name.length() > 1;
    }

    /** A script as the shell shall see it: nothing in it is a reference. */
    static String escaped(String script) {
        var escaped = new StringBuilder(script.length());
        for (int i = 0; i < script.length(); i++) {
            char c = script.charAt(i);
            char next = i + 1 < script.length() ? script.charAt(i + 1) : ' ';
            if (c == '$' && (next == '$' || next == '(')) {
                escaped.append(c);
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    /** The variable that holds {@code key}: one that stands before, or a new one. */
    private String variableFor(SecretKey key) {
        for (Map.Entry<String, SecretKey> entry : secrets.entrySet()) {
            if (sameKey(entry.getValue(), key)) {
                return entry.getKey();
            }
        }
        String name = variableName(key.key().text());
        if (isTaken(name)) {
            String full = variableName(key.secret().text() + "_" + key.key().text());
            name = full;
            for (int i = 2; isTaken(name); i++) {
                name = full + "_" + i;
            }
        }
        written.put(name, Environment.source(key));
        secrets.put(name, key);
        return name;
    }

    private boolean isTaken(String name) {
        return given.containsKey(name) || written.containsKey(name);
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

    /** The line that is being run, where {@code text} holds what may be a reference. */
    static @Nullable Origin originOf(Text text) {
        return text.text().contains("$(") ? Origin.here() : null;
    }

    /** The line that is being run, where the value {@code text} may hold a reference, an address or a port. */
    static @Nullable Origin originOfValue(Text text) {
        String value = text.text();
        boolean isTold = !text.references().isEmpty()
                || value.indexOf('.') >= 0
                || value.indexOf(':') >= 0
                || value.contains("$(")
                || !value.isEmpty() && Character.isDigit(value.charAt(0));
        return isTold ? Origin.here() : null;
    }

    /**
     * Kubernetes expands {@code $(X)} only when X stands before; otherwise the program gets the five characters. {@code
     * $$(X)} is an escape.
     */
    private void findUndefined(String name, String value, @Nullable Origin origin) {
        for (int at = value.indexOf("$("); at >= 0; at = value.indexOf("$(", at + 2)) {
            int end = value.indexOf(')', at);
            if (end < 0) {
                return;
            }
            String used = value.substring(at + 2, end);
            boolean escaped = at > 0 && value.charAt(at - 1) == '$';
            if (!escaped && isVariableName(used) && !written.containsKey(used)) {
                node.findings()
                        .report(
                                References.VARIABLE_BEFORE_DEFINITION,
                                node,
                                origin == null ? node.origin() : origin,
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
}
