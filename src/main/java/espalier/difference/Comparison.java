package espalier.difference;

import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares two trees field by field: lists by their elements' names, text that is YAML or JSON by what it says. */
final class Comparison {
    private static final int MOST_ITEMS = 1000;

    private final List<FieldChange> changes = new ArrayList<>();

    /** Every field in which they differ. */
    static List<FieldChange> of(Value before, Value after) {
        var comparison = new Comparison();
        comparison.compare(FieldPath.ROOT, null, before, after);
        return comparison.changes;
    }

    private void compare(FieldPath path, @Nullable String field, Value before, Value after) {
        if (before.equals(after)) {
            return;
        }
        if (before instanceof Mapping old && after instanceof Mapping now) {
            fields(path, old, now);
        } else if (before instanceof Sequence old && after instanceof Sequence now) {
            items(path, field, old, now);
        } else if (!(before instanceof Leaf old && after instanceof Leaf now && text(path, old, now))) {
            changes.add(FieldChange.of(path, before, after));
        }
    }

    private void fields(FieldPath path, Mapping old, Mapping now) {
        old.forEach((key, value) -> child(path.field(key), key, value, now.get(key)));
        now.forEach((key, value) -> {
            if (!old.has(key)) {
                child(path.field(key), key, null, value);
            }
        });
    }

    /** To the API server, a key with a null is a key that is not there. */
    private void child(FieldPath path, @Nullable String field, @Nullable Value before, @Nullable Value after) {
        Value old = present(before);
        Value now = present(after);
        if (old != null && now != null) {
            compare(path, field, old, now);
        } else if (old != now) {
            changes.add(FieldChange.of(path, old, now));
        }
    }

    private static @Nullable Value present(@Nullable Value value) {
        return value instanceof Scalar scalar && scalar.isNull() ? null : value;
    }

    /** Compares text by what it says; false where that is only words. */
    private boolean text(FieldPath path, Leaf before, Leaf after) {
        if (!before.isString() || !after.isString()) {
            return false;
        }
        Value old = EmbeddedText.read(before.text());
        Value now = old == null ? null : EmbeddedText.read(after.text());
        if (old == null || now == null) {
            return false;
        }
        List<FieldChange> inside = of(old, now);
        for (FieldChange change : inside) {
            changes.add(change.within().equals(FieldPath.ROOT) ? change.in(path) : FieldChange.of(path, before, after));
        }
        if (inside.isEmpty()) {
            changes.add(new FieldChange(path, FieldPath.ROOT, FieldChange.How.REFORMATTED, before, after));
        }
        return true;
    }

    private void items(FieldPath path, @Nullable String field, Sequence old, Sequence now) {
        ListKeys.Key key = ListKeys.of(field, old, now);
        if (key != null) {
            named(path, field, key, old, now);
        } else if (ListKeys.isSet(field)) {
            set(path, old, now);
        } else {
            aligned(path, old, now);
        }
    }

    private void named(FieldPath path, @Nullable String field, ListKeys.Key key, Sequence old, Sequence now) {
        Map<String, Value> later = byKey(key, now);
        Map<String, Value> earlier = byKey(key, old);
        for (Value item : old) {
            String name = key.of(item);
            child(path.item(key.first(), name), null, item, later.get(name));
        }
        for (Value item : now) {
            String name = key.of(item);
            if (!earlier.containsKey(name)) {
                child(path.item(key.first(), name), null, null, item);
            }
        }
        if (ListKeys.isOrdered(field, now)) {
            order(path, names(key, old, later), names(key, now, earlier));
        }
    }

    private static Map<String, Value> byKey(ListKeys.Key key, Sequence items) {
        var named = new HashMap<String, Value>();
        for (Value item : items) {
            named.put(key.of(item), item);
        }
        return named;
    }

    private static Sequence names(ListKeys.Key key, Sequence items, Map<String, Value> both) {
        var names = new Sequence();
        for (Value item : items) {
            if (both.containsKey(key.of(item))) {
                names.add(key.of(item));
            }
        }
        return names;
    }

    private void order(FieldPath path, Sequence old, Sequence now) {
        if (!old.equals(now)) {
            changes.add(new FieldChange(path, FieldPath.ROOT, FieldChange.How.REORDERED, old, now));
        }
    }

    private void set(FieldPath path, Sequence old, Sequence now) {
        for (int i = 0; i < old.size(); i++) {
            if (!contains(now, old.get(i))) {
                changes.add(FieldChange.of(path.index(i), old.get(i), null));
            }
        }
        for (int i = 0; i < now.size(); i++) {
            if (!contains(old, now.get(i))) {
                changes.add(FieldChange.of(path.index(i), null, now.get(i)));
            }
        }
    }

    private static boolean contains(Sequence items, Value wanted) {
        for (Value item : items) {
            if (item.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** What is equal stays; between that, what went and what came are taken for each other as far as they reach. */
    private void aligned(FieldPath path, Sequence old, Sequence now) {
        int[][] common = CommonSequence.lengths(
                old.size(), now.size(), MOST_ITEMS, (i, j) -> old.get(i).equals(now.get(j)));
        if (common.length == 0) {
            changes.add(FieldChange.of(path, old, now));
            return;
        }
        if (old.size() == now.size() && isPermutation(old, now)) {
            order(path, old, now);
            return;
        }
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            int gone = i;
            int come = j;
            while (gone < old.size() && common[gone + 1][j] == common[i][j]) {
                gone++;
            }
            while (come < now.size() && common[gone][come + 1] == common[gone][j]) {
                come++;
            }
            while (i < gone && j < come) {
                child(path.index(j), null, old.get(i++), now.get(j++));
            }
            for (; i < gone; i++) {
                changes.add(FieldChange.of(path.index(i), old.get(i), null));
            }
            for (; j < come; j++) {
                changes.add(FieldChange.of(path.index(j), null, now.get(j)));
            }
            while (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                i++;
                j++;
            }
        }
    }

    private static boolean isPermutation(Sequence old, Sequence now) {
        Sequence left = now.copy();
        for (Value item : old) {
            int at = 0;
            while (at < left.size() && !left.get(at).equals(item)) {
                at++;
            }
            if (at == left.size()) {
                return false;
            }
            left.remove(at);
        }
        return true;
    }
}
