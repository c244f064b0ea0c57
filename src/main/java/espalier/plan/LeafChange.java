package espalier.plan;

import espalier.difference.FieldChange;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A single value that came, went or changed.
 *
 * @param path where in the object
 * @param keys the keys on the way, without those that tell the elements of a list apart
 * @param before its text; null for one that was not there
 * @param after its text; null for one that is not there any more
 */
record LeafChange(
        FieldPath path,
        List<String> keys,
        @Nullable String before,
        @Nullable String after) {

    /** All values in which {@code change} differs, those of whole mappings and lists one by one; none that nobody may see. */
    static List<LeafChange> of(Change change) {
        var found = new ArrayList<LeafChange>();
        Placed before = change.before();
        Placed after = change.after();
        if (before == null && after != null && !after.is("Secret")) {
            collect(FieldPath.ROOT, after.body(), false, found);
        }
        for (FieldChange field : change.fields()) {
            if (field.how().isSecret()
                    || field.how() == FieldChange.How.REORDERED
                    || !field.within().equals(FieldPath.ROOT)) {
                continue;
            }
            Value old = field.before();
            Value now = field.after();
            if (old instanceof Leaf was && now instanceof Leaf is) {
                found.add(new LeafChange(field.path(), keys(field.path()), was.text(), is.text()));
            } else {
                collect(field.path(), old, true, found);
                collect(field.path(), now, false, found);
            }
        }
        return found;
    }

    private static void collect(FieldPath path, @Nullable Value value, boolean gone, List<LeafChange> into) {
        if (value instanceof Mapping mapping) {
            mapping.forEach((key, child) -> collect(path.field(key), child, gone, into));
        } else if (value instanceof Sequence items) {
            for (int i = 0; i < items.size(); i++) {
                collect(path.index(i), items.get(i), gone, into);
            }
        } else if (value instanceof Leaf leaf) {
            into.add(new LeafChange(path, keys(path), gone ? leaf.text() : null, gone ? null : leaf.text()));
        }
    }

    private static List<String> keys(FieldPath path) {
        var keys = new ArrayList<String>();
        for (FieldPath at = path; at != null && at.parent() != null; at = at.parent()) {
            if (at.isField()) {
                keys.add(0, at.last());
            }
        }
        return keys;
    }

    String last() {
        return keys.isEmpty() ? "" : keys.get(keys.size() - 1);
    }

    boolean under(String key) {
        return keys.contains(key);
    }

    /** Whether it is {@code value} from now on, and was not. */
    boolean becomes(String value) {
        return value.equals(after) && !value.equals(before);
    }

    boolean isNew() {
        return after != null && before == null;
    }
}
