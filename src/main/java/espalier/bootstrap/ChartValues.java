package espalier.bootstrap;

import static espalier.bootstrap.ChartSource.text;

import espalier.hidden.Hidden;
import espalier.hidden.Mask;
import espalier.live.LiveException;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a release as helm-controller puts them together: those of {@code valuesFrom}, one after the other, and over them
 * the release's own.
 */
final class ChartValues {
    private final Ground ground;
    private final String release;
    private final String namespace;
    private final List<Hidden> secrets = new ArrayList<>();

    ChartValues(Ground ground, String release, String namespace) {
        this.ground = ground;
        this.release = release;
        this.namespace = namespace;
    }

    /** All values of a release with this {@code spec}. */
    Mapping of(Mapping spec) throws LiveException, BootstrapException {
        var values = new Mapping();
        Sequence sources = spec.sequence("valuesFrom");
        for (Value source : sources == null ? new Sequence() : sources) {
            add((Mapping) source, values);
        }
        Mapping own = spec.mapping("values");
        return own == null ? values : merged(values, own);
    }

    /** Takes the values that come from Secrets out of what Helm says. */
    Mask mask() {
        return Mask.of(secrets);
    }

    private void add(Mapping source, Mapping values) throws LiveException, BootstrapException {
        String kind = text(source, "kind");
        String name = text(source, "name");
        String key = source.has("valuesKey") ? text(source, "valuesKey") : "values.yaml";
        String value = value(kind, name, key);
        if (value == null) {
            if ("true".equals(source.text("optional"))) {
                return;
            }
            throw BootstrapException.refused(release + " needs the key " + key + " of the " + kind + " " + namespace
                    + "/" + name + " for its values, which is not there");
        }
        String path = text(source, "targetPath");
        if (!path.isEmpty()) {
            put(values, steps(path), typed(value, name, key));
            return;
        }
        for (Mapping more : Kustomize.objects(value)) {
            if (!kind.equals("ConfigMap")) {
                hide(more);
            }
            merge(values, more);
        }
    }

    /** Takes these out of what Helm says as well. */
    void hide(List<Hidden> values) {
        secrets.addAll(values);
    }

    private void hide(Value value) {
        if (value instanceof Mapping mapping) {
            mapping.forEach((key, below) -> hide(below));
        } else if (value instanceof Sequence sequence) {
            sequence.forEach(this::hide);
        } else if (value instanceof Leaf leaf) {
            secrets.add(Hidden.of(leaf.text()));
        }
    }

    private @Nullable String value(String kind, String name, String key) throws LiveException {
        Mapping found = ground.cluster().get("v1", kind, namespace, name);
        Mapping data = found == null ? null : found.mapping("data");
        String value = data == null ? null : data.text(key);
        if (value == null || kind.equals("ConfigMap")) {
            return value;
        }
        String secret = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        secrets.add(Hidden.of(secret));
        return secret;
    }

    /** A value as Helm's {@code --set} takes it, which is how helm-controller puts it at its path. */
    private Value typed(String value, String name, String key) throws BootstrapException {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'"));
        if (quoted) {
            return Scalar.of(value.substring(1, value.length() - 1));
        }
        if (value.indexOf(',') >= 0 || value.indexOf('\\') >= 0 || value.startsWith("{")) {
            throw BootstrapException.refused(release + " takes the key " + key + " of " + namespace + "/" + name
                    + " for one value, but Helm reads more than one out of a comma, a backslash or a brace: put the value in"
                    + " quotes in the Secret");
        }
        return switch (value) {
            case "true" -> Scalar.of(true);
            case "false" -> Scalar.of(false);
            case "null" -> Scalar.of(null);
            case "0" -> Scalar.of(0);
            default -> isNumber(value) ? Scalar.of(Long.parseLong(value)) : Scalar.of(value);
        };
    }

    private static boolean isNumber(String value) {
        if (value.isEmpty() || value.startsWith("0") || value.length() > 18) {
            return false;
        }
        for (int i = value.startsWith("-") ? 1 : 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return !value.equals("-");
    }

    /** {@code a.b\.c[0]} as {@code a}, {@code b.c} and 0. */
    static List<Object> steps(String path) {
        var steps = new ArrayList<Object>();
        var word = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\' && i + 1 < path.length()) {
                word.append(path.charAt(++i));
            } else if (c == '.' || c == '[') {
                end(word, steps);
            } else if (c == ']') {
                steps.add(Integer.parseInt(word.toString()));
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        end(word, steps);
        return steps;
    }

    private static void end(StringBuilder word, List<Object> steps) {
        if (word.length() > 0) {
            steps.add(word.toString());
            word.setLength(0);
        }
    }

    private static void put(Mapping into, List<Object> steps, Value value) {
        Value at = into;
        for (int i = 0; i < steps.size(); i++) {
            Value next = i == steps.size() - 1
                    ? value
                    : steps.get(i + 1) instanceof Integer ? new Sequence() : new Mapping();
            at = put(at, steps.get(i), next, i < steps.size() - 1);
        }
    }

    /** @param keep whether what is there stays, where it is of the same form */
    private static Value put(Value into, Object step, Value value, boolean keep) {
        if (into instanceof Mapping mapping) {
            String key = (String) step;
            Value present = mapping.get(key);
            if (keep && present != null && present.getClass() == value.getClass()) {
                return present;
            }
            mapping.put(key, value);
            return value;
        }
        var sequence = (Sequence) into;
        int index = (Integer) step;
        while (sequence.size() <= index) {
            sequence.add(Scalar.of(null));
        }
        Value present = sequence.get(index);
        if (keep && present.getClass() == value.getClass()) {
            return present;
        }
        sequence.set(index, value);
        return value;
    }

    private static Mapping merged(Mapping below, Mapping above) {
        Mapping merged = below.copy();
        merge(merged, above);
        return merged;
    }

    private static void merge(Mapping into, Mapping above) {
        for (int i = 0; i < above.size(); i++) {
            String key = above.keyAt(i);
            Value value = above.valueAt(i);
            if (value instanceof Mapping more && into.get(key) instanceof Mapping present) {
                merge(present, more);
            } else {
                into.put(key, value.copy());
            }
        }
    }
}
