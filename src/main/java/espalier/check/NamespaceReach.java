package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.catalog.ReferenceField;
import espalier.catalog.ReferenceField.Reach;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.References;

/** References that Kubernetes follows within one namespace only, to something in another. */
final class NamespaceReach {
    private NamespaceReach() {}

    static void check(ObjectGraph graph) {
        for (Edge edge : graph.edges()) {
            KubernetesObject reader = edge.reader();
            String namespace = edge.target().identity().namespace();
            boolean apart =
                    !namespace.isEmpty() && !reader.namespace().isEmpty() && !namespace.equals(reader.namespace());
            if (apart && staysInNamespace(graph, edge)) {
                if (!reader.owner().isInBroken()) {
                    report(edge);
                }
            }
        }
    }

    private static boolean staysInNamespace(ObjectGraph graph, Edge edge) {
        var kind = graph.catalog()
                .kind(
                        Identity.groupOf(edge.reader().apiVersion()),
                        edge.reader().kind());
        for (ReferenceField field : kind.references()) {
            if (edge.field().matches(field.path())) {
                return field.reach() == Reach.SAME_NAMESPACE;
            }
        }
        return false;
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
