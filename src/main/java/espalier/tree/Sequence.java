package espalier.tree;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of values. */
public final class Sequence implements Value, Iterable<Value> {
    private final List<Value> items = new ArrayList<>(4);

    /** A list of {@code items}, each as {@link Value#of} takes it. */
    public static Sequence of(Object... items) {
        var sequence = new Sequence();
        for (Object item : items) {
            sequence.add(item);
        }
        return sequence;
    }

    /** Appends {@code item}, as {@link Value#of} takes it. */
    public Sequence add(Object item) {
        items.add(Value.of(item));
        return this;
    }

    public Value get(int index) {
        return items.get(index);
    }

    public void set(int index, Value value) {
        items.set(index, value);
    }

    public void remove(int index) {
        items.remove(index);
    }

    public int size() {
        return items.size();
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** The position of the mapping whose {@code key} is {@code value}, or -1. */
    public int indexWhere(String key, String value) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Mapping item && value.equals(item.text(key))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Iterator<Value> iterator() {
        return items.iterator();
    }

    @Override
    public Sequence copy() {
        var copy = new Sequence();
        for (Value item : items) {
            copy.items.add(item.copy());
        }
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sequence sequence && sequence.items.equals(items);
    }

    @Override
    public int hashCode() {
        return items.hashCode();
    }

    @Override
    public String toString() {
        return items.toString();
    }
}
