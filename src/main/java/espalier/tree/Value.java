package espalier.tree;

/** A node of the tree that an object is made of: a {@link Mapping}, a {@link Sequence} or a {@link Leaf}. */
public interface Value {

    /** A copy that shares nothing that can change with this one. */
    Value copy();

    /**
     * The tree value for a plain Java one.
     *
     * @param value a {@link Value}, a string, number or boolean, null, or a {@link Iterable} of these
     * @throws IllegalArgumentException for anything else: an object's own {@code toString} is no YAML
     */
    static Value of(@org.jspecify.annotations.Nullable Object value) {
        if (value instanceof Value tree) {
            return tree;
        }
        if (value instanceof Iterable<?> items) {
            var sequence = new Sequence();
            for (Object item : items) {
                sequence.add(of(item));
            }
            return sequence;
        }
        return Scalar.of(value);
    }
}
