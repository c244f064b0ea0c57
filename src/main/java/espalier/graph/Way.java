package espalier.graph;

import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.util.Arrays;

/** The way down to where a walk through an object stands; made into a path only where somebody asks for it. */
final class Way {
    private Object[] steps = new Object[32];
    private int[] indexes = new int[32];
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
        }
        steps[depth] = step;
        indexes[depth++] = index;
    }

    void up() {
        depth--;
    }

    /** Where it stands. Elements with a name are called by it, since their place in the list says little to a person. */
    FieldPath path() {
        FieldPath path = FieldPath.ROOT;
        for (int i = 0; i < depth; i++) {
            if (steps[i] instanceof String key) {
                path = path.field(key);
                continue;
            }
            String name = steps[i] instanceof Mapping element ? element.text("name") : null;
            path = name == null ? path.index(indexes[i]) : path.item("name", name);
        }
        return path;
    }
}
