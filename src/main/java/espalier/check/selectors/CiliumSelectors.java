package espalier.check.selectors;

import espalier.KubernetesObject;
import espalier.check.Pods;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import org.jspecify.annotations.Nullable;

/** Whom Cilium's network policies are for, and whom they let through. */
final class CiliumSelectors {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final String NAMESPACE = "io.kubernetes.pod.namespace";

    private final Search search;

    CiliumSelectors(Search search) {
        this.search = search;
    }

    void check(KubernetesObject policy) {
        endpoints(policy, SPEC.field("endpointSelector"));
        rules(policy, "ingress", "fromEndpoints");
        rules(policy, "egress", "toEndpoints");
    }

    private void rules(KubernetesObject policy, String direction, String peers) {
        FieldPath list = SPEC.field(direction);
        if (!(list.in(policy.body()) instanceof Sequence rules)) {
            return;
        }
        for (int i = 0; i < rules.size(); i++) {
            FieldPath field = list.index(i).field(peers);
            if (field.in(policy.body()) instanceof Sequence endpoints) {
                for (int j = 0; j < endpoints.size(); j++) {
                    endpoints(policy, field.index(j));
                }
            }
        }
    }

    private void endpoints(KubernetesObject policy, FieldPath field) {
        if (!(field.in(policy.body()) instanceof Mapping mapping)) {
            return;
        }
        Mapping labels = labels(mapping.mapping("matchLabels"));
        Sequence expressions = expressions(mapping.sequence("matchExpressions"));
        if (labels == null || expressions == null) {
            return;
        }
        String named = labels.text(NAMESPACE);
        labels.remove(NAMESPACE);
        search.find(
                policy,
                field,
                Selector.of(mapping.copy().put("matchLabels", labels).put("matchExpressions", expressions)),
                named == null ? Namespaces.own(policy) : search.named(policy, field, named),
                search.selectable().pods(),
                "pods");
    }

    /** {@code labels} as pods have them; null where one is no pod's own, such as an entity's. */
    private static @Nullable Mapping labels(@Nullable Mapping labels) {
        var own = new Mapping();
        for (int i = 0; labels != null && i < labels.size(); i++) {
            String key = plain(labels.keyAt(i));
            if (key == null) {
                return null;
            }
            own.put(key, labels.valueAt(i));
        }
        return own;
    }

    /** {@code expressions} about pods' own labels; null where one is about something else, such as their namespaces. */
    private static @Nullable Sequence expressions(@Nullable Sequence expressions) {
        var own = new Sequence();
        for (Mapping expression : Pods.mappings(expressions)) {
            String key = plain(String.valueOf(expression.text("key")));
            if (key == null || key.equals(NAMESPACE)) {
                return null;
            }
            own.add(expression.copy().put("key", key));
        }
        return own;
    }

    /** A label's key without the prefix for where it comes from; null where it is none of a pod, nor its namespace. */
    private static @Nullable String plain(String key) {
        int colon = key.indexOf(':');
        String source = colon < 0 ? "any" : key.substring(0, colon);
        String own = key.substring(colon + 1);
        boolean isPods =
                (source.equals("any") || source.equals("k8s")) && (!own.startsWith("io.") || own.equals(NAMESPACE));
        return isPods ? own : null;
    }
}
