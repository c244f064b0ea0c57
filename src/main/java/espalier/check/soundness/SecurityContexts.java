package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.check.Part;
import espalier.check.Pod;
import espalier.check.WholeNumber;
import espalier.rules.Soundness;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Security contexts that contradict themselves: the API server refuses the pod, or the kubelet never starts it. */
final class SecurityContexts {
    private static final List<String> NUMBERS = List.of("runAsUser", "runAsGroup", "fsGroup");

    private final KubernetesObject object;

    private SecurityContexts(KubernetesObject object) {
        this.object = object;
    }

    static void check(Pod pod) {
        var contexts = new SecurityContexts(pod.object());
        Mapping ofPod = pod.spec().mapping("securityContext");
        if ("true".equals(pod.spec().text("hostPID"))
                && "true".equals(pod.spec().text("shareProcessNamespace"))) {
            contexts.contradiction(
                    "the pods of " + pod.object(),
                    "hostPID and shareProcessNamespace",
                    "their processes are either in the node's namespace or in one of their own",
                    "keep one of the two");
        }
        contexts.seccomp(ofPod, pod);
        contexts.numbers(ofPod, pod);
        for (Mapping container : pod.containers()) {
            contexts.container(container.mapping("securityContext"), ofPod, Part.container(container, pod.object()));
        }
    }

    private void container(@Nullable Mapping own, @Nullable Mapping ofPod, Object where) {
        if ("true".equals(value(own, ofPod, "runAsNonRoot")) && "0".equals(value(own, ofPod, "runAsUser"))) {
            contradiction(
                    where,
                    "runAsNonRoot and runAsUser 0",
                    "0 is root, so the kubelet never starts it",
                    "give it another user, or allow root");
        }
        if (own == null) {
            return;
        }
        seccomp(own, where);
        numbers(own, where);
        boolean kept = "false".equals(own.text("allowPrivilegeEscalation"));
        if (kept && "true".equals(own.text("privileged"))) {
            contradiction(
                    where,
                    "privileged and allowPrivilegeEscalation: false",
                    "a privileged container has all rights already, and the API server refuses it",
                    "leave one of the two away");
        }
        Mapping capabilities = own.mapping("capabilities");
        if (kept && capabilities != null && holds(capabilities.sequence("add"), "CAP_SYS_ADMIN")) {
            contradiction(
                    where,
                    "the capability CAP_SYS_ADMIN and allowPrivilegeEscalation: false",
                    "that capability allows it, and the API server refuses both",
                    "leave one of the two away");
        }
    }

    /** Users and groups are numbers of 31 bits. */
    private void numbers(@Nullable Mapping context, Object where) {
        for (int i = 0; context != null && i < context.size(); i++) {
            String key = context.keyAt(i);
            Long number = NUMBERS.contains(key) && context.valueAt(i) instanceof Leaf leaf
                    ? WholeNumber.parse(leaf.text())
                    : null;
            if (number != null && (number < 0 || number > Integer.MAX_VALUE)) {
                object.error(
                        Soundness.NUMBER,
                        "Tried to set " + key + " of " + where + " to " + number
                                + ", but users and groups have the numbers from 0 to 2147483647",
                        "name the number of one");
            }
        }
    }

    private void seccomp(@Nullable Mapping context, Object where) {
        Mapping profile = context == null ? null : context.mapping("seccompProfile");
        if (profile != null && "Localhost".equals(profile.text("type")) != profile.has("localhostProfile")) {
            boolean named = profile.has("localhostProfile");
            contradiction(
                    where,
                    "the seccomp profile type " + profile.text("type") + (named ? " and a" : " and no")
                            + " localhostProfile",
                    "a file is named for Localhost, and only for that",
                    named ? "leave localhostProfile away, or take Localhost" : "name the file in localhostProfile");
        }
    }

    private static @Nullable String value(@Nullable Mapping own, @Nullable Mapping ofPod, String key) {
        String value = own == null ? null : own.text(key);
        return value != null || ofPod == null ? value : ofPod.text(key);
    }

    private static boolean holds(@Nullable Sequence values, String wanted) {
        if (values != null) {
            for (Value value : values) {
                if (value instanceof Leaf leaf && leaf.text().equals(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void contradiction(Object where, String both, String why, String fix) {
        object.error(Soundness.CONTRADICTION, "Tried to give " + where + " " + both + ", but " + why, fix);
    }
}
