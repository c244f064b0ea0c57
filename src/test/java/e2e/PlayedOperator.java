package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import espalier.Identity;
import java.util.Map;

/**
 * Plays operators that put a finalizer on their objects, and let go of these when they have cleaned up after them. They take their time
 * for that: more than Helm needs to take the operator itself away.
 */
final class PlayedOperator {
    private static final String FINALIZER = "operator.example.com/clean-up";

    /** The Deployment that runs it, by the kind that it looks after, and the namespace of that. */
    private static final Map<String, Identity> OPERATORS = Map.of(
            "ScaledObject", Identity.of("apps", "Deployment", "keda", "keda"),
            "RecurringJob", Identity.of("apps", "Deployment", "longhorn-system", "longhorn"));

    private final KubernetesApi api;

    PlayedOperator(KubernetesApi api) {
        this.api = api;
    }

    void begin() {
        for (String kind : new String[] {"keda.sh/v1alpha1 ScaledObject", "longhorn.io/v1beta2 RecurringJob"}) {
            String[] words = kind.split(" ");
            api.watch(words[0], words[1], event -> {
                boolean leaves = event.object().at("/metadata").has("deletionTimestamp");
                if (!event.type().equals("DELETED") && !leaves && !isMarked(event.object())) {
                    api.merge(event.object(), "", "{\"metadata\": {\"finalizers\": [\"" + FINALIZER + "\"]}}");
                }
            });
        }
    }

    private static boolean isMarked(JsonNode object) {
        return object.at("/metadata/finalizers").toString().contains(FINALIZER);
    }

    /** Lets go of what is deleted, where the operator is still there. */
    void cleanUp(Map<Identity, ObjectNode> now) {
        now.values().forEach(object -> {
            if (isDeleted(object) && isMarked(object) && isRunning(object, now)) {
                api.merge(object, "", "{\"metadata\": {\"finalizers\": null}}");
            }
        });
    }

    /** Whether it is deleted, and will never be gone. */
    static boolean isAbandoned(ObjectNode object, Map<Identity, ObjectNode> now) {
        if (!isDeleted(object)) {
            return false;
        }
        if (object.path("kind").asText().equals("Namespace")) {
            String name = object.at("/metadata/name").asText();
            return now.values().stream()
                    .anyMatch(each -> each.at("/metadata/namespace").asText().equals(name) && isAbandoned(each, now));
        }
        return isMarked(object) && !isRunning(object, now);
    }

    static boolean isDeleted(JsonNode object) {
        return object.path("metadata").has("deletionTimestamp");
    }

    private static boolean isRunning(JsonNode object, Map<Identity, ObjectNode> now) {
        Identity operator = OPERATORS.get(object.path("kind").asText());
        String namespace = object.at("/metadata/namespace").asText();
        String above = operator.namespace() + "-";
        return now.keySet().stream()
                .anyMatch(each -> each.kind().equals("Deployment")
                        && each.name().equals(operator.name())
                        && each.namespace().startsWith(above)
                        && namespace.endsWith(each.namespace().substring(above.length() - 1)));
    }

    /** Whether the operator has not come to it yet. */
    static boolean isNew(ObjectNode object) {
        return OPERATORS.containsKey(object.path("kind").asText()) && !isDeleted(object) && !isMarked(object);
    }
}
