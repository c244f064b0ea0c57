package espalier.check.selectors;

import espalier.KubernetesObject;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom network policies are for, and whom they let through. */
final class PolicySelectors {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath INGRESS = SPEC.field("ingress");
    private static final FieldPath EGRESS = SPEC.field("egress");

    private final Search search;

    PolicySelectors(Search search) {
        this.search = search;
    }

    void check(KubernetesObject policy) {
        Mapping spec = policy.body().mapping("spec");
        if (spec != null) {
            var own = Namespaces.own(policy);
            List<Labelled> protectedPods = search.pods(policy, SPEC, "podSelector", spec.mapping("podSelector"), own);
            rules(policy, INGRESS, spec.sequence("ingress"), "from", protectedPods, own);
            rules(policy, EGRESS, spec.sequence("egress"), "to", List.of(), own);
        }
    }

    private void rules(
            KubernetesObject policy,
            FieldPath list,
            @Nullable Sequence rules,
            String peers,
            List<Labelled> targets,
            Namespaces own) {
        for (int i = 0; rules != null && i < rules.size(); i++) {
            if (!(rules.get(i) instanceof Mapping rule)) {
                continue;
            }
            FieldPath at = list.index(i);
            boolean asksForNames = PortNames.areIn(rule.sequence("ports"));
            var reached = new ArrayList<Labelled>(asksForNames ? targets : List.of());
            Sequence all = rule.sequence(peers);
            FieldPath field = at.field(peers);
            for (int j = 0; all != null && j < all.size(); j++) {
                if (all.get(j) instanceof Mapping peer && (peer.has("podSelector") || peer.has("namespaceSelector"))) {
                    FieldPath one = field.index(j);
                    Mapping said = peer.mapping("namespaceSelector");
                    Namespaces namespaces =
                            said == null ? own : search.namespaces(policy, one, "namespaceSelector", said);
                    List<Labelled> pods =
                            search.pods(policy, one, "podSelector", peer.mapping("podSelector"), namespaces);
                    if (asksForNames && peers.equals("to")) {
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
