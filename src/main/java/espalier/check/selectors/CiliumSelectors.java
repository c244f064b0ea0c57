package espalier.check.selectors;

import espalier.KubernetesObject;
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
        Mapping plain = plain(mapping.mapping("matchLabels"));
        if (plain == null) {
            return;
        }
        String named = plain.text(NAMESPACE);
        plain.remove(NAMESPACE);
        Namespaces namespaces = named == null ? Namespaces.own(policy) : search.named(policy, field, named);
        Mapping selector = mapping.copy().put("matchLabels", plain);
        search.find(
                policy,
                field,
                Selector.of(selector),
                namespaces,
                search.selectable().pods(),
                "pods");
    }

    /** The labels without the prefix for where they come from; null where one is no pod's own, such as an entity's. */
    private static @Nullable Mapping plain(@Nullable Mapping labels) {
        var plain = new Mapping();
        for (int i = 0; labels != null && i < labels.size(); i++) {
            String key = labels.keyAt(i);
            int colon = key.indexOf(':');
            String source = colon < 0 ? "any" : key.substring(0, colon);
            String own = key.substring(colon + 1);
            boolean isPods =
                    (source.equals("any") || source.equals("k8s")) && (!own.startsWith("io.") || own.equals(NAMESPACE));
            if (!isPods) {
                return null;
            }
            plain.put(own, labels.valueAt(i));
        }
        return plain;
    }
}
