package espalier.catalog;

import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.account;
import static espalier.catalog.Usual.atOnce;

import espalier.Kind;
import espalier.ReferenceField;
import java.util.List;

/** Who may do what. */
final class RbacKinds {
    private static final String GROUP = "rbac.authorization.k8s.io";

    private RbacKinds() {}

    static List<Kind> kinds() {
        ReferenceField role = to(GROUP, "Role", "roleRef.name").orKindSaid().mentioned();
        // A user or a group is no object.
        ReferenceField subject =
                account("subjects[].name").orKindSaid().inAnyNamespace().mentioned();
        return List.of(
                atOnce(GROUP, "Role"),
                atOnce(GROUP, "RoleBinding").names(role, subject),
                atOnce(GROUP, "ClusterRole").clusterScoped(),
                atOnce(GROUP, "ClusterRoleBinding").clusterScoped().names(role, subject));
    }
}
