package espalier.catalog;

import espalier.Kind;
import espalier.ReferenceField;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The reference fields of a kind, by the keys that lead to them: so that one walk down an object finds them all, and passes
 * by what leads to none.
 */
public final class FieldTree {
    private static final String[] NO_KEYS = {};
    private static final FieldTree[] NO_CHILDREN = {};

    private String[] keys = NO_KEYS;
    private FieldTree[] children = NO_CHILDREN;
    private @Nullable FieldTree anyKey;
    private @Nullable FieldTree element;
    private @Nullable FieldTree below;
    private @Nullable ReferenceField here;

    private FieldTree() {}

    static FieldTree of(Kind kind) {
        var tree = new FieldTree();
        for (ReferenceField field : kind.references()) {
            tree.add(field);
        }
        return tree;
    }

    private void add(ReferenceField field) {
        String path = field.path();
        FieldTree at = this;
        for (int start = 0; start < path.length(); ) {
            if (path.startsWith("[]", start)) {
                at = at.element = at.element == null ? new FieldTree() : at.element;
                start += 2;
            } else if (path.charAt(start) == '[') {
                int end = path.indexOf(']', start);
                at = at.made(path.substring(start + 1, end));
                start = end + 1;
            } else if (path.charAt(start) == '.') {
                start++;
            } else {
                int end = end(path, start);
                at = at.step(path.substring(start, end));
                start = end;
            }
        }
        at.here = field; // who describes a kind anew knows better
    }

    private static int end(String path, int start) {
        int end = start;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    private FieldTree step(String key) {
        if (key.equals("*")) {
            anyKey = anyKey == null ? new FieldTree() : anyKey;
            return anyKey;
        }
        if (key.equals("**")) {
            below = below == null ? new FieldTree() : below;
            return below;
        }
        return made(key);
    }

    private FieldTree made(String key) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return children[i];
            }
        }
        keys = Arrays.copyOf(keys, keys.length + 1);
        children = Arrays.copyOf(children, children.length + 1);
        keys[keys.length - 1] = key;
        var made = new FieldTree();
        children[children.length - 1] = made;
        return made;
    }

    /** What is known below {@code key} of a mapping, or null. */
    public @Nullable FieldTree child(String key) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return children[i];
            }
        }
        return anyKey;
    }

    /** What is known of each element of a list, or null. */
    public @Nullable FieldTree element() {
        return element;
    }

    /** What is known of everything further down, however deep, or null. */
    public @Nullable FieldTree below() {
        return below;
    }

    /** What the text that stands here names, or null. */
    public @Nullable ReferenceField field() {
        return here;
    }
}
