package espalier.plan;

import espalier.Identity;
import espalier.tree.Mapping;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who may do more from now on: pods on their nodes, and accounts at the API server. The fields are those of the Pod Security Standards. */
final class Privilege {
    private static final Map<String, String> SWITCHES = Map.of(
            "privileged", "runs a privileged container",
            "hostNetwork", "runs in the network of its node",
            "hostPID", "sees the processes of its node",
            "hostIPC", "shares memory with its node",
            "allowPrivilegeEscalation", "may gain privileges (allowPrivilegeEscalation)");

    private static final Map<String, String> GUARDS = Map.of(
            "runAsNonRoot", "may run as root again",
            "readOnlyRootFilesystem", "may write into its root file system again");

    private static final List<String> LEVELS = List.of("restricted", "baseline", "privileged");
    private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

    private Privilege() {}

    /** Whether a pod of {@code workload} runs a container that may do all that its node may. */
    static boolean isPrivileged(Placed workload) {
        Mapping pod = Workloads.pod(workload);
        for (String list : pod == null ? new String[0] : new String[] {"containers", "initContainers"}) {
            for (Mapping container : Paths.items(pod, list)) {
                if (Paths.text(container, "securityContext", "privileged").equals("true")) {
                    return true;
                }
            }
        }
        return false;
    }

    static void judge(Change change, Dangers dangers) {
        Placed after = change.after();
        if (after == null) {
            return;
        }
        Identity object = change.identity();
        for (LeafChange leaf : change.leaves()) {
            String what = ofPod(leaf);
            if (what == null && object.kind().equals("Namespace") && leaf.last().equals(ENFORCE)) {
                what = lowered(leaf);
            }
            if (what != null && !object.group().equals("apiextensions.k8s.io")) {
                dangers.add(Danger.Sort.PRIVILEGE, object, what);
            }
        }
        if (object.group().equals("rbac.authorization.k8s.io")) {
            ofAccounts(change, after, dangers);
        }
    }

    private static @Nullable String ofPod(LeafChange leaf) {
        String last = leaf.last();
        if (leaf.becomes("true") && SWITCHES.containsKey(last)) {
            return SWITCHES.get(last);
        }
        if ("true".equals(leaf.before()) && !"true".equals(leaf.after()) && GUARDS.containsKey(last)) {
            return GUARDS.get(last);
        }
        if (leaf.after() == null) {
            return null;
        }
        if (leaf.under("hostPath") && last.equals("path") || last.equals("hostPath")) {
            return "mounts " + leaf.after() + " of its node";
        }
        if (leaf.under("capabilities") && last.equals("add")) {
            return "has the capability " + leaf.after();
        }
        if (last.equals("runAsUser") && leaf.becomes("0")) {
            return "runs as root";
        }
        return leaf.under("seccompProfile") && leaf.becomes("Unconfined") ? "runs without seccomp" : null;
    }

    private static @Nullable String lowered(LeafChange leaf) {
        String before = leaf.before();
        String after = leaf.after();
        int from = before == null ? LEVELS.size() : LEVELS.indexOf(before);
        int to = after == null ? LEVELS.size() : LEVELS.indexOf(after);
        return to > from ? "lets pods do more: " + ENFORCE + " is " + (after == null ? "gone" : after) : null;
    }

    private static void ofAccounts(Change change, Placed after, Dangers dangers) {
        Mapping was = change.before() == null ? new Mapping() : change.before().body();
        Identity object = change.identity();
        if (object.kind().endsWith("RoleBinding")) {
            String role = Paths.text(after.body(), "roleRef", "name");
            boolean isAdmin = role.equals("cluster-admin");
            boolean whole = object.kind().equals("ClusterRoleBinding");
            for (Mapping subject : Paths.items(after.body(), "subjects")) {
                boolean isNew = !Paths.items(was, "subjects").contains(subject)
                        || !role.equals(Paths.text(was, "roleRef", "name"));
                if (isNew && (whole || isAdmin)) {
                    dangers.add(
                            Danger.Sort.PRIVILEGE,
                            object,
                            "gives " + role + (whole ? " in all namespaces" : "") + " to " + subject.text("kind") + " "
                                    + subject.text("name"));
                }
            }
            return;
        }
        List<Right> before = Right.of(was);
        var now = new TreeSet<String>();
        for (Right right : Right.of(after.body())) {
            if (before.stream().noneMatch(each -> each.covers(right))) {
                now.add(right.toString());
            }
        }
        if (!now.isEmpty()) {
            dangers.add(Danger.Sort.PRIVILEGE, object, "new rights: " + Words.some(List.copyOf(now), 6));
        }
    }
}
