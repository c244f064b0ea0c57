package espalier.policy;

import espalier.KubernetesObject;
import espalier.Policy;
import espalier.Review;
import espalier.rules.Policies;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/** Roles name what they give: no {@code *} among verbs, resources and groups, and nobody is bound to {@code cluster-admin}. */
public final class NarrowRights implements Policy {
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final FieldPath ROLE = FieldPath.of("roleRef", "name");

    @Override
    public Rule rule() {
        return Policies.NARROW_RIGHTS;
    }

    @Override
    public void review(Review review) {
        review.notCheckedInCharts();
        for (String kind : new String[] {"ClusterRole", "Role"}) {
            for (KubernetesObject role : review.objects(GROUP, kind)) {
                role(review, role);
            }
        }
        for (String kind : new String[] {"ClusterRoleBinding", "RoleBinding"}) {
            for (KubernetesObject binding : review.objects(GROUP, kind)) {
                if (ROLE.in(binding.body()) instanceof Leaf name && name.text().equals("cluster-admin")) {
                    review.breach(
                            binding,
                            "Tried to bind cluster-admin in " + binding + ", but that gives away everything"
                                    + (kind.equals("RoleBinding") ? " in " + binding.namespace() : ""),
                            "bind a role that names what is used");
                }
            }
        }
    }

    private static void role(Review review, KubernetesObject role) {
        Sequence rules = role.body().sequence("rules");
        for (int i = 0; rules != null && i < rules.size(); i++) {
            if (rules.get(i) instanceof Mapping rights) {
                String field = wildcard(rights);
                if (field != null) {
                    review.breach(
                            role,
                            "Tried to give away all " + field + " in rules[" + i + "] of " + role
                                    + ", but only some of them can be needed",
                            "list the " + field + " that are used");
                }
            }
        }
    }

    private static @Nullable String wildcard(Mapping rights) {
        for (String field : new String[] {"verbs", "resources", "apiGroups", "nonResourceURLs"}) {
            Sequence values = rights.sequence(field);
            if (values != null) {
                for (Value value : values) {
                    if (value instanceof Leaf leaf && leaf.text().equals("*")) {
                        return field;
                    }
                }
            }
        }
        return null;
    }
}
