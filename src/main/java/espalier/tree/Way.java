package espalier.graph;

import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The way down to where a walk through an object stands; made into a path only where somebody asks for it. Paths that begin
 * alike share that beginning.
 */
final class Way {
    private Object[] steps = new Object[32];
    private int[] indexes = new int[32];
    private @Nullable FieldPath[] paths = new FieldPath[32];
    private int depth;

    /** Goes down to {@code key} of a mapping. */
    void down(String key) {
        push(key, 0);
    }

    /** Goes down to {@code element}, which stands at {@code index} of a list. */
    void down(Value element, int index) {
        push(element, index);
    }

    private void push(Object step, int index) {
        if (depth == steps.length) {
            steps = Arrays.copyOf(steps, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
            paths = Arrays.copyOf(paths, depth * 2);
        }
        steps[depth] = step;
        paths[depth] = null;
        indexes[depth++] = index;
    }

    void up() {
        depth--;
    }

    /** Where it stands. */
    FieldPath path() {
        return path(depth - 1);
    }

    private FieldPath path(int last) {
        if (last < 0) {
            return FieldPath.ROOT;
        }
        FieldPath path = paths[last];
        if (path == null) {
            path = step(path(last - 1), last);
            paths[last] = path;
        }
        return path;
    }

    /** Elements with a name are called by it, since their place in the list says little to a person. */
    private FieldPath step(FieldPath above, int at) {
        if (steps[at] instanceof String key) {
            return above.field(key);
        }
        String name = steps[at] instanceof Mapping element ? element.text("name") : null;
        return name == null ? above.index(indexes[at]) : above.item("name", name);
    }
}
