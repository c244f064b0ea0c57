package espalier.check.selectors;

import espalier.Names;
import espalier.check.Pods;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code matchLabels} and {@code matchExpressions}, as Kubernetes reads them. */
public final class Selector {
    private final Mapping labels;
    private final List<Mapping> expressions;

    private Selector(@Nullable Mapping labels, List<Mapping> expressions) {
        this.labels = labels == null ? new Mapping() : labels;
        this.expressions = expressions;
    }

    public static Selector of(Mapping selector) {
        return new Selector(selector.mapping("matchLabels"), Pods.mappings(selector.sequence("matchExpressions")));
    }

    /** The labels that it asks for by value. */
    Mapping labels() {
        return labels;
    }

    /** Whether it matches everything. */
    boolean isEmpty() {
        return labels.isEmpty() && expressions.isEmpty();
    }

    /** Whether something with the labels {@code found} is selected. */
    public boolean matches(Mapping found) {
        for (int i = 0; i < labels.size(); i++) {
            String key = labels.keyAt(i);
            if (!String.valueOf(labels.text(key)).equals(found.text(key))) {
                return false;
            }
        }
        for (Mapping expression : expressions) {
            if (!matches(expression, found)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(Mapping expression, Mapping found) {
        String value = found.text(String.valueOf(expression.text("key")));
        boolean listed = value != null && values(expression.sequence("values")).contains(value);
        return switch (String.valueOf(expression.text("operator"))) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> true; // which the API server refuses
        };
    }

    private static List<String> values(@Nullable Sequence list) {
        var values = new ArrayList<String>();
        if (list != null) {
            for (Value value : list) {
                if (value instanceof Leaf leaf) {
                    values.add(leaf.text());
                }
            }
        }
        return values;
    }

    /** The label of {@code found} that it misses by a letter while it has all others, as {@code key: value}; else null. */
    @Nullable
    String slip(Mapping found) {
        String slip = null;
        for (int i = 0; i < labels.size(); i++) {
            String key = labels.keyAt(i);
            String wanted = String.valueOf(labels.text(key));
            String value = found.text(key);
            if (value == null) {
                return null;
            }
            if (!value.equals(wanted)) {
                boolean isSlip = slip == null && Names.slip(wanted, List.of(value)) != null;
                if (!isSlip) {
                    return null;
                }
                slip = key + ": " + value;
            }
        }
        return slip;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Selector selector
                && selector.labels.equals(labels)
                && selector.expressions.equals(expressions);
    }

    @Override
    public int hashCode() {
        return labels.hashCode() * 31 + expressions.hashCode();
    }

    @Override
    public String toString() {
        var text = new StringBuilder(labels.isEmpty() ? "" : labels.toString());
        for (Mapping expression : expressions) {
            text.append(text.isEmpty() ? "" : " and ").append(expression);
        }
        return text.toString();
    }
}
