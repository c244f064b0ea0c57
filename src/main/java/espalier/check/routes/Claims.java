package espalier.check.routes;

import espalier.KubernetesObject;
import espalier.rules.Scarcity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who routes what: told is the second that claims the same. */
final class Claims {
    private final Map<String, KubernetesObject> taken = new HashMap<>();

    /** By host, the first that routes it: what else they would have to share is only looked at where one is routed twice. */
    private final Map<String, KubernetesObject> first = new HashMap<>();

    private final Set<String> shared = new HashSet<>();

    /** {@code object} routes {@code host}, which is empty for any. To be called of all before any claims something. */
    void host(KubernetesObject object, String host) {
        KubernetesObject other = first.putIfAbsent(host, object);
        if (other != null && other != object) {
            shared.add(host);
        }
    }

    boolean isAnyShared() {
        return !shared.isEmpty();
    }

    /**
     * {@code object} wants what {@code match} says of {@code host}.
     *
     * @param listener where: two are equal only where one of the two would get nothing
     */
    void claim(KubernetesObject object, String listener, String host, String match) {
        if (!shared.contains(host)) {
            return;
        }
        KubernetesObject other = taken.putIfAbsent(listener + " | " + host + " | " + match, object);
        // One object may write a match twice, and attach by several parents: that is its own affair.
        if (other != null && other != object && !object.owner().sharesIdWith(other.owner())) {
            object.owner()
                    .findings()
                    .report(
                            Scarcity.ROUTE_TAKEN,
                            object,
                            null,
                            object.identity() + " and " + other.identity(),
                            "Tried to route " + (host.isEmpty() ? "every host" : host) + " (" + match + ") by " + object
                                    + " on the listener " + listener + ", but " + other + " has it, made at "
                                    + other.origin(),
                            "give one of the two another host or path");
        }
    }
}
