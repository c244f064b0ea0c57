package espalier;

import espalier.tree.Mapping;
import espalier.tree.Value;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a construct: the optional part of what it is told, given in a lambda.
 *
 * <p>Each setting is a {@link Setting} field and a method of the same name that sets it and returns the settings.
 */
public abstract class Settings {
    private final Node node;

    /** Settings of the construct at {@code node}. */
    protected Settings(Node node) {
        this.node = node;
    }

    /** A setting called {@code name} in messages. */
    protected final <T> Setting<T> setting(String name) {
        return new Setting<>(node, name);
    }

    /** The construct these belong to. */
    protected final Node node() {
        return node;
    }

    /** Puts {@code key} into {@code table}; a null, and a second time, is a finding, and the first value stays. */
    protected final void putOnce(Mapping table, String what, String key, @Nullable Object value) {
        Value before = table.get(key);
        if (key == null || value == null) {
            Setting.reportNull(node, "the " + what + (key == null ? "" : " " + key));
        } else if (node.cluster().isFrozen()) {
            Setting.reportLate(node, "the " + what + " " + key);
        } else if (before != null) {
            Setting.reportTwice(node, "the " + what + " " + key, before, Value.ofJava(value));
        } else {
            table.put(key, value);
        }
    }

    /** Whether {@code what} is said only when objects are being written, which is a finding. */
    protected final boolean isLate(String what) {
        boolean late = node.cluster().isFrozen();
        if (late) {
            Setting.reportLate(node, what);
        }
        return late;
    }

    /** Reports that {@code what} was given {@code second} after {@code first}, where no {@link Setting} does. */
    protected final void reportTwice(String what, Object first, Object second) {
        Setting.reportTwice(node, what, first, second);
    }

    /** Reports what is wrong with the settings as a whole; called once, when all were given. By default nothing is. */
    protected void check() {}

    /** Lets {@code configure} say what it has to say and gives back {@code settings}. */
    public static <S extends Settings> S configured(S settings, Consumer<? super S> configure) {
        configure.accept(settings);
        settings.check();
        return settings;
    }
}
