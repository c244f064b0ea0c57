package espalier;

import espalier.rules.Construction;
import espalier.tree.Leaf;
import espalier.tree.Value;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A value that can be given once.
 *
 * @param <T> its type
 */
public final class Setting<T> {
    private final Node node;
    private final String name;
    private @Nullable T value;

    Setting(Node node, String name) {
        this.node = node;
        this.name = name;
    }

    /** Gives the value; null, and a second time, is a finding, and the first value stays. */
    public void set(T value) {
        if (value == null) {
            reportNull(node, "\"" + name + "\"");
        } else if (node.cluster().isFrozen()) {
            reportLate(node, "\"" + name + "\"");
        } else if (this.value != null) {
            reportTwice(node, "\"" + name + "\"", this.value, value);
        } else {
            this.value = value;
        }
    }

    static void reportTwice(Node node, String what, Object first, Object second) {
        String before = shown(first);
        String now = shown(second);
        node.findings()
                .report(
                        Construction.SETTING_TWICE,
                        node,
                        Origin.here(),
                        "Tried to set " + what + " of " + node.path() + (now == null ? "" : " to " + now)
                                + ", but it was already set" + (before == null ? "" : " to " + before)
                                + "; a setting can be set once",
                        "keep one of the two");
    }

    static void reportNull(Node node, String what) {
        node.findings()
                .report(
                        Construction.SETTING_NULL,
                        node,
                        Origin.here(),
                        "Tried to set " + what + " of " + node.path() + " to null, but null is no value",
                        "give it a value, or leave the line out");
    }

    /** Its object may be written already, and then the value would be lost. */
    static void reportLate(Node node, String what) {
        if (node.isBelowBroken()) {
            return;
        }
        node.findings()
                .report(
                        Construction.FROZEN,
                        node,
                        Origin.here(),
                        "Tried to set " + what + " of " + node.path()
                                + ", but objects are being written, and this one may be written already",
                        "set it in a constructor, or in a part given to whenComplete");
    }

    /** For people; null for what says nothing to them. */
    private static @Nullable String shown(Object value) {
        if (value instanceof Leaf leaf) {
            return leaf.isString() ? "\"" + leaf.text() + "\"" : leaf.text();
        }
        if (value instanceof Scope scope) {
            return scope.node().path();
        }
        boolean plain = value instanceof Number
                || value instanceof Boolean
                || value instanceof Enum
                || value instanceof Record
                || value instanceof Value
                || value instanceof java.time.Duration;
        return value instanceof String ? "\"" + value + "\"" : plain ? value.toString() : null;
    }

    /** The value given, or null. */
    public @Nullable T get() {
        return value;
    }

    /** The value given, or {@code otherwise}. */
    public T or(T otherwise) {
        return value == null ? otherwise : value;
    }

    public boolean isSet() {
        return value != null;
    }

    /** Makes it a finding that this is set while none of {@code needed} is. */
    public void requires(Setting<?>... needed) {
        var names = new ArrayList<String>(needed.length);
        for (Setting<?> other : needed) {
            if (other.isSet()) {
                return;
            }
            names.add("\"" + other.name + "\"");
        }
        if (isSet()) {
            String wanted = String.join(" or ", names);
            node.findings()
                    .report(
                            Construction.SETTING_REQUIRES,
                            node,
                            "Tried to set \"" + name + "\" of " + node.path()
                                    + ", but it has a meaning only together with " + wanted
                                    + (names.size() == 1 ? ", which is not set" : ", and neither is set"),
                            "set " + wanted + " as well, or leave \"" + name + "\" out");
        }
    }

    /** Makes it a finding that both this and {@code other} are set, which does not go {@code since}. */
    public void excludes(Setting<?> other, String since) {
        if (isSet() && other.isSet()) {
            node.findings()
                    .report(
                            Construction.SETTING_EXCLUDES,
                            node,
                            "Tried to set both \"" + name + "\" and \"" + other.name + "\" of " + node.path() + ", but "
                                    + since,
                            "keep one of the two");
        }
    }
}
