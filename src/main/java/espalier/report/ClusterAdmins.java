package espalier.report;

import static espalier.report.Markdown.code;

import espalier.Exemption;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.graph.ObjectGraph;
import espalier.rules.Policies;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;

/** Who may do everything, and why: Flux, and whoever is bound to {@code cluster-admin} in git. */
final class ClusterAdmins {
    private static final String ROLE = "cluster-admin";

    /** As Flux's own manifests bind them, in {@code cluster-reconciler-flux-system}. */
    private static final List<List<String>> OF_FLUX = List.of(
            List.of(
                    code("flux-system/kustomize-controller"),
                    "everywhere",
                    "Flux applies whatever stands in git, roles and their bindings included"),
            List.of(
                    code("flux-system/helm-controller"),
                    "everywhere",
                    "Flux installs whatever charts hold, roles and their bindings included"));

    private ClusterAdmins() {}

    /** Rows of who, where and why, Flux first. */
    static List<List<String>> rows(ObjectGraph graph) {
        var rows = new ArrayList<>(OF_FLUX);
        for (String kind : new String[] {"ClusterRoleBinding", "RoleBinding"}) {
            for (KubernetesObject binding : graph.ofKind(kind)) {
                if (FieldPath.of("roleRef", "name").in(binding.body()) instanceof Leaf role
                        && role.text().equals(ROLE)) {
                    String where = kind.equals("RoleBinding") ? "in " + code(binding.namespace()) : "everywhere";
                    rows.add(List.of(subjects(binding), where, because(binding.owner())));
                }
            }
        }
        return rows;
    }

    private static String subjects(KubernetesObject binding) {
        var names = new ArrayList<String>();
        Sequence subjects = binding.body().sequence("subjects");
        for (Value each : subjects == null ? new Sequence() : subjects) {
            if (each instanceof Mapping subject) {
                String namespace = subject.text("namespace");
                names.add(code((namespace == null ? "" : namespace + "/") + subject.text("name")));
            }
        }
        return String.join(", ", names);
    }

    /** What was said to the policy that allows nobody, by whoever made the binding or what that stands in. */
    private static String because(Node owner) {
        for (Node at = owner; at != null; at = at.parent()) {
            for (Exemption exemption : at.exemptions()) {
                if (exemption.kind() == Exemption.Kind.WAIVER
                        && exemption.what().equals(Policies.NARROW_RIGHTS.id())) {
                    return exemption.because();
                }
            }
        }
        return "**nobody says why**";
    }
}
