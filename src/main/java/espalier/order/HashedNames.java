package espalier.order;

import espalier.KubernetesObject;
import espalier.Node;
import espalier.graph.Edge;
import espalier.rules.References;

/**
 * kustomize renames what refers to a ConfigMap with a hash in its name only within one kustomization: such a ConfigMap is
 * private to its component.
 */
final class HashedNames {
    private HashedNames() {}

    static void check(Order order) {
        for (Edge edge : order.graph().edges()) {
            KubernetesObject target = edge.object();
            if (target == null || !target.isHashSuffixed()) {
                continue;
            }
            Node reader = edge.reader().owner();
            boolean apart = order.unitOf(edge.reader()) != order.unitOf(target)
                    || reader.unit() != target.owner().unit();
            if (apart) {
                edge.reader()
                        .error(
                                References.HASHED_NAME,
                                edge.field(),
                                target,
                                "Tried to use " + target + " in " + edge.field() + " of " + edge.reader()
                                        + ", but its name carries a hash of its content that only its own"
                                        + " Kustomization knows",
                                "make the ConfigMap without suffixNameWithHash(), or use it in its own Kustomization");
            }
        }
    }
}
