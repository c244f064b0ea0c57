package espalier.difference;

import espalier.Identity;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one object between two states of a cluster. It keeps no value of a Secret.
 *
 * @param object which one
 * @param how what became of it
 * @param fields the fields that differ; none unless it changed
 */
public record ObjectDifference(Identity object, How how, List<FieldChange> fields) {

    /** What became of an object. */
    public enum How {
        CREATED,
        CHANGED,
        REMOVED
    }

    /**
     * Every object that differs: those of {@code before} in their order, then those that are new, in theirs. An object in
     * another version of its kind's API is the same object.
     */
    public static List<ObjectDifference> between(Map<Identity, Mapping> before, Map<Identity, Mapping> after) {
        var differences = new ArrayList<ObjectDifference>();
        before.forEach((object, old) -> {
            ObjectDifference difference = of(object, old, after.get(object));
            if (difference != null) {
                differences.add(difference);
            }
        });
        after.forEach((object, now) -> {
            if (!before.containsKey(object)) {
                differences.add(new ObjectDifference(object, How.CREATED, List.of()));
            }
        });
        return differences;
    }

    private static @Nullable ObjectDifference of(Identity object, Mapping before, @Nullable Mapping after) {
        if (after == null) {
            return new ObjectDifference(object, How.REMOVED, List.of());
        }
        List<FieldChange> fields = fields(object, before, after);
        return fields.isEmpty() ? null : new ObjectDifference(object, How.CHANGED, fields);
    }

    /**
     * The fields in which two states of {@code object} differ. What only the server writes is left out: its status, and what it
     * notes of every object.
     */
    public static List<FieldChange> fields(Identity object, Mapping before, Mapping after) {
        if (before.equals(after)) {
            return List.of();
        }
        var changes = new ArrayList<FieldChange>();
        Concealment.of(object, before, after).addTo(changes);
        changes.addAll(Comparison.of(
                Concealment.withoutSecrets(object, ServerFields.without(before)),
                Concealment.withoutSecrets(object, ServerFields.without(after))));
        return changes;
    }
}
