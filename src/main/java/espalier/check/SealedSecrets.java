package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;

/** Sealed Secrets whose template says another name or namespace than theirs: the controller opens them for neither. */
final class SealedSecrets {
    private static final FieldPath TEMPLATE = FieldPath.of("spec", "template", "metadata");

    private SealedSecrets() {}

    static void check(ObjectGraph graph) {
        for (KubernetesObject sealed : graph.ofKind("SealedSecret")) {
            Mapping own = sealed.body().mapping("metadata");
            Mapping annotations = own == null ? null : own.mapping("annotations");
            boolean isWide = annotations != null && annotations.has("sealedsecrets.bitnami.com/cluster-wide");
            if (!isWide) {
                compare(sealed, "namespace", sealed.namespace());
                boolean anyName = annotations != null && annotations.has("sealedsecrets.bitnami.com/namespace-wide");
                compare(sealed, "name", anyName ? "" : sealed.name());
            }
        }
    }

    private static void compare(KubernetesObject sealed, String key, String own) {
        FieldPath field = TEMPLATE.field(key);
        if (field.in(sealed.body()) instanceof Leaf said
                && !own.isEmpty()
                && !said.text().equals(own)) {
            sealed.owner()
                    .findings()
                    .report(
                            References.SEALED_FOR_ANOTHER,
                            sealed,
                            field,
                            null,
                            "Tried to make a Secret of the " + key + " " + said.text() + " of " + sealed
                                    + ", but it is sealed for its own, " + own,
                            "write " + own + ", or seal it anew");
        }
    }
}
