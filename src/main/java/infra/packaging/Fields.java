package infra.packaging;

import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a mapping, each of which must find its place in the values: one that nobody took is a misfit.
 *
 * <p>The chart leaves out what is empty, which is why that is taken out of the mapping, too.
 */
public final class Fields {
    private final Mapping from;
    private final FieldPath path;
    private final List<String> misfits;
    private final Set<String> taken = new HashSet<>();

    public Fields(Mapping from, FieldPath path, List<String> misfits) {
        this.from = from;
        this.path = path;
        this.misfits = misfits;
    }

    /** The value at {@code key}; null where there is none, or an empty one. */
    public @Nullable Value take(String key) {
        taken.add(key);
        Value value = from.get(key);
        if (value != null && isEmpty(value)) {
            from.remove(key);
            return null;
        }
        return value;
    }

    private static boolean isEmpty(Value value) {
        return value instanceof Mapping mapping && mapping.isEmpty()
                || value instanceof Sequence sequence && sequence.isEmpty()
                || value instanceof Scalar scalar && scalar.isNull();
    }

    /** The text at {@code key}, or null. */
    public @Nullable String text(String key) {
        return take(key) instanceof Leaf leaf ? leaf.text() : null;
    }

    /** The mapping at {@code key}, or null. */
    public @Nullable Mapping mapping(String key) {
        return take(key) instanceof Mapping mapping ? mapping : null;
    }

    /** The list at {@code key}; empty where there is none. */
    public Sequence list(String key) {
        return take(key) instanceof Sequence sequence ? sequence : new Sequence();
    }

    /** The fields of the mapping at {@code key}; those of an empty one where there is none. */
    public Fields below(String key) {
        Mapping below = mapping(key);
        return new Fields(below == null ? new Mapping() : below, path.field(key), misfits);
    }

    /** The fields of {@code item}, which stands in the list at {@code key}. */
    public Fields item(String key, int index, Mapping item) {
        String name = item.text("name");
        FieldPath at = path.field(key);
        return new Fields(item, name == null ? at.index(index) : at.item("name", name), misfits);
    }

    /** Takes {@code key}, of which the chart leaves out what is {@code value}. */
    public void dropIf(String key, Object value) {
        if (Scalar.of(value).equals(from.get(key))) {
            from.remove(key);
        }
    }

    /**
     * Says {@code key} as {@code word} in {@code into}, unless it is what the chart writes anyway.
     *
     * @param absent what Kubernetes takes it for where it is not said, which is then written
     * @param usual what the chart writes where it is not told
     */
    public void putUnless(Object usual, String key, Object absent, Mapping into, String word) {
        Value value = take(key);
        if (value == null) {
            value = Scalar.of(absent);
            from.put(key, value);
        }
        if (!value.equals(Scalar.of(usual))) {
            into.put(word, value);
        }
    }

    public Mapping all() {
        return from;
    }

    public FieldPath path(String key) {
        return path.field(key);
    }

    /** Says that {@code key} cannot be said with its value. */
    public void refuse(String key) {
        taken.add(key);
        misfits.add(path.field(key).toString());
    }

    /** Says of every field that was not taken that it cannot be said. */
    public void refuseRest() {
        for (String key : from.keys()) {
            if (!taken.contains(key)) {
                misfits.add(path.field(key).toString());
            }
        }
    }
}
