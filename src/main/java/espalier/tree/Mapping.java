package espalier.tree;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys with values, in the order in which they were put.
 *
 * <p>Kept in an array, each key with its value behind it, and searched from the front: an object's mappings have a handful
 * of keys, for which that takes less memory and time than a hash table. They are most of a cluster's memory, which is why they
 * are no lists.
 */
public final class Mapping extends Value {
    private Object[] entries = new Object[4];
    private int length;

    /** A mapping of one entry. */
    public static Mapping of(String key, Object value) {
        return new Mapping().put(key, value);
    }

    /** Sets {@code key}, in its old place if it is there, else at the end. {@code value} as {@link Value#ofJava} takes it. */
    public Mapping put(String key, Object value) {
        if (key == null) {
            throw new IllegalArgumentException("Tried to give a field the value " + value + ", but its name is null");
        }
        Value tree = Value.ofJava(value);
        int at = find(key);
        if (at < 0) {
            append(key, tree);
        } else {
            entries[at + 1] = tree;
        }
        return this;
    }

    /** Where {@code key} stands in the array, or -1. */
    private int find(String key) {
        for (int i = 0; i < length; i += 2) {
            if (entries[i] == key) { // most are written in Java, both where they are put and where they are asked for
                return i;
            }
        }
        int size = key.length(); // by which most are told apart without being compared
        for (int i = 0; i < length; i += 2) {
            String other = (String) entries[i];
            if (other.length() == size && other.equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private void append(String key, Value value) {
        if (length == entries.length) {
            entries = Arrays.copyOf(entries, length * 2);
        }
        entries[length] = key;
        entries[length + 1] = value;
        length += 2;
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
        int at = find(key);
        return at < 0 ? null : (Value) entries[at + 1];
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
        int at = find(key);
        if (at >= 0) {
            length -= 2;
            System.arraycopy(entries, at + 2, entries, at, length - at);
        }
    }

    public boolean has(String key) {
        return find(key) >= 0;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public int size() {
        return length / 2;
    }

    public String keyAt(int index) {
        return (String) entries[Objects.checkIndex(2 * index, length)];
    }

    public Value valueAt(int index) {
        return (Value) entries[Objects.checkIndex(2 * index, length) + 1];
    }

    /** Sets the value of the key that {@link #keyAt} gives for {@code index}. */
    public void setValueAt(int index, Value value) {
        entries[Objects.checkIndex(2 * index, length) + 1] = value;
    }

    public List<String> keys() {
        var keys = new String[size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = keyAt(i);
        }
        return List.of(keys);
    }

    public void forEach(BiConsumer<String, Value> action) {
        for (int i = 0; i < size(); i++) {
            action.accept(keyAt(i), valueAt(i));
        }
    }

    @Override
    public Mapping copy() {
        var copy = new Mapping();
        for (int i = 0; i < size(); i++) {
            copy.append(keyAt(i), valueAt(i).copy());
        }
        return copy;
    }

    /** Equal whatever the order of the keys, as YAML has it. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (other == this) {
            return true;
        }
        if (!(other instanceof Mapping mapping) || mapping.size() != size()) {
            return false;
        }
        for (int i = 0; i < size(); i++) {
            Value own = valueAt(i);
            if (!own.equals(mapping.get(keyAt(i)))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < size(); i++) {
            hash += keyAt(i).hashCode() ^ valueAt(i).hashCode();
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
