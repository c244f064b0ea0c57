package espalier.schema;

import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in one place of an object. What may stand below it is read when an object has something there, since most
 * objects use a small part of what their kind allows.
 */
final class Shape {
    static final int STRING = 1;
    static final int INTEGER = 2;
    static final int NUMBER = 4;
    static final int BOOLEAN = 8;
    static final int OBJECT = 16;
    static final int LIST = 32;
    static final int NULL = 64;

    /** What is there as JSON Schema's {@code allOf}, {@code anyOf}, {@code oneOf} and {@code not}. */
    enum Choice {
        ALL,
        ANY,
        ONE,
        NOT
    }

    /** A choice between shapes, of which each only adds to what the shape that has it demands. */
    record Branches(Choice choice, List<Shape> shapes) {}

    private final IndexText text;
    private final int line;
    private final boolean hasLinesBelow;
    private @Nullable Fields fields;

    /** Any of the constants above, joined; 0 for whatever there is. */
    int types;

    /** What else is said of a string, or how large a number can be: {@code date-time}, {@code int32}. */
    @Nullable
    String format;

    /** Whether fields that are not listed may stand there. */
    boolean isOpen;

    /** Whether it is a whole object, with {@code apiVersion}, {@code kind} and {@code metadata}. */
    boolean isEmbedded;

    /** Whether there is more to look at than the type. */
    boolean isLimited;

    @Nullable
    Limits limits;

    /** Whether an empty text is the same as none, whatever {@link #values} there are. */
    boolean mayBeBlank;

    /** The only values that are allowed. */
    @Nullable
    Sequence values;

    @Nullable
    String pattern;

    /** What the API server fills in where nothing is said. */
    @Nullable
    Value fallback;

    /** The fields that tell the elements of a list apart. */
    List<String> keys = List.of();

    /** Whether no two elements of a list may be equal. */
    boolean isSet;

    /** The type of the elements of a list, or of the values under keys of any name, where no line of its own has it. */
    @Nullable
    String elementType;

    /**
     * @param line of the index, below which its fields stand
     * @param hasLinesBelow whether any do
     */
    Shape(IndexText text, int line, boolean hasLinesBelow) {
        this.text = text;
        this.line = line;
        this.hasLinesBelow = hasLinesBelow;
    }

    boolean allows(int type) {
        return types == 0 || (types & type) != 0;
    }

    /** Whether there are fields, elements or branches. */
    boolean hasBelow() {
        return hasLinesBelow || elementType != null;
    }

    /** What stands below. */
    Fields fields() {
        Fields below = fields;
        if (below == null) {
            below = text.fieldsBelow(line, this);
            fields = below;
        }
        return below;
    }

    /** What stands below a shape. */
    static final class Fields {
        private final IndexText text;
        private final List<String> names = new ArrayList<>(8);
        private final List<Integer> lines = new ArrayList<>(8);
        private @Nullable Shape[] shapes = new Shape[0];
        private int[] slots = new int[1];

        /** What the elements of a list, or the values under keys of any name, are; null for whatever there is. */
        @Nullable
        Shape element;

        final List<String> required = new ArrayList<>(2);
        final List<Branches> branches = new ArrayList<>(0);
        /** CRD validation rules, as their definition has them. */
        final List<Mapping> rules = new ArrayList<>(0);

        Fields(IndexText text) {
            this.text = text;
        }

        void add(String name, boolean isRequired, int line) {
            names.add(name);
            lines.add(line);
            if (isRequired) {
                required.add(name);
            }
        }

        void close() {
            shapes = new Shape[names.size()];
            slots = slots(names);
        }

        /** An open-addressed table of 1 + the position of each name; a field is looked up for every line of YAML. */
        private static int[] slots(List<String> names) {
            int[] table = new int[Math.max(1, Integer.highestOneBit(names.size() * 2)) * 2];
            for (int i = 0; i < names.size(); i++) {
                int slot = names.get(i).hashCode() & table.length - 1;
                while (table[slot] != 0) {
                    slot = slot + 1 & table.length - 1;
                }
                table[slot] = i + 1;
            }
            return table;
        }

        /** What may stand in the field {@code name}, or null where there is none of that name. */
        @Nullable
        Shape get(String name) {
            int slot = name.hashCode() & slots.length - 1;
            while (slots[slot] != 0) {
                int at = slots[slot] - 1;
                if (names.get(at).equals(name)) {
                    return shape(at);
                }
                slot = slot + 1 & slots.length - 1;
            }
            return null;
        }

        private Shape shape(int at) {
            Shape shape = shapes[at];
            if (shape == null) {
                shape = text.shape(lines.get(at));
                shapes[at] = shape;
            }
            return shape;
        }

        List<String> names() {
            return names;
        }
    }
}
