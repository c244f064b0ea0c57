package e2e;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A value within an object.
 *
 * @param steps the way down to it, keys and numbers of elements
 * @param pattern the same for all objects of a kind: {@code spec.containers[].name}; {@code *} for a key that people choose
 */
record Site(List<Object> steps, String pattern) {
    /** Mappings whose keys are the users' own and not fields. */
    private static final Set<String> OPEN = Set.of(
            "labels",
            "annotations",
            "matchLabels",
            "selector",
            "nodeSelector",
            "data",
            "parameters",
            "limits",
            "requests");
    /** What a chart takes is the chart's affair. */
    private static final String CHART_VALUES = "values";

    /** All sites of {@code object}, except for those that say what it is. */
    static List<Site> of(Mapping object) {
        var sites = new ArrayList<Site>();
        collect(new Site(List.of(), ""), object, sites);
        sites.removeIf(site -> Set.of("apiVersion", "kind", "metadata", "metadata.name", "metadata.namespace")
                .contains(site.pattern));
        return sites;
    }

    private static void collect(Site site, Value value, List<Site> into) {
        if (!site.steps.isEmpty()) {
            into.add(site);
        }
        if (value instanceof Mapping mapping && !site.field().equals(CHART_VALUES)) {
            boolean open = site.isOpen(mapping);
            mapping.forEach((key, child) -> collect(site.below(key, open ? "*" : key), child, into));
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                collect(site.below(i, "[]"), sequence.get(i), into);
            }
        }
    }

    /** A Deployment's selector has fields, a Service's has none. */
    private boolean isOpen(Mapping mapping) {
        boolean structured = mapping.has("matchLabels") || mapping.has("matchExpressions");
        return OPEN.contains(field()) && !structured;
    }

    private Site below(Object step, String word) {
        var longer = new ArrayList<>(steps);
        longer.add(step);
        String dot = pattern.isEmpty() || word.equals("[]") ? "" : ".";
        return new Site(List.copyOf(longer), pattern + dot + word);
    }

    /** The nearest field's name: {@code args} for an element of it. */
    String field() {
        String path = pattern.replace("[]", "");
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The field above: {@code labels} for a label. */
    String above() {
        int dot = pattern.lastIndexOf('.');
        String path = dot < 0 ? "" : pattern.substring(0, dot).replace("[]", "");
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Whether it is one of many that stand in a list, or under a key that people choose. */
    boolean isNamedByItsField() {
        return steps.get(steps.size() - 1) instanceof String && !pattern.endsWith("*");
    }

    Value value(Mapping object) {
        Value value = object;
        for (Object step : steps) {
            value = child(value, step);
        }
        return value;
    }

    String text(Mapping object) {
        return value(object) instanceof Leaf leaf ? leaf.text() : "";
    }

    /** Puts {@code value} there. */
    void replace(Mapping object, Value value) {
        Object last = steps.get(steps.size() - 1);
        Value parent = parent(object);
        if (parent instanceof Sequence sequence) {
            sequence.set((Integer) last, value);
        } else {
            ((Mapping) parent).put((String) last, value);
        }
    }

    /** What it stands in. */
    Value parent(Mapping object) {
        return steps.size() == 1 ? object : new Site(steps.subList(0, steps.size() - 1), "").value(object);
    }

    String key() {
        return (String) steps.get(steps.size() - 1);
    }

    private static Value child(Value above, Object step) {
        return Objects.requireNonNull(
                step instanceof Integer index ? ((Sequence) above).get(index) : ((Mapping) above).get((String) step));
    }
}
