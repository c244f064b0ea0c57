package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.catalog.ReferenceField;
import espalier.catalog.ReferenceField.Reach;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import java.util.HashSet;

/** References that Kubernetes follows within one namespace only, to something in another. */
final class NamespaceReach {
    private NamespaceReach() {}

    static void check(ObjectGraph graph) {
        // What is given a construct of another namespace uses it in many places; the first says it all.
        var reported = new HashSet<String>();
        for (Edge edge : graph.edges()) {
            KubernetesObject reader = edge.reader();
            String namespace = edge.target().identity().namespace();
            boolean apart =
                    !namespace.isEmpty() && !reader.namespace().isEmpty() && !namespace.equals(reader.namespace());
            if (apart && staysInNamespace(graph, edge)) {
                String pair =
                        reader.owner().unit() + " " + edge.target().provider().unit();
                if (!reader.owner().isInBroken() && reported.add(pair)) {
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
        reader.owner()
                .findings()
                .report(
                        References.OTHER_NAMESPACE,
                        reader,
                        "Tried to use " + edge.target() + " in " + edge.field() + " of " + reader
                                + ", but Kubernetes looks for it in the namespace " + reader.namespace() + " only",
                        "make both in one namespace, or make one for each");
    }
}
