package espalier.tree;

import org.jspecify.annotations.Nullable;

/**
 * Merges a partial object into a whole one, as {@code kubectl patch} does, and finds the partial object between two whole
 * ones.
 *
 * <p>A null removes a key; an element of a list with a merge key is merged into its like, and removed by {@code $patch:
 * delete}; every other list is replaced, and so is a list with an element {@code $patch: replace}.
 */
public final class StrategicMerge {
    private static final String DIRECTIVE = "$patch";
    private static final String REPLACE = "replace";

    private StrategicMerge() {}

    /** Merges {@code patch} into {@code target}. */
    public static void merge(Mapping target, Mapping patch) {
        patch.forEach((key, value) -> {
            if (value instanceof Scalar scalar && scalar.isNull()) {
                target.remove(key);
            } else if (value instanceof Mapping below && target.get(key) instanceof Mapping present) {
                merge(present, below);
            } else if (value instanceof Mapping below) {
                var made = new Mapping();
                merge(made, below);
                target.put(key, made);
            } else if (value instanceof Sequence items && items.indexWhere(DIRECTIVE, REPLACE) >= 0) {
                Sequence replaced = items.copy();
                replaced.remove(replaced.indexWhere(DIRECTIVE, REPLACE));
                target.put(key, replaced);
            } else if (value instanceof Sequence items
                    && target.get(key) instanceof Sequence present
                    && MergeKeys.of(key, items) != null) {
                mergeItems(present, items, String.valueOf(MergeKeys.of(key, items)));
            } else {
                target.put(key, value.copy());
            }
        });
    }

    private static void mergeItems(Sequence target, Sequence items, String key) {
        for (Value item : items) {
            if (!(item instanceof Mapping patch)) {
                continue;
            }
            String name = patch.text(key);
            int at = name == null ? -1 : target.indexWhere(key, name);
            if ("delete".equals(patch.text(DIRECTIVE))) {
                if (at >= 0) {
                    target.remove(at);
                }
            } else if (at >= 0 && target.get(at) instanceof Mapping present) {
                merge(present, patch);
            } else {
                var made = new Mapping();
                merge(made, patch);
                target.add(made);
            }
        }
    }

    /** The patch that turns {@code before} into {@code after} by {@link #merge}; empty when they are equal. */
    public static Mapping between(Mapping before, Mapping after) {
        var patch = new Mapping();
        after.forEach((key, value) -> {
            Value old = before.get(key);
            if (old == null || !old.equals(value)) {
                Value change = old == null ? value : change(key, old, value);
                patch.put(key, change);
            }
        });
        for (String key : before.keys()) {
            if (!after.has(key)) {
                patch.put(key, Scalar.of(null));
            }
        }
        return patch;
    }

    private static Value change(String key, Value old, Value value) {
        if (old instanceof Mapping before && value instanceof Mapping after) {
            return between(before, after);
        }
        if (old instanceof Sequence before && value instanceof Sequence after) {
            Sequence items = itemsBetween(key, before, after);
            return items != null ? items : MergeKeys.of(key, after) == null ? after : replacing(after);
        }
        return value;
    }

    /** A list that would be merged, had it no such element: its order changed, or a key stands in it twice. */
    private static Sequence replacing(Sequence items) {
        Sequence list = Sequence.of(Mapping.of(DIRECTIVE, REPLACE));
        items.forEach(list::add);
        return list;
    }

    private static @Nullable Sequence itemsBetween(String field, Sequence before, Sequence after) {
        String key = MergeKeys.of(field, before);
        if (key == null
                || !key.equals(MergeKeys.of(field, after))
                || !sameOrder(before, after, key)
                || isAmbiguous(before, key)) {
            return null;
        }
        var patch = new Sequence();
        for (Value item : after) {
            if (!(item instanceof Mapping now)) {
                return null;
            }
            String name = String.valueOf(now.text(key));
            int at = before.indexWhere(key, name);
            if (at < 0) {
                patch.add(now);
            } else if (before.get(at) instanceof Mapping old && !old.equals(now)) {
                var change = Mapping.of(key, name(now, key));
                between(old, now).forEach(change::put);
                patch.add(change);
            }
        }
        for (Value item : before) {
            if (item instanceof Mapping old && after.indexWhere(key, String.valueOf(old.text(key))) < 0) {
                patch.add(Mapping.of(key, name(old, key)).put(DIRECTIVE, "delete"));
            }
        }
        return patch;
    }

    /** Whether two elements have the same key, as the ports 53 of UDP and TCP do, or one has none. */
    private static boolean isAmbiguous(Sequence items, String key) {
        for (int i = 0; i < items.size(); i++) {
            String name = items.get(i) instanceof Mapping item ? item.text(key) : null;
            if (name == null || items.indexWhere(key, name) != i) {
                return true;
            }
        }
        return false;
    }

    private static Value name(Mapping item, String key) {
        Value name = item.get(key);
        return name == null ? Scalar.of(null) : name;
    }

    /** Whether what both lists have stands in the same order, with anything new behind it: all that a merge can do. */
    private static boolean sameOrder(Sequence before, Sequence after, String key) {
        int last = -1;
        boolean sawNew = false;
        for (Value item : after) {
            String name = item instanceof Mapping mapping ? mapping.text(key) : null;
            int at = name == null ? -1 : before.indexWhere(key, name);
            if (at < 0) {
                sawNew = true;
            } else if (sawNew || at <= last) {
                return false;
            } else {
                last = at;
            }
        }
        return true;
    }
}
