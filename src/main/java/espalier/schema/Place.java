package espalier.schema;

import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way down to where the walk through an object stands: a path is made of it only when something is wrong there. */
final class Place {
    /** A key; or, in a list, the element, whose own keys its name comes from. */
    private Object[] steps = new Object[32];

    /** What the step is one of. */
    private Shape[] holders = new Shape[32];

    private int[] positions = new int[32];
    private int depth;

    void enter(Shape mapping, String key) {
        step(mapping, key, -1);
    }

    void enter(Shape list, int position, Value element) {
        step(list, element, position);
    }

    private void step(Shape holder, Object step, int position) {
        if (depth == steps.length) {
            steps = Arrays.copyOf(steps, depth * 2);
            holders = Arrays.copyOf(holders, depth * 2);
            positions = Arrays.copyOf(positions, depth * 2);
        }
        steps[depth] = step;
        holders[depth] = holder;
        positions[depth++] = position;
    }

    void leave() {
        depth--;
    }

    /** Whether it is a field of the object itself. */
    boolean isAtTop() {
        return depth == 1;
    }

    FieldPath path() {
        return path(depth);
    }

    /** The nearest place above that has a field {@code name}, as a path to it, or null: a line may be indented too far. */
    @Nullable
    FieldPath above(String name) {
        for (int i = depth - 2; i >= 0; i--) {
            if (positions[i] < 0 && holders[i].fields().get(name) != null) {
                return path(i).field(name);
            }
        }
        return null;
    }

    private FieldPath path(int steps) {
        FieldPath path = FieldPath.ROOT;
        for (int i = 0; i < steps; i++) {
            path = this.steps[i] instanceof String key ? path.field(key) : element(path, i);
        }
        return path;
    }

    /** An element goes by the key that its list has, or by its name. */
    private FieldPath element(FieldPath list, int step) {
        List<String> keys = holders[step].keys;
        if (steps[step] instanceof Mapping mapping) {
            for (String key : List.of(keys.isEmpty() ? "name" : keys.get(0), "name")) {
                if (mapping.get(key) instanceof Leaf name) {
                    return list.item(key, name.text());
                }
            }
        }
        return list.index(positions[step]);
    }
}
