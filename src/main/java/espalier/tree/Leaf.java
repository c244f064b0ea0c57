package espalier.tree;

import org.jspecify.annotations.Nullable;

/** A value without children. */
public abstract class Leaf extends Value {

    /** The characters of the value, before any quoting. */
    public abstract String text();

    /** Whether the value is a string, so that it must be read back as one whatever its characters look like. */
    public abstract boolean isString();

    /** What stands behind the value as a YAML comment, without its {@code # }; bots read their markers there. */
    public @Nullable String comment() {
        return null;
    }

    /** Itself: no value without children ever changes. */
    @Override
    public Value copy() {
        return this;
    }

    /** Whether {@code other} reads as the same, whatever either was made of. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Leaf leaf
                && leaf.isString() == isString()
                && leaf.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }
}
