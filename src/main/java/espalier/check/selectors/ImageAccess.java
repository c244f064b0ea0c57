package espalier.check.selectors;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;

/**
 * Image policies that read an ImageRepository of another namespace, which does not let them: Flux wants a selector in {@code
 * accessFrom} that the labels of the reader's namespace match. Facts from {@code github.com/fluxcd/pkg/runtime/acl}.
 */
final class ImageAccess {
    private static final FieldPath SELECTORS = FieldPath.of("spec", "accessFrom", "namespaceSelectors");
    private static final String NAME = "kubernetes.io/metadata.name";

    private ImageAccess() {}

    static void check(ObjectGraph graph) {
        if (graph.ofKind("ImagePolicy").isEmpty()) {
            return;
        }
        for (Edge edge : graph.edges()) {
            KubernetesObject repository = edge.object();
            KubernetesObject policy = edge.reader();
            if (repository != null
                    && repository.kind().equals("ImageRepository")
                    && policy.kind().equals("ImagePolicy")
                    && !repository.namespace().equals(policy.namespace())
                    && !lets(repository, policy.namespace(), graph)) {
                policy.error(
                        References.OTHER_NAMESPACE,
                        edge.field(),
                        repository + " for " + policy.namespace(),
                        "Tried to use " + repository + " in " + edge.field() + " of " + policy
                                + ", but no selector in its " + SELECTORS + " matches the namespace "
                                + policy.namespace()
                                + ", and Flux refuses it",
                        "add a selector for that namespace, or make both in one");
            }
        }
    }

    /** Whether it does, or may: the labels of a namespace from elsewhere are not known, but for its name. */
    private static boolean lets(KubernetesObject repository, String reader, ObjectGraph graph) {
        KubernetesObject namespace = graph.object(Identity.of("", "Namespace", "", reader));
        Mapping metadata = namespace == null ? null : namespace.body().mapping("metadata");
        Mapping known = metadata == null ? null : metadata.mapping("labels");
        Mapping labels = (known == null ? new Mapping() : known.copy()).put(NAME, reader);
        Sequence selectors = SELECTORS.in(repository.body()) instanceof Sequence list ? list : new Sequence();
        for (Value item : selectors) {
            Mapping selector = item instanceof Mapping mapping ? mapping.mapping("matchLabels") : null;
            if (selector == null || matches(selector, labels, namespace == null)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Mapping selector, Mapping labels, boolean mayHaveOthers) {
        for (int i = 0; i < selector.size(); i++) {
            Value found = labels.get(selector.keyAt(i));
            boolean isUnknown = found == null && mayHaveOthers;
            if (!isUnknown && !selector.valueAt(i).equals(found)) {
                return false;
            }
        }
        return true;
    }
}
