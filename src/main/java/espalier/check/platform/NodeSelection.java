package espalier.check.platform;

import espalier.check.Pods;
import espalier.platform.Machine;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/** Which machines a selector means. Where a label cannot be known, the machine counts as meant. */
final class NodeSelection {
    private final NodeLabels labels;

    NodeSelection(NodeLabels labels) {
        this.labels = labels;
    }

    /** Labels with their values, all of which a machine must have. */
    boolean hasAll(Machine machine, @Nullable Mapping wanted) {
        for (int i = 0; wanted != null && i < wanted.size(); i++) {
            String key = wanted.keyAt(i);
            boolean same = wanted.valueAt(i) instanceof Leaf leaf && leaf.text().equals(labels.value(machine, key));
            if (!same && !labels.isUnknown(machine, key)) {
                return false;
            }
        }
        return true;
    }

    /** A selector with {@code matchLabels} and {@code matchExpressions}. */
    boolean selects(Machine machine, Mapping selector) {
        return hasAll(machine, selector.mapping("matchLabels")) && all(machine, selector.sequence("matchExpressions"));
    }

    /**
     * What keeps a pod off {@code machine} of what its spec says by {@code nodeName}, {@code nodeSelector} and the node
     * affinity that it requires; null where nothing does.
     */
    @Nullable
    String refusal(Machine machine, Mapping pod) {
        String name = pod.text("nodeName");
        if (name != null && !name.equals(machine.hostname())) {
            return "the pod names " + name;
        }
        Mapping wanted = pod.mapping("nodeSelector");
        for (int i = 0; wanted != null && i < wanted.size(); i++) {
            String value = String.valueOf(wanted.text(wanted.keyAt(i)));
            if (!hasAll(machine, Mapping.of(wanted.keyAt(i), value))) {
                return "it has no label " + wanted.keyAt(i) + "=" + value;
            }
        }
        Mapping affinity = pod.mapping("affinity");
        Mapping node = affinity == null ? null : affinity.mapping("nodeAffinity");
        boolean taken =
                node == null || anyTerm(machine, node.mapping("requiredDuringSchedulingIgnoredDuringExecution"));
        return taken ? null : "no term of the pod's node affinity holds there";
    }

    /** {@code nodeSelectorTerms}, one of which must hold. */
    boolean anyTerm(Machine machine, @Nullable Mapping required) {
        Sequence terms = required == null ? null : required.sequence("nodeSelectorTerms");
        if (terms == null || terms.isEmpty()) {
            return true;
        }
        for (Mapping term : Pods.mappings(terms)) {
            if (all(machine, term.sequence("matchExpressions")) && names(machine, term.sequence("matchFields"))) {
                return true;
            }
        }
        return false;
    }

    private boolean all(Machine machine, @Nullable Sequence expressions) {
        for (Mapping expression : Pods.mappings(expressions)) {
            String key = String.valueOf(expression.text("key"));
            if (!labels.isUnknown(machine, key) && !holds(expression, labels.value(machine, key))) {
                return false;
            }
        }
        return true;
    }

    private static boolean names(Machine machine, @Nullable Sequence fields) {
        for (Mapping field : Pods.mappings(fields)) {
            if (!holds(field, machine.hostname())) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Mapping expression, @Nullable String value) {
        Sequence values = expression.sequence("values");
        return switch (String.valueOf(expression.text("operator"))) {
            case "In" -> value != null && contains(values, value);
            case "NotIn" -> value == null || !contains(values, value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> true; // Gt and Lt compare numbers, which nobody uses for what is checked here
        };
    }

    private static boolean contains(@Nullable Sequence values, String value) {
        if (values != null) {
            for (Value one : values) {
                if (one instanceof Leaf leaf && leaf.text().equals(value)) {
                    return true;
                }
            }
        }
        return false;
    }
}
