package espalier.order;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.rules.Ordering;
import java.util.List;

/**
 * Finds pods that are said to come after what Flux applies later. It applies the objects of one Kustomization in the order of their
 * kinds, and waits for none but definitions, namespaces and classes.
 *
 * <p>Of two workloads the order does not matter there: the second would not wait until the first is ready. Of anything else it does,
 * since what admits pods, changes them or lets them talk to others finds only the pods that come after it.
 */
final class AppliedTogether {
    /** Flux's {@code ReconcileOrder}, by ssa/sort.go of fluxcd/pkg; classes of whatever kind are applied before the rest. */
    private static final List<String> FIRST = List.of(
            "CustomResourceDefinition",
            "Namespace",
            "ClusterRole",
            "ClusterRoleBinding",
            "ResourceQuota",
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "ConfigMap",
            "Secret",
            "Service",
            "LimitRange",
            "Deployment",
            "StatefulSet",
            "CronJob",
            "PodDisruptionBudget");

    private static final List<String> LAST = List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");

    private AppliedTogether() {}

    static void check(Order order) {
        for (KubernetesObject object : order.graph().objects()) {
            if (!object.needed().isEmpty() && object.podTemplate() != null) {
                for (Provision needed : object.needed()) {
                    KubernetesObject other = order.graph().object(needed.identity());
                    if (other != null && isAppliedLater(order, object, other)) {
                        report(object, other);
                    }
                }
            }
        }
    }

    private static boolean isAppliedLater(Order order, KubernetesObject object, KubernetesObject other) {
        return order.unitOf(object) == order.unitOf(other)
                && other.podTemplate() == null
                && isBefore(object.identity(), other.identity());
    }

    private static boolean isBefore(Identity one, Identity other) {
        int step = Integer.compare(step(one.kind()), step(other.kind()));
        if (step == 0) {
            step = one.group().compareTo(other.group());
        }
        return step < 0 || step == 0 && one.kind().compareTo(other.kind()) < 0;
    }

    private static int step(String kind) {
        int first = kind.endsWith("Class") ? 0 : FIRST.indexOf(kind);
        return first >= 0 ? first - FIRST.size() : LAST.indexOf(kind) + 1;
    }

    private static void report(KubernetesObject object, KubernetesObject other) {
        object.error(
                Ordering.APPLIED_TOGETHER,
                "Tried to apply " + object + " after " + other + ", made at " + other.origin()
                        + ", but Flux applies both together, and a " + object.kind() + " before a " + other.kind(),
                "make " + other + " in a component of its own, for which Flux waits, or waive this where pods can begin"
                        + " without it");
    }
}
