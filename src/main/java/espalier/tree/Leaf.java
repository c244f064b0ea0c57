package espalier.tree;

import org.jspecify.annotations.Nullable;

/** A value without children. */
public interface Leaf extends Value {

    /** The characters of the value, before any quoting. */
    String text();

    /** Whether the value is a string, so that it must be read back as one whatever its characters look like. */
    boolean isString();

    /** What stands behind the value as a YAML comment, without its {@code # }; bots read their markers there. */
    @Nullable
    String comment();
}
