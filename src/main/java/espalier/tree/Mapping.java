package espalier.tree;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys with values, in the order in which they were put.
 *
 * <p>Kept as two arrays and searched from the front: an object's mappings have a handful of keys, for which that takes
 * less memory and time than a hash table. They are most of a cluster's memory, which is why they are no lists.
 */
public final class Mapping implements Value {
    private String[] keys = new String[4];
    private Value[] values = new Value[4];
    private int size;

    /** A mapping of one entry. */
    public static Mapping of(String key, Object value) {
        return new Mapping().put(key, value);
    }

    /** Sets {@code key}, in its old place if it is there, else at the end. {@code value} as {@link Value#of} takes it. */
    public Mapping put(String key, Object value) {
        if (key == null) {
            throw new IllegalArgumentException("Tried to give a field the value " + value + ", but its name is null");
        }
        Value tree = Value.of(value);
        int at = indexOf(key);
        if (at < 0) {
            append(key, tree);
        } else {
            values[at] = tree;
        }
        return this;
    }

    private int indexOf(String key) {
        for (int i = 0; i < size; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private void append(String key, Value value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        keys[size] = key;
        values[size] = value;
        size++;
    }

    /** {@link #put}, unless {@code value} is null or an empty mapping or list. */
    public Mapping putIfAny(String key, @Nullable Object value) {
        if (value == null
                || value instanceof Mapping mapping && mapping.isEmpty()
                || value instanceof Sequence sequence && sequence.isEmpty()) {
            return this;
        }
        return put(key, value);
    }

    public @Nullable Value get(String key) {
        int at = indexOf(key);
        return at < 0 ? null : values[at];
    }

    /** The text of the leaf at {@code key}, or null where there is no leaf. */
    public @Nullable String text(String key) {
        return get(key) instanceof Leaf leaf ? leaf.text() : null;
    }

    /** The mapping at {@code key}, or null where there is none. */
    public @Nullable Mapping mapping(String key) {
        return get(key) instanceof Mapping mapping ? mapping : null;
    }

    /** The sequence at {@code key}, or null where there is none. */
    public @Nullable Sequence sequence(String key) {
        return get(key) instanceof Sequence sequence ? sequence : null;
    }

    /** The mapping at {@code key}, made at the end if there is none. */
    public Mapping child(String key) {
        Mapping present = mapping(key);
        if (present != null) {
            return present;
        }
        var made = new Mapping();
        put(key, made);
        return made;
    }

    public void remove(String key) {
        int at = indexOf(key);
        if (at >= 0) {
            size--;
            System.arraycopy(keys, at + 1, keys, at, size - at);
            System.arraycopy(values, at + 1, values, at, size - at);
        }
    }

    public boolean has(String key) {
        return indexOf(key) >= 0;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    public String keyAt(int index) {
        return keys[Objects.checkIndex(index, size)];
    }

    public Value valueAt(int index) {
        return values[Objects.checkIndex(index, size)];
    }

    /** Sets the value of the key that {@link #keyAt} gives for {@code index}. */
    public void setValueAt(int index, Value value) {
        values[Objects.checkIndex(index, size)] = value;
    }

    public List<String> keys() {
        return List.of(Arrays.copyOf(keys, size));
    }

    public void forEach(BiConsumer<String, Value> action) {
        for (int i = 0; i < size; i++) {
            action.accept(keys[i], values[i]);
        }
    }

    @Override
    public Mapping copy() {
        var copy = new Mapping();
        for (int i = 0; i < size; i++) {
            copy.append(keys[i], values[i].copy());
        }
        return copy;
    }

    /** Equal whatever the order of the keys, as YAML has it. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Mapping mapping) || mapping.size() != size()) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!values[i].equals(mapping.get(keys[i]))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < size; i++) {
            hash += keys[i].hashCode() ^ values[i].hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("{");
        forEach((key, value) -> text.append(text.length() > 1 ? ", " : "")
                .append(key)
                .append(": ")
                .append(value));
        return text.append('}').toString();
    }
}
