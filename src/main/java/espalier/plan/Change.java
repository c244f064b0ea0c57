package espalier.plan;

import espalier.Identity;
import espalier.difference.FieldChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object that is not the same in both trees, or not in the same place. */
final class Change {
    private final @Nullable Placed before;
    private final @Nullable Placed after;
    private final List<FieldChange> fields;
    private @Nullable List<LeafChange> leaves;

    /**
     * @param before null for one that is new
     * @param after null for one that is gone
     * @param fields in which they differ, where there are both
     */
    Change(@Nullable Placed before, @Nullable Placed after, List<FieldChange> fields) {
        this.before = before;
        this.after = after;
        this.fields = fields;
    }

    @Nullable
    Placed before() {
        return before;
    }

    @Nullable
    Placed after() {
        return after;
    }

    List<FieldChange> fields() {
        return fields;
    }

    /** As it will be, or was. */
    Placed either() {
        Placed there = after == null ? before : after;
        if (there == null) {
            throw new IllegalStateException("a change of nothing");
        }
        return there;
    }

    Identity identity() {
        return either().identity();
    }

    boolean isRenamed() {
        return before != null && after != null && !before.identity().equals(after.identity());
    }

    boolean isMoved() {
        return before != null
                && after != null
                && !before.unit().identity().equals(after.unit().identity());
    }

    /** Every value that came, went or changed. */
    List<LeafChange> leaves() {
        if (leaves == null) {
            leaves = LeafChange.of(this);
        }
        return leaves;
    }

    /** Whether anything below {@code path} of the object differs. */
    boolean touches(String... path) {
        for (FieldChange field : fields) {
            if (Paths.startsWith(field.path(), path)) {
                return true;
            }
        }
        return false;
    }
}
