package espalier.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The way down to where a walk through an object stands; made into a path only where somebody asks for it. Paths that begin
 * alike share that beginning.
 */
public final class Way {
    private static final int USUAL_DEPTH = 32;

    /** A key; or, in a list, the element, whose own keys its name comes from. */
    private Object[] steps = new Object[USUAL_DEPTH];

    /** By which key elements of the list are called. */
    private @Nullable String[] names = new String[USUAL_DEPTH];

    private int[] indexes = new int[USUAL_DEPTH];
    private @Nullable FieldPath[] paths = new FieldPath[USUAL_DEPTH];
    private int depth;

    /** Goes down to {@code key} of a mapping. */
    public void down(String key) {
        push(key, 0, null);
    }

    /** Goes down to {@code element}, which stands at {@code index} of a list. */
    public void down(Value element, int index) {
        push(element, index, "name");
    }

    /** As {@link #down(Value, int)}, where elements of the list are called by {@code name}, or else by their name. */
    public void down(Value element, int index, String name) {
        push(element, index, name);
    }

    private void push(Object step, int index, @Nullable String name) {
        if (depth == steps.length) {
            steps = Arrays.copyOf(steps, depth * 2);
            names = Arrays.copyOf(names, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
            paths = Arrays.copyOf(paths, depth * 2);
        }
        steps[depth] = step;
        names[depth] = name;
        paths[depth] = null;
        indexes[depth++] = index;
    }

    /** Goes back to where the last step was made. */
    public void up() {
        depth--;
    }

    /** How many steps it is from the object itself. */
    public int depth() {
        return depth;
    }

    /** Whether the step after the first {@code before} leads to a key of a mapping. */
    public boolean isField(int before) {
        return steps[before] instanceof String;
    }

    /** Where it stands. */
    public FieldPath path() {
        return path(depth);
    }

    /** Where it stood after the first {@code length} steps. */
    public FieldPath path(int length) {
        if (length == 0) {
            return FieldPath.ROOT;
        }
        FieldPath path = paths[length - 1];
        if (path == null) {
            path = step(path(length - 1), length - 1);
            paths[length - 1] = path;
        }
        return path;
    }

    /** Elements with a name are called by it, since their place in the list says little to a person. */
    private FieldPath step(FieldPath above, int at) {
        if (steps[at] instanceof String key) {
            return above.field(key);
        }
        String key = names[at];
        if (key == null || !(steps[at] instanceof Mapping element)) {
            return above.index(indexes[at]);
        }
        String own = element.text(key);
        String name = own == null ? element.text("name") : own;
        return name == null ? above.index(indexes[at]) : above.item(own == null ? "name" : key, name);
    }
}
