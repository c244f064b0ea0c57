package espalier;

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

    /** Gives the value; the second time is a finding, and the first value stays. */
    public void set(T value) {
        if (this.value != null) {
            node.findings()
                    .error(
                            "setting-twice",
                            node,
                            Origin.here(),
                            "Tried to set \"" + name + "\" of " + node.path() + " to " + shown(value)
                                    + ", but it was already set to " + shown(this.value)
                                    + "; a setting can be set once",
                            "keep one of the two");
            return;
        }
        this.value = value;
    }

    private static String shown(Object value) {
        if (value instanceof Text text) {
            return "\"" + text.text() + "\"";
        }
        return value instanceof String ? "\"" + value + "\"" : value.toString();
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

    /** Makes it a finding that this is set while {@code needed} is not. */
    public void requires(Setting<?> needed) {
        if (isSet() && !needed.isSet()) {
            node.findings()
                    .error(
                            "setting-requires",
                            node,
                            "Tried to set \"" + name + "\" of " + node.path()
                                    + ", but it has a meaning only together with \"" + needed.name
                                    + "\", which is not set",
                            "set \"" + needed.name + "\" as well, or leave \"" + name + "\" out");
        }
    }
}
