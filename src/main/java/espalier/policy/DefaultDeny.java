package espalier.policy;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * In each namespace that holds pods, one policy for all of them lets nothing in, so that whatever is let in is said by another
 * one. Kubernetes's NetworkPolicies count, and Cilium's, those of the whole cluster included. A namespace of which only a chart
 * is known counts as holding pods.
 *
 * <p>Left out are {@code kube-system}, where what the distribution runs must not be cut off, and {@code flux-system}, for which
 * Flux brings policies of its own.
 */
public final class DefaultDeny implements Policy {
    private static final FieldPath TARGET = FieldPath.of("spec", "targetNamespace");
    private static final Set<String> LEFT_OUT = Set.of("kube-system", "kube-public", "kube-node-lease", "flux-system");
    private static final Set<String> UNREAD = Set.of(
            "policy.networking.k8s.io", "projectcalico.org", "crd.projectcalico.org", "crd.antrea.io", "kuma.io");

    @Override
    public Rule rule() {
        return Policies.DEFAULT_DENY;
    }

    @Override
    public void review(Review review) {
        for (KubernetesObject object : review.objects()) {
            if (UNREAD.contains(Identity.groupOf(object.apiVersion()))
                    && object.kind().endsWith("Policy")) {
                review.notChecked(object, "which pods it isolates");
                return;
            }
        }
        if (review.isIncomplete()) {
            return;
        }
        var isolation = new Isolation(review);
        inhabited(review).forEach((namespace, inhabitant) -> {
            if (!isolation.covers(namespace)) {
                review.breach(
                        named(review, namespace, inhabitant),
                        "Tried to run " + inhabitant + " in the namespace " + namespace
                                + ", but no policy keeps out what nobody let in",
                        "add a NetworkPolicy with an empty podSelector and the policyType Ingress to " + namespace);
            }
        });
    }

    /** Each namespace with pods, and the first that has some there. */
    private static Map<String, KubernetesObject> inhabited(Review review) {
        Map<String, KubernetesObject> inhabited = new LinkedHashMap<>();
        for (KubernetesObject object : review.objects()) {
            String namespace = object.namespace();
            boolean release = object.kind().equals("HelmRelease");
            if (release && TARGET.in(object.body()) instanceof Leaf target) {
                namespace = target.text();
            }
            if ((release || object.podTemplate() != null) && !LEFT_OUT.contains(namespace)) {
                inhabited.putIfAbsent(namespace, object);
            }
        }
        return inhabited;
    }

    /** The namespace itself, where it is made here: that is where a waiver belongs. */
    private static KubernetesObject named(Review review, String name, KubernetesObject otherwise) {
        for (KubernetesObject namespace : review.objects("", "Namespace")) {
            if (namespace.name().equals(name)) {
                return namespace;
            }
        }
        return otherwise;
    }
}
