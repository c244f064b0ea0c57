package espalier.check.selectors;

import espalier.KubernetesObject;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Whom network policies are for, and whom they let through. */
final class PolicySelectors {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath PODS = FieldPath.of("spec", "podSelector");

    private final Search search;

    PolicySelectors(Search search) {
        this.search = search;
    }

    void check(KubernetesObject policy) {
        var own = Namespaces.own(policy);
        List<Labelled> protectedPods = search.pods(policy, PODS, own);
        rules(policy, "ingress", "from", protectedPods);
        rules(policy, "egress", "to", List.of());
    }

    private void rules(KubernetesObject policy, String direction, String peers, List<Labelled> targets) {
        FieldPath list = SPEC.field(direction);
        if (!(list.in(policy.body()) instanceof Sequence rules)) {
            return;
        }
        for (int i = 0; i < rules.size(); i++) {
            if (!(rules.get(i) instanceof Mapping rule)) {
                continue;
            }
            FieldPath at = list.index(i);
            boolean asksForNames = PortNames.areIn(rule.sequence("ports"));
            var reached = new ArrayList<Labelled>(asksForNames ? targets : List.of());
            Sequence all = rule.sequence(peers);
            for (int j = 0; all != null && j < all.size(); j++) {
                if (all.get(j) instanceof Mapping peer && (peer.has("podSelector") || peer.has("namespaceSelector"))) {
                    FieldPath field = at.field(peers).index(j);
                    Namespaces namespaces = search.namespaces(policy, field.field("namespaceSelector"));
                    List<Labelled> pods = search.pods(policy, field.field("podSelector"), namespaces);
                    if (asksForNames && direction.equals("egress")) {
                        reached.addAll(pods);
                    }
                }
            }
            if (asksForNames) {
                ports(policy, at.field("ports"), reached);
            }
        }
    }

    /** A port with a name is one of the pods that are reached; it tells nothing where these are not known. */
    private static void ports(KubernetesObject policy, FieldPath field, List<Labelled> pods) {
        if (!(field.in(policy.body()) instanceof Sequence ports) || pods.isEmpty()) {
            return;
        }
        List<String> known = PortNames.of(pods);
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i) instanceof Mapping port
                    && port.get("port") instanceof Leaf name
                    && name.isString()
                    && !known.contains(name.text())) {
                PortNames.tell(policy, field.index(i).field("port"), name.text(), pods, known);
            }
        }
    }
}
