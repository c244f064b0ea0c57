package espalier.check.platform;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pods that their namespace does not admit: by its label {@code pod-security.kubernetes.io/enforce}, or by what the
 * distribution enforces where there is none. The workload would be there, and never a pod.
 */
final class PodSecurity {
    private static final FieldPath ENFORCED = FieldPath.of("metadata", "labels", "pod-security.kubernetes.io/enforce");

    /** What the baseline lets containers add, as the Pod Security Standards have it. */
    private static final Set<String> HARMLESS = Set.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");

    private final ObjectGraph graph;
    private final @Nullable MachineRoom room;
    private final Map<String, String> levels = new HashMap<>();

    private PodSecurity(ObjectGraph graph, @Nullable MachineRoom room) {
        this.graph = graph;
        this.room = room;
    }

    static void check(ObjectGraph graph, @Nullable MachineRoom room, List<Pod> pods) {
        var security = new PodSecurity(graph, room);
        for (Pod pod : pods) {
            String namespace = pod.object().namespace();
            String level = security.levels.computeIfAbsent(namespace, security::level);
            if (!level.equals("privileged")) {
                security.pod(pod, namespace, level);
            }
        }
    }

    private String level(String namespace) {
        KubernetesObject object = graph.object(Identity.of("", "Namespace", "", namespace));
        if (object != null && ENFORCED.in(object.body()) instanceof Leaf leaf) {
            return leaf.text();
        }
        boolean enforced = room != null && room.enforcesBaseline() && !namespace.equals("kube-system");
        return enforced ? "baseline" : "privileged";
    }

    private void pod(Pod pod, String namespace, String level) {
        var wrong = new ArrayList<String>();
        baseline(pod, wrong);
        if (level.equals("restricted")) {
            restricted(pod, wrong);
        }
        if (!wrong.isEmpty()) {
            pod.object()
                    .error(
                            Platforms.POD_SECURITY,
                            null,
                            namespace, // its label admits all of them, or none
                            "Tried to run the pods of " + pod.object() + ", but the namespace " + namespace
                                    + " admits only what is " + level + ", and " + String.join(", ", wrong),
                            "take that away, or label the namespace pod-security.kubernetes.io/enforce: privileged");
        }
    }

    private static void baseline(Pod pod, List<String> wrong) {
        for (String field : new String[] {"hostNetwork", "hostPID", "hostIPC"}) {
            if ("true".equals(pod.spec().text(field))) {
                wrong.add("they have " + field);
            }
        }
        for (Mapping volume : Pods.mappings(pod.spec().sequence("volumes"))) {
            if (volume.has("hostPath")) {
                wrong.add("the volume " + volume.text("name") + " is a path of the machine");
            }
        }
        unconfined("they run", pod.spec().mapping("securityContext"), wrong);
        for (Mapping container : pod.containers()) {
            String who = "the container " + container.text("name");
            Mapping context = container.mapping("securityContext");
            if (context != null && "true".equals(context.text("privileged"))) {
                wrong.add(who + " is privileged");
            }
            unconfined(who + " runs", context, wrong);
            for (String added : capabilities(context, "add")) {
                if (!HARMLESS.contains(added)) {
                    wrong.add(who + " adds the capability " + added);
                }
            }
            for (Mapping port : Pods.mappings(container.sequence("ports"))) {
                String number = port.text("hostPort");
                if (number != null && !number.equals("0")) {
                    wrong.add(who + " opens the port " + number + " of the machine");
                }
            }
        }
    }

    private static void unconfined(String who, @Nullable Mapping context, List<String> wrong) {
        Mapping profile = context == null ? null : context.mapping("seccompProfile");
        if (profile != null && "Unconfined".equals(profile.text("type"))) {
            wrong.add(who + " without a seccomp profile");
        }
    }

    private static void restricted(Pod pod, List<String> wrong) {
        Mapping whole = pod.spec().mapping("securityContext");
        for (Mapping container : pod.containers()) {
            String who = "the container " + container.text("name");
            Mapping context = container.mapping("securityContext");
            if (!"true".equals(said(context, whole, "runAsNonRoot"))) {
                wrong.add(who + " may run as root");
            }
            if (context == null || !"false".equals(context.text("allowPrivilegeEscalation"))) {
                wrong.add(who + " may escalate its privileges");
            }
            if (!capabilities(context, "drop").contains("ALL")) {
                wrong.add(who + " keeps capabilities");
            }
            boolean profile =
                    context != null && context.has("seccompProfile") || whole != null && whole.has("seccompProfile");
            if (!profile) {
                wrong.add(who + " names no seccomp profile");
            }
        }
    }

    private static @Nullable String said(@Nullable Mapping own, @Nullable Mapping whole, String field) {
        String said = own == null ? null : own.text(field);
        return said != null || whole == null ? said : whole.text(field);
    }

    private static List<String> capabilities(@Nullable Mapping context, String change) {
        Mapping capabilities = context == null ? null : context.mapping("capabilities");
        Sequence list = capabilities == null ? null : capabilities.sequence(change);
        var names = new ArrayList<String>(1);
        if (list != null) {
            for (Value value : list) {
                if (value instanceof Leaf leaf) {
                    names.add(leaf.text());
                }
            }
        }
        return names;
    }
}
