package espalier.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys with values, in the order in which they were put.
 *
 * <p>Kept as two lists and searched from the front: an object's mappings have a handful of keys, for which that takes
 * less memory and time than a hash table.
 */
public final class Mapping implements Value {
    private final List<String> keys = new ArrayList<>(4);
    private final List<Value> values = new ArrayList<>(4);

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
        int at = keys.indexOf(key);
        if (at < 0) {
            keys.add(key);
            values.add(tree);
        } else {
            values.set(at, tree);
        }
        return this;
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
        int at = keys.indexOf(key);
        return at < 0 ? null : values.get(at);
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
        int at = keys.indexOf(key);
        if (at >= 0) {
            keys.remove(at);
            values.remove(at);
        }
    }

    public boolean has(String key) {
        return keys.contains(key);
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    public int size() {
        return keys.size();
    }

    public String keyAt(int index) {
        return keys.get(index);
    }

    public Value valueAt(int index) {
        return values.get(index);
    }

    /** Sets the value of the key that {@link #keyAt} gives for {@code index}. */
    public void setValueAt(int index, Value value) {
        values.set(index, value);
    }

    public List<String> keys() {
        return List.copyOf(keys);
    }

    public void forEach(BiConsumer<String, Value> action) {
        for (int i = 0; i < keys.size(); i++) {
            action.accept(keys.get(i), values.get(i));
        }
    }

    @Override
    public Mapping copy() {
        var copy = new Mapping();
        for (int i = 0; i < keys.size(); i++) {
            copy.keys.add(keys.get(i));
            copy.values.add(values.get(i).copy());
        }
        return copy;
    }

    /** Equal whatever the order of the keys, as YAML has it. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Mapping mapping) || mapping.size() != size()) {
            return false;
        }
        for (int i = 0; i < keys.size(); i++) {
            if (!values.get(i).equals(mapping.get(keys.get(i)))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < keys.size(); i++) {
            hash += keys.get(i).hashCode() ^ values.get(i).hashCode();
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
