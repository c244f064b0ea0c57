package espalier.tree;

import java.util.ArrayList;
import java.util.List;

/** What a {@link StrategicMerge} would pass over in silence: removing what is not there, and directives that it does not know. */
public final class MergeGaps {
    private static final String DIRECTIVE = "$patch";

    private final List<FieldPath> missing = new ArrayList<>(0);
    private final List<FieldPath> unknown = new ArrayList<>(0);

    private MergeGaps() {}

    /** The gaps of merging {@code patch} into {@code target}, which stays as it is. */
    public static MergeGaps of(Mapping target, Mapping patch) {
        var gaps = new MergeGaps();
        gaps.merge(target, patch, FieldPath.ROOT);
        return gaps;
    }

    /** What would be removed but is not there. */
    public List<FieldPath> missing() {
        return missing;
    }

    /** Keys that are directives for {@code kubectl patch}, but not here. */
    public List<FieldPath> unknown() {
        return unknown;
    }

    private void merge(Mapping target, Mapping patch, FieldPath at) {
        patch.forEach((key, value) -> {
            FieldPath path = at.field(key);
            Value present = target.get(key);
            if (key.startsWith("$")) {
                unknown.add(path);
            } else if (value instanceof Scalar scalar && scalar.isNull()) {
                if (present == null) {
                    missing.add(path);
                }
            } else if (value instanceof Mapping below) {
                merge(present instanceof Mapping mapping ? mapping : new Mapping(), below, path);
            } else if (value instanceof Sequence items && MergeKeys.of(key, items) != null) {
                var before = present instanceof Sequence sequence ? sequence : new Sequence();
                items(before, items, String.valueOf(MergeKeys.of(key, items)), path);
            }
        });
    }

    private void items(Sequence target, Sequence items, String key, FieldPath at) {
        for (Value item : items) {
            String name = item instanceof Mapping named ? named.text(key) : null;
            if (name == null || !(item instanceof Mapping patch)) {
                continue;
            }
            int position = target.indexWhere(key, name);
            if ("delete".equals(patch.text(DIRECTIVE))) {
                if (position < 0) {
                    missing.add(at.item(key, name));
                }
            } else {
                boolean there = position >= 0 && target.get(position) instanceof Mapping;
                merge(there ? (Mapping) target.get(position) : new Mapping(), patch, at.item(key, name));
            }
        }
    }
}
