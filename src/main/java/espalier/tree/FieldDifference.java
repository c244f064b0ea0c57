package espalier.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field in which two trees differ.
 *
 * @param path where
 * @param before what stood there, null for nothing
 * @param after what stands there now, null for nothing
 */
public record FieldDifference(
        FieldPath path, @Nullable Value before, @Nullable Value after) {

    /** Every field in which {@code before} and {@code after} differ, in the order of {@code before}. */
    public static List<FieldDifference> between(Value before, Value after) {
        var differences = new ArrayList<FieldDifference>();
        compare(FieldPath.ROOT, null, before, after, differences);
        return differences;
    }

    private static void compare(
            FieldPath path, @Nullable String key, Value before, Value after, List<FieldDifference> into) {
        if (before.equals(after)) {
            return;
        }
        if (before instanceof Mapping old && after instanceof Mapping now) {
            old.forEach((name, value) -> child(path.field(name), name, value, now.get(name), into));
            now.forEach((name, value) -> {
                if (!old.has(name)) {
                    child(path.field(name), name, null, value, into);
                }
            });
        } else if (before instanceof Sequence old && after instanceof Sequence now) {
            items(path, key, old, now, into);
        } else {
            into.add(new FieldDifference(path, before, after));
        }
    }

    private static void child(
            FieldPath path,
            @Nullable String key,
            @Nullable Value before,
            @Nullable Value after,
            List<FieldDifference> into) {
        if (before == null || after == null) {
            into.add(new FieldDifference(path, before, after));
        } else {
            compare(path, key, before, after, into);
        }
    }

    private static void items(
            FieldPath path, @Nullable String field, Sequence old, Sequence now, List<FieldDifference> into) {
        String key = MergeKeys.of(field, old.isEmpty() ? now : old);
        if (key == null) {
            for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
                child(
                        path.index(i),
                        null,
                        i < old.size() ? old.get(i) : null,
                        i < now.size() ? now.get(i) : null,
                        into);
            }
            return;
        }
        for (Value item : old) {
            String name = item instanceof Mapping mapping ? String.valueOf(mapping.text(key)) : "";
            int at = now.indexWhere(key, name);
            child(path.item(key, name), null, item, at < 0 ? null : now.get(at), into);
        }
        for (Value item : now) {
            String name = item instanceof Mapping mapping ? String.valueOf(mapping.text(key)) : "";
            if (old.indexWhere(key, name) < 0) {
                into.add(new FieldDifference(path.item(key, name), null, item));
            }
        }
    }

    /** For people: {@code spec.replicas: 1 → 2}. */
    @Override
    public String toString() {
        return path + ": " + shown(before) + " → " + shown(after);
    }

    private static String shown(@Nullable Value value) {
        if (value == null) {
            return "(nothing)";
        }
        String text = value instanceof Leaf leaf ? leaf.text() : value.toString();
        String line = text.replace("\n", "\\n");
        return line.length() > 60 ? line.substring(0, 57) + "…" : line;
    }
}
