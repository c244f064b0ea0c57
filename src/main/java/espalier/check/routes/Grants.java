package espalier.check.routes;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.ReferenceField;
import espalier.check.Pods;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.Mapping;
import java.util.List;

/** References of the Gateway API into another namespace, which somebody there has to allow. */
final class Grants {
    private final List<KubernetesObject> grants;

    private Grants(List<KubernetesObject> grants) {
        this.grants = grants;
    }

    static void check(ObjectGraph graph) {
        var grants = new Grants(graph.ofKind("ReferenceGrant"));
        for (Edge edge : graph.edges()) {
            ReferenceField field = edge.by();
            if (field != null && field.needsGrant()) {
                grants.edge(edge);
            }
        }
    }

    private void edge(Edge edge) {
        KubernetesObject reader = edge.reader();
        Identity target = edge.target().identity();
        boolean apart = !target.namespace().isEmpty()
                && !reader.namespace().isEmpty()
                && !target.namespace().equals(reader.namespace());
        if (apart && !isGranted(reader.identity(), target)) {
            reader.error(
                    References.GRANT_MISSING,
                    edge.field(),
                    target + " for " + reader.kind() + " of " + reader.namespace(),
                    "Tried to use " + target + " in " + edge.field() + " of " + reader
                            + ", but no ReferenceGrant in " + target.namespace() + " allows that to a "
                            + reader.kind() + " of " + reader.namespace(),
                    "make a ReferenceGrant in " + target.namespace() + ", or both in one namespace");
        }
    }

    private boolean isGranted(Identity reader, Identity target) {
        for (KubernetesObject grant : grants) {
            Mapping spec = grant.body().mapping("spec");
            if (spec != null
                    && grant.namespace().equals(target.namespace())
                    && lists(spec, "from", reader, "namespace", reader.namespace(), false)
                    && lists(spec, "to", target, "name", target.name(), true)) {
                return true;
            }
        }
        return false;
    }

    /** @param orNone whether an entry without {@code key} is for all */
    private static boolean lists(
            Mapping spec, String list, Identity identity, String key, String value, boolean orNone) {
        for (Mapping entry : Pods.mappings(spec.sequence(list))) {
            String said = entry.text(key);
            if (identity.group().equals(String.valueOf(entry.text("group")))
                    && identity.kind().equals(entry.text("kind"))
                    && (value.equals(said) || orNone && (said == null || said.isEmpty()))) {
                return true;
            }
        }
        return false;
    }
}
