package espalier.check;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sealed Secrets whose template says another name or namespace than theirs. The controller passes over what the template says, and opens
 * only what was sealed for the object's own name and namespace; which one of the two somebody has changed, nobody can tell here.
 */
final class SealedSecrets {
    private static final FieldPath TEMPLATE = FieldPath.of("spec", "template", "metadata");

    private SealedSecrets() {}

    static void check(ObjectGraph graph) {
        for (KubernetesObject sealed : graph.ofKind("SealedSecret")) {
            Mapping own = sealed.body().mapping("metadata");
            Mapping annotations = own == null ? null : own.mapping("annotations");
            boolean anyNamespace = isTrue(annotations, "sealedsecrets.bitnami.com/cluster-wide");
            boolean anyName = anyNamespace || isTrue(annotations, "sealedsecrets.bitnami.com/namespace-wide");
            compare(sealed, "namespace", sealed.namespace(), anyNamespace);
            compare(sealed, "name", sealed.name(), anyName);
        }
    }

    private static boolean isTrue(@Nullable Mapping annotations, String key) {
        return annotations != null && "true".equals(annotations.text(key));
    }

    /** @param isWide whether it can be opened under another name as well: what the template says is then only read by people */
    private static void compare(KubernetesObject sealed, String key, String own, boolean isWide) {
        FieldPath field = TEMPLATE.field(key);
        if (!(field.in(sealed.body()) instanceof Leaf said) || said.text().equals(own)) {
            return;
        }
        if (isWide) {
            String near = own.isEmpty() ? null : Names.slip(said.text(), Set.of(own));
            if (near != null) {
                sealed.error(
                        References.NAME_MISSPELT,
                        field,
                        null,
                        "Tried to give the Secret of " + sealed + " the " + key + " " + said.text()
                                + ", but the controller gives it its own, " + own,
                        "write " + own);
            }
        } else if (!own.isEmpty()) {
            sealed.owner()
                    .findings()
                    .report(
                            References.SEALED_FOR_ANOTHER,
                            sealed,
                            field,
                            null,
                            "Tried to make a Secret of the " + key + " " + said.text() + " of " + sealed
                                    + ", but the controller gives it its own, " + own
                                    + ", and opens nothing that was sealed for another",
                            "write " + own
                                    + " where it was sealed for that, else its own as the template has it, or seal it"
                                    + " anew");
        }
    }
}
