package features;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An object with one thing changed, which its schema may or may not allow.
 *
 * @param where the kind and the way down, the same for all objects of the kind
 * @param change what was done there
 * @param object with the change in it
 */
public record SchemaMutant(String where, String change, Mapping object) {
    /** What says which object it is, and what nobody applies. */
    private static final Set<String> LEFT_ALONE = Set.of("apiVersion", "kind", "metadata", "metadata.name", "status");

    /** What holds names that people choose. */
    private static final Set<String> OPEN =
            Set.of("labels", "annotations", "matchLabels", "data", "stringData", "parameters", "properties");

    /** Of what there is nothing like in any schema. */
    private static final String ODD = "~ odd ~";

    /** The way down alone. */
    public String pattern() {
        return where.substring(where.lastIndexOf(' ') + 1);
    }

    String group() {
        String version = object.text("apiVersion");
        return version.substring(0, Math.max(0, version.indexOf('/')));
    }

    @Override
    public String toString() {
        return where + ": " + change;
    }

    /** Changes every place of {@code object} in every way, except for those that are {@code seen} before in another of its kind. */
    public static List<SchemaMutant> of(Mapping object, Set<String> seen) {
        var mutants = new ArrayList<SchemaMutant>();
        new Walk(object, seen, mutants).at(object, "", List.of());
        return mutants;
    }

    private record Walk(Mapping object, Set<String> seen, List<SchemaMutant> into) {
        private String kind() {
            return object.text("apiVersion") + " " + object.text("kind");
        }

        void at(Value value, String pattern, List<Object> steps) {
            if (LEFT_ALONE.contains(pattern)) {
                if (pattern.equals("metadata")) {
                    below(value, pattern, steps);
                }
                return;
            }
            if (!steps.isEmpty()) {
                remove(pattern, steps);
                wrong(value).forEach((change, other) -> change(pattern, change, steps, other));
            }
            if (value instanceof Mapping mapping) {
                change(
                        pattern,
                        "a field that there is not",
                        steps,
                        mapping.copy().put("misspelt", "x"));
            }
            below(value, pattern, steps);
        }

        private void below(Value value, String pattern, List<Object> steps) {
            if (value instanceof Mapping mapping) {
                boolean isOpen = OPEN.contains(pattern.substring(pattern.lastIndexOf('.') + 1));
                String above = pattern.isEmpty() ? "" : pattern + ".";
                mapping.forEach((key, child) -> at(child, above + (isOpen ? "*" : key), with(steps, key)));
            } else if (value instanceof Sequence sequence) {
                for (int i = 0; i < sequence.size(); i++) {
                    at(sequence.get(i), pattern + "[]", with(steps, i));
                }
            }
        }

        private static List<Object> with(List<Object> steps, Object step) {
            var longer = new ArrayList<>(steps);
            longer.add(step);
            return longer;
        }

        private static Map<String, Value> wrong(Value value) {
            Map<String, Value> wrong = new LinkedHashMap<>();
            wrong.put("nothing", Scalar.of(null));
            if (!(value instanceof Mapping)) {
                wrong.put("a mapping", Mapping.of("a", "b"));
            }
            if (!(value instanceof Sequence)) {
                wrong.put("a list", Sequence.of(value.copy()));
            }
            if (value instanceof Sequence sequence) {
                wrong.put("no elements", new Sequence());
                Sequence twice = sequence.copy();
                sequence.forEach(item -> twice.add(item.copy()));
                wrong.put("all elements twice", twice);
            }
            boolean isText = value instanceof Leaf leaf && leaf.isString();
            if (isText) {
                wrong.put("a number", Scalar.of(7));
                wrong.put("true", Scalar.of(true));
                wrong.put("an empty text", Scalar.of(""));
                wrong.put("a long text", Scalar.of("x".repeat(300)));
            } else if (value instanceof Leaf) {
                wrong.put("a negative number", Scalar.of(-1));
                wrong.put("a small number", Scalar.of(0));
                wrong.put("a large number", Scalar.of(1_000_000));
                wrong.put("half a number", Scalar.of(0.5));
            }
            wrong.put("an odd text", Scalar.of(ODD));
            return wrong;
        }

        private void remove(String pattern, List<Object> steps) {
            if (steps.get(steps.size() - 1) instanceof String key && seen.add(kind() + pattern + " missing")) {
                Mapping changed = object.copy();
                ((Mapping) in(changed, steps.subList(0, steps.size() - 1))).remove(key);
                into.add(new SchemaMutant(kind() + " " + pattern, "missing", changed));
            }
        }

        private void change(String pattern, String change, List<Object> steps, Value other) {
            if (!seen.add(kind() + pattern + change)) {
                return;
            }
            Value changed = other;
            if (!steps.isEmpty()) {
                changed = object.copy();
                Value parent = in(changed, steps.subList(0, steps.size() - 1));
                Object last = steps.get(steps.size() - 1);
                if (parent instanceof Mapping mapping) {
                    mapping.put((String) last, other);
                } else {
                    ((Sequence) parent).set((Integer) last, other);
                }
            }
            into.add(new SchemaMutant(kind() + " " + pattern, change, (Mapping) changed));
        }

        private static Value in(Value value, List<Object> steps) {
            Value at = value;
            for (Object step : steps) {
                at = at instanceof Mapping mapping ? mapping.get((String) step) : ((Sequence) at).get((Integer) step);
            }
            return at;
        }
    }
}
