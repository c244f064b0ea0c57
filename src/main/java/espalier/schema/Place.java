package espalier.schema;

import espalier.tree.FieldPath;
import espalier.tree.Value;
import espalier.tree.Way;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the walk through an object stands, and what its schema says of everything on the way. */
final class Place {
    private final Way way = new Way();

    /** What each step is one of. */
    private Shape[] holders = new Shape[32];

    void enter(Shape mapping, String key) {
        hold(mapping);
        way.down(key);
    }

    /** An element goes by the key that its list has, or by its name. */
    void enter(Shape list, int position, Value element) {
        hold(list);
        List<String> keys = list.keys;
        way.down(element, position, keys.isEmpty() ? "name" : keys.get(0));
    }

    private void hold(Shape holder) {
        if (way.depth() == holders.length) {
            holders = Arrays.copyOf(holders, holders.length * 2);
        }
        holders[way.depth()] = holder;
    }

    void leave() {
        way.up();
    }

    /** Whether it is a field of the object itself. */
    boolean isAtTop() {
        return way.depth() == 1;
    }

    FieldPath path() {
        return way.path();
    }

    /** The nearest place above that has a field {@code name}, as a path to it, or null: a line may be indented too far. */
    @Nullable
    FieldPath above(String name) {
        for (int i = way.depth() - 2; i >= 0; i--) {
            if (way.isField(i) && holders[i].fields().get(name) != null) {
                return way.path(i).field(name);
            }
        }
        return null;
    }
}
