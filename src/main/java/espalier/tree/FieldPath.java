package espalier.tree;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way from the top of an object to one of its fields.
 *
 * <p>Made of segments, never parsed from dots: {@code kubernetes.io/hostname} is one key.
 */
public final class FieldPath {
    /** The object itself. */
    public static final FieldPath ROOT = new FieldPath(null, null, null, -1);

    private final @Nullable FieldPath parent;
    private final @Nullable String key;
    private final @Nullable String itemValue;
    private final int index;

    private FieldPath(@Nullable FieldPath parent, @Nullable String key, @Nullable String itemValue, int index) {
        this.parent = parent;
        this.key = key;
        this.itemValue = itemValue;
        this.index = index;
    }

    /** The field reached through {@code keys}, each the key of a mapping. */
    public static FieldPath of(String... keys) {
        FieldPath path = ROOT;
        for (String key : keys) {
            if (key == null) {
                throw new IllegalArgumentException("Tried to name a field, but one of its keys is null");
            }
            path = path.field(key);
        }
        return path;
    }

    /** The field {@code key} of the mapping that stands here. */
    public FieldPath field(String key) {
        return new FieldPath(this, key, null, -1);
    }

    /** The element of the list that stands here whose {@code key} is {@code value}, such as {@code name}, {@code web}. */
    public FieldPath item(String key, String value) {
        return new FieldPath(this, key, value, -1);
    }

    /** The element of the list that stands here with the number {@code index}, from 0. */
    public FieldPath index(int index) {
        return new FieldPath(this, null, null, index);
    }

    /** The text of what stands at this path in {@code root}; empty where nothing does, or something of several parts. */
    public String textIn(Value root) {
        return in(root) instanceof Leaf leaf ? leaf.text() : "";
    }

    /** What stands at this path in {@code root}, or null. */
    public @Nullable Value in(Value root) {
        if (parent == null) {
            return root;
        }
        Value above = parent.in(root);
        if (above instanceof Mapping mapping && key != null && itemValue == null) {
            return mapping.get(key);
        }
        if (above instanceof Sequence sequence) {
            int at = position(sequence);
            return at >= 0 && at < sequence.size() ? sequence.get(at) : null;
        }
        return null;
    }

    private int position(Sequence sequence) {
        return key != null && itemValue != null ? sequence.indexWhere(key, itemValue) : index;
    }

    /**
     * Puts {@code value} at this path, making the mappings on the way.
     *
     * @return null when done, otherwise the part of the path that is not there: a list element is never invented
     */
    public @Nullable FieldPath put(Mapping root, Value value) {
        if (parent == null) {
            throw new IllegalArgumentException("Tried to set a field, but no key says which");
        }
        Value above = parent.in(root);
        if (above == null && key != null && itemValue == null) {
            above = new Mapping();
            FieldPath missing = parent.put(root, above);
            if (missing != null) {
                return missing;
            }
        }
        if (above instanceof Mapping mapping && key != null && itemValue == null) {
            mapping.put(key, value);
            return null;
        }
        if (above instanceof Sequence sequence) {
            int at = position(sequence);
            if (at >= 0 && at < sequence.size()) {
                sequence.set(at, value);
                return null;
            }
        }
        return this;
    }

    /**
     * Removes what stands at this path.
     *
     * @return whether something stood there
     */
    public boolean remove(Mapping root) {
        if (parent == null || in(root) == null) {
            return false;
        }
        Value above = parent.in(root);
        if (above instanceof Mapping mapping && key != null) {
            mapping.remove(key);
        } else if (above instanceof Sequence sequence) {
            sequence.remove(position(sequence));
        }
        return true;
    }

    /** The path above, or null at the root. */
    public @Nullable FieldPath parent() {
        return parent;
    }

    /** The last key, or the name of the last element; empty where a list is counted through, and at the root. */
    public String last() {
        return itemValue != null ? itemValue : key == null ? "" : key;
    }

    /** Whether the last step is a key of a mapping, and not an element of a list. */
    public boolean isField() {
        return key != null && itemValue == null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldPath path
                && path.index == index
                && Objects.equals(path.key, key)
                && Objects.equals(path.itemValue, itemValue)
                && Objects.equals(path.parent, parent);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** For people: {@code spec.containers[web].image}. */
    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        String above = parent.toString();
        if (itemValue != null) {
            return above + "[" + itemValue + "]";
        }
        if (key == null) {
            return above + "[" + index + "]";
        }
        String shown = key.indexOf('.') >= 0 || key.indexOf('/') >= 0 ? "[\"" + key + "\"]" : key;
        return above.isEmpty() || shown.startsWith("[") ? above + shown : above + "." + shown;
    }
}
