package espalier.check;

import espalier.KubernetesObject;
import espalier.ReferenceField;
import espalier.ReferenceField.Reach;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.References;

/** References that Kubernetes follows within one namespace only, to something in another. */
final class NamespaceReach {
    private NamespaceReach() {}

    static void check(ObjectGraph graph) {
        for (Edge edge : graph.edges()) {
            ReferenceField field = edge.by();
            if (field != null && field.reach() == Reach.SAME_NAMESPACE) {
                String from = edge.reader().namespace();
                String namespace = edge.target().identity().namespace();
                boolean apart = !namespace.isEmpty() && !from.isEmpty() && !namespace.equals(from);
                if (apart && !edge.reader().owner().isInBroken()) {
                    report(edge);
                }
            }
        }
    }

    private static void report(Edge edge) {
        KubernetesObject reader = edge.reader();
        // One provider, and one namespace that needs its own: whatever is read of it, by whomever.
        String cause = edge.target().provider().unit() + " for " + reader.namespace();
        reader.error(
                References.OTHER_NAMESPACE,
                edge.field(),
                cause,
                "Tried to use " + edge.target() + " in " + edge.field() + " of " + reader
                        + ", but Kubernetes looks for it in the namespace " + reader.namespace() + " only",
                "make both in one namespace, or make one for each");
    }
}
