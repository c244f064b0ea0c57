package espalier.policy;

import espalier.KubernetesObject;
import espalier.Review;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The namespaces in which nothing reaches a pod that no policy lets in. */
final class Isolation {
    private static final String NAMESPACE = "io.kubernetes.pod.namespace";

    private final Set<String> namespaces = new HashSet<>();
    private final List<Mapping> clusterWide = new ArrayList<>(0);

    Isolation(Review review) {
        for (KubernetesObject policy : review.objects("networking.k8s.io", "NetworkPolicy")) {
            Mapping spec = policy.body().mapping("spec");
            if (spec != null && isEmptySelector(spec.mapping("podSelector")) && isolates(spec)) {
                namespaces.add(policy.namespace());
            }
        }
        for (KubernetesObject policy : review.objects("cilium.io", "CiliumNetworkPolicy")) {
            for (Mapping spec : specs(policy)) {
                if (isEmptySelector(spec.mapping("endpointSelector")) && isolatesByCilium(spec)) {
                    namespaces.add(policy.namespace());
                }
            }
        }
        for (KubernetesObject policy : review.objects("cilium.io", "CiliumClusterwideNetworkPolicy")) {
            for (Mapping spec : specs(policy)) {
                Mapping selector = spec.mapping("endpointSelector");
                if (selector != null && isolatesByCilium(spec)) {
                    clusterWide.add(selector);
                }
            }
        }
    }

    boolean covers(String namespace) {
        if (namespaces.contains(namespace)) {
            return true;
        }
        for (Mapping selector : clusterWide) {
            if (selects(selector, namespace)) {
                return true;
            }
        }
        return false;
    }

    private static List<Mapping> specs(KubernetesObject policy) {
        var specs = new ArrayList<Mapping>(1);
        Mapping spec = policy.body().mapping("spec");
        if (spec != null) {
            specs.add(spec);
        }
        Sequence several = policy.body().sequence("specs");
        for (int i = 0; several != null && i < several.size(); i++) {
            if (several.get(i) instanceof Mapping one) {
                specs.add(one);
            }
        }
        return specs;
    }

    private static boolean isEmptySelector(@Nullable Mapping selector) {
        if (selector == null) {
            return false;
        }
        Mapping labels = selector.mapping("matchLabels");
        Sequence expressions = selector.sequence("matchExpressions");
        return (labels == null || labels.isEmpty()) && (expressions == null || expressions.isEmpty());
    }

    /** A policy without types is one of Ingress; a rule that says nothing lets everything in. */
    private static boolean isolates(Mapping spec) {
        Sequence types = spec.sequence("policyTypes");
        if (types != null && !holds(types, "Ingress")) {
            return false;
        }
        Sequence rules = spec.sequence("ingress");
        for (int i = 0; rules != null && i < rules.size(); i++) {
            if (rules.get(i) instanceof Mapping rule && isNothing(rule.get("from")) && isNothing(rule.get("ports"))) {
                return false;
            }
        }
        return true;
    }

    /** Cilium denies as soon as there is a rule, and an empty one lets nothing in. */
    private static boolean isolatesByCilium(Mapping spec) {
        Mapping enabled = spec.mapping("enableDefaultDeny");
        Sequence rules = spec.sequence("ingress");
        if (enabled != null && "false".equals(enabled.text("ingress"))
                || (rules == null || rules.isEmpty()) && !spec.has("ingressDeny")) {
            return false;
        }
        for (int i = 0; rules != null && i < rules.size(); i++) {
            if (rules.get(i) instanceof Mapping rule
                    && rule.get("fromEntities") instanceof Sequence entities
                    && holds(entities, "all")
                    && isNothing(rule.get("toPorts"))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNothing(@Nullable Value value) {
        return value == null || value instanceof Sequence sequence && sequence.isEmpty();
    }

    private static boolean holds(Sequence values, String wanted) {
        for (Value value : values) {
            if (value instanceof Leaf leaf && leaf.text().equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code selector} takes all pods of {@code namespace}: it asks for nothing but namespaces. */
    private static boolean selects(Mapping selector, String namespace) {
        Mapping labels = selector.mapping("matchLabels");
        for (int i = 0; labels != null && i < labels.size(); i++) {
            if (!isNamespace(labels.keyAt(i)) || !namespace.equals(labels.text(labels.keyAt(i)))) {
                return false;
            }
        }
        Sequence expressions = selector.sequence("matchExpressions");
        for (int i = 0; expressions != null && i < expressions.size(); i++) {
            if (!(expressions.get(i) instanceof Mapping expression)
                    || !isNamespace(expression.text("key"))
                    || !matches(expression, namespace)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNamespace(@Nullable String key) {
        return NAMESPACE.equals(key) || ("k8s:" + NAMESPACE).equals(key);
    }

    private static boolean matches(Mapping expression, String namespace) {
        Sequence values = expression.sequence("values");
        boolean among = values != null && holds(values, namespace);
        return switch (String.valueOf(expression.text("operator"))) {
            case "In" -> among;
            case "NotIn" -> !among;
            case "Exists" -> true;
            default -> false;
        };
    }
}
