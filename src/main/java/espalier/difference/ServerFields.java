package espalier.difference;

import espalier.tree.Mapping;
import java.util.Set;

/** Tells apart what somebody asked for from what the API server and controllers note of every object. */
final class ServerFields {
    private static final Set<String> NOTED = Set.of(
            "managedFields",
            "resourceVersion",
            "generation",
            "uid",
            "creationTimestamp",
            "selfLink",
            "deletionTimestamp");

    /** What kubectl keeps of an object, a Secret's values included; whatever applies it next throws it away. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private ServerFields() {}

    /** {@code object} without them. */
    static Mapping without(Mapping object) {
        var kept = new Mapping();
        object.forEach((key, value) -> {
            if (key.equals("metadata") && value instanceof Mapping metadata) {
                kept.put(key, metadata(metadata));
            } else if (!key.equals("status")) {
                kept.put(key, value);
            }
        });
        return kept;
    }

    private static Mapping metadata(Mapping metadata) {
        var kept = new Mapping();
        metadata.forEach((key, value) -> {
            if (value instanceof Mapping annotations && key.equals("annotations") && annotations.has(LAST_APPLIED)) {
                Mapping rest = annotations.copy();
                rest.remove(LAST_APPLIED);
                kept.putIfAny(key, rest);
            } else if (!NOTED.contains(key)) {
                kept.put(key, value);
            }
        });
        return kept;
    }
}
