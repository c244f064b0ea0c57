package espalier.tree;

import org.jspecify.annotations.Nullable;

/**
 * A node of the tree that an object is made of: a {@link Mapping}, a {@link Sequence} or a {@link Leaf}.
 *
 * <p>A class, since a cluster's values are looked at millions of times, and Java tells the kind of a class in two steps and
 * that of an interface by searching for it.
 */
public abstract class Value {

    /** A copy that shares nothing that can change with this one. */
    public abstract Value copy();

    /**
     * The tree value for a plain Java one.
     *
     * @param value a {@link Value}, a string, number or boolean, null, or a {@link Iterable} of these
     * @throws IllegalArgumentException for anything else: an object's own {@code toString} is no YAML
     */
    public static Value ofJava(@Nullable Object value) {
        if (value instanceof Value tree) {
            return tree;
        }
        if (value instanceof String text) {
            return Scalar.of(text);
        }
        if (value instanceof Iterable<?> items) {
            var sequence = new Sequence();
            for (Object item : items) {
                sequence.add(item);
            }
            return sequence;
        }
        return Scalar.of(value);
    }
}
