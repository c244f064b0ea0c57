package espalier.cel;

import org.jspecify.annotations.Nullable;

/** What came of an expression. */
public final class Outcome {
    private final @Nullable Object value;
    private final @Nullable String error;
    private final @Nullable String obstacle;

    private Outcome(@Nullable Object value, @Nullable String error, @Nullable String obstacle) {
        this.value = value;
        this.error = error;
        this.obstacle = obstacle;
    }

    static Outcome of(Object value) {
        return new Outcome(value, null, null);
    }

    static Outcome failed(String error) {
        return new Outcome(null, error, null);
    }

    static Outcome unable(String obstacle) {
        return new Outcome(null, null, obstacle);
    }

    /** What it is, or null where it has no value. */
    public @Nullable Object value() {
        return value;
    }

    /** Why the API server cannot evaluate it either, as with a division by zero; otherwise null. */
    public @Nullable String error() {
        return error;
    }

    /** Why it could not be evaluated here, which says nothing about the API server; otherwise null. */
    public @Nullable String obstacle() {
        return obstacle;
    }
}
