package espalier.check.selectors;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/** Selectors of objects that only their operator reads. */
final class ObjectSelectors {
    private static final FieldPath FAMILIES = FieldPath.of("spec", "families");

    private ObjectSelectors() {}

    static void check(ObjectGraph graph, Search search) {
        for (KubernetesObject peers : graph.ofKind("CiliumBGPPeerConfig")) {
            if (FAMILIES.in(peers.body()) instanceof Sequence families) {
                for (int i = 0; i < families.size(); i++) {
                    FieldPath field = FAMILIES.index(i).field("advertisements");
                    find(graph, search, peers, field, "CiliumBGPAdvertisement");
                }
            }
        }
    }

    private static void find(ObjectGraph graph, Search search, KubernetesObject object, FieldPath field, String kind) {
        if (field.in(object.body()) instanceof Mapping selector) {
            var index = new LabelIndex();
            graph.ofKind(kind).forEach(one -> index.add(Labelled.itself(one)));
            Selector wanted = Selector.of(selector);
            if (!wanted.isEmpty() && index.matches("", wanted).isEmpty()) {
                // Charts and operators make pods and Services, which git need not know, but nothing of what is found
                // here.
                search.tell(object, field, wanted.toString(), kind, index.slip("", wanted), false);
            }
        }
    }
}
