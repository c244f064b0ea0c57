package espalier;

import java.util.function.Consumer;

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

    /** Lets {@code configure} say what it has to say and gives back {@code settings}. */
    public static <S extends Settings> S configured(S settings, Consumer<? super S> configure) {
        configure.accept(settings);
        return settings;
    }
}
