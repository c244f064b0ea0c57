package espalier.plan;

import espalier.Identity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects that only their operator lets go of: it put a finalizer on them, and takes it away when it has cleaned up. Deleted in one
 * commit with the operator, they stay {@code Terminating}, and so does their namespace.
 */
final class Finalizers {
    /** Whole groups, or {@code group/kind}, by the source of the fact. */
    private static final Map<String, String> KNOWN = Map.of(
            "keda.sh", "keda: controllers/keda, finalizer.keda.sh",
            "ceph.rook.io", "rook: a finalizer per kind, as cephcluster.ceph.rook.io",
            "longhorn.io", "longhorn-manager: longhornFinalizerKey",
            "onepassword.com/OnePasswordItem", "onepassword-operator: onepassword.com/finalizer.secret",
            "postgresql.cnpg.io/Database", "CloudNativePG: cnpg.io/deleteDatabase",
            "tailscale.com", "tailscale k8s-operator: tailscale.com/finalizer",
            "gateway.networking.k8s.io/GatewayClass", "Gateway API: gateway-exists-finalizer");

    private static final Set<String> RUNS = Set.of("HelmRelease", "Deployment", "StatefulSet", "DaemonSet");

    private final Side before;
    private final Waves earlier;

    /** @param before as the cluster was, from whose order follows who needed whom */
    Finalizers(Side before) {
        this.before = before;
        this.earlier = new Waves(before, before);
    }

    private static boolean has(Identity object) {
        return KNOWN.containsKey(object.group()) || KNOWN.containsKey(object.group() + "/" + object.kind());
    }

    /** What of {@code leaving} the deletion of {@code object} waits for in vain; null for nothing. */
    @Nullable
    Placed missed(Placed object, List<Placed> leaving) {
        if (!has(object.identity())) {
            return null;
        }
        Unit own = before.unit(object.unit().identity());
        for (Placed other : leaving) {
            boolean runs = RUNS.contains(other.identity().kind());
            boolean before = other.unit() == own || earlier.waitsFor(own, other.unit());
            if (runs && before) {
                return other;
            }
        }
        return null;
    }
}
