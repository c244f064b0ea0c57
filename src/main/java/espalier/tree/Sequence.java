package espalier.tree;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A list of values. */
public final class Sequence extends Value implements Iterable<Value> {
    private static final Value[] NONE = {};

    private Value[] items = NONE;
    private int size;

    /** A list of {@code items}, each as {@link Value#ofJava} takes it. */
    public static Sequence of(Object... items) {
        var sequence = new Sequence();
        sequence.items = new Value[items.length];
        for (Object item : items) {
            sequence.add(item);
        }
        return sequence;
    }

    /** Appends {@code item}, as {@link Value#ofJava} takes it. */
    public Sequence add(Object item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size == 0 ? 2 : size * 2);
        }
        items[size++] = Value.ofJava(item);
        return this;
    }

    public Value get(int index) {
        return items[Objects.checkIndex(index, size)];
    }

    public void set(int index, Value value) {
        items[Objects.checkIndex(index, size)] = value;
    }

    public void remove(int index) {
        Objects.checkIndex(index, size);
        size--;
        System.arraycopy(items, index + 1, items, index, size - index);
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The position of the mapping whose {@code key} is {@code value}, or -1. */
    public int indexWhere(String key, String value) {
        for (int i = 0; i < size; i++) {
            if (items[i] instanceof Mapping item && value.equals(item.text(key))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Iterator<Value> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Value next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return items[next++];
            }
        };
    }

    @Override
    public Sequence copy() {
        var copy = new Sequence();
        copy.items = new Value[size];
        for (int i = 0; i < size; i++) {
            copy.add(items[i].copy());
        }
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Sequence sequence) || sequence.size != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!items[i].equals(sequence.items[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + items[i].hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.asList(items).subList(0, size).toString();
    }
}
