package espalier.plan;

import espalier.Identity;
import java.util.Map;

/** Policies that protect the cluster and its pods, and do so no more. */
final class Guards {
    private static final Map<String, String> POLICIES = Map.ofEntries(
            Map.entry("policy/PodDisruptionBudget", "all its pods may be evicted at once"),
            Map.entry("/ResourceQuota", "its namespace is limited no more"),
            Map.entry("/LimitRange", "pods without limits get none in its namespace"),
            Map.entry("admissionregistration.k8s.io/ValidatingAdmissionPolicy", "nobody refuses what it refused"),
            Map.entry(
                    "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding", "nobody refuses what it refused"),
            Map.entry("admissionregistration.k8s.io/ValidatingWebhookConfiguration", "nobody refuses what it refused"),
            Map.entry("kyverno.io/ClusterPolicy", "nobody refuses what it refused"),
            Map.entry("kyverno.io/Policy", "nobody refuses what it refused"));

    private Guards() {}

    /** @param goes whether Flux deletes the object */
    static void judge(Change change, boolean goes, Dangers dangers) {
        Identity object = change.identity();
        String kind = object.group() + "/" + object.kind();
        String policy = POLICIES.get(kind);
        if (goes && policy != null) {
            dangers.add(Danger.Sort.POLICY, object, "removed: " + policy);
        }
        if (change.before() == null || change.after() == null) {
            return;
        }
        for (LeafChange leaf : change.leaves()) {
            if (Isolating.is(change.before()) && isOpening(leaf)) {
                dangers.add(Danger.Sort.POLICY, object, "lets more through: " + leaf.path() + " is " + leaf.after());
            }
        }
    }

    /** A new peer or port in a list of what is allowed. */
    private static boolean isOpening(LeafChange leaf) {
        return leaf.isNew()
                && (leaf.under("ingress") || leaf.under("egress"))
                && !leaf.under("except")
                && !leaf.under("ingressDeny")
                && !leaf.under("egressDeny");
    }
}
