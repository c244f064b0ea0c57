package espalier.plan;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What keeps pods running, and what these read. */
final class Workloads {
    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    private Workloads() {}

    /** Whether its pods start anew when their template changes. */
    static boolean is(Placed object) {
        return object.identity().group().equals("apps")
                && KINDS.contains(object.identity().kind());
    }

    static @Nullable Mapping pod(Placed object) {
        return Paths.mapping(object.body(), "spec", "template", "spec");
    }

    /** For people: {@code Deployment media/plex (2 pods)}. */
    static String shown(Placed workload) {
        String pods = workload.is("DaemonSet")
                ? "a pod on each node"
                : replicas(workload) == 1 ? "1 pod" : replicas(workload) + " pods";
        return workload.identity() + " (" + pods + ")";
    }

    /** One where nothing is said. */
    static int replicas(Placed workload) {
        String text = Paths.text(workload.body(), "spec", "replicas");
        try {
            return text.isEmpty() ? 1 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** How the pods of {@code workload} read the ConfigMap or Secret {@code name}. */
    enum Reading {
        NOT,
        /** As files, which the kubelet brings up to date while the pod runs. */
        AS_FILES,
        /** Only when they start. */
        AT_START
    }

    static Reading reading(Placed workload, boolean secret, String name) {
        Mapping pod = pod(workload);
        if (pod == null) {
            return Reading.NOT;
        }
        if (names(pod.get("containers"), secret, name) || names(pod.get("initContainers"), secret, name)) {
            return Reading.AT_START;
        }
        var volumes = new HashSet<String>();
        for (Mapping volume : Paths.items(pod, "volumes")) {
            if (names(volume, secret, name)) {
                volumes.add(String.valueOf(volume.text("name")));
            }
        }
        if (volumes.isEmpty()) {
            return Reading.NOT;
        }
        for (Mapping container : Paths.items(pod, "containers")) {
            for (Mapping mount : Paths.items(container, "volumeMounts")) {
                if (volumes.contains(String.valueOf(mount.text("name"))) && mount.has("subPath")) {
                    return Reading.AT_START; // the kubelet never brings those up to date
                }
            }
        }
        return Reading.AS_FILES;
    }

    private static boolean names(@Nullable Value value, boolean secret, String name) {
        if (value instanceof Sequence items) {
            for (Value item : items) {
                if (names(item, secret, name)) {
                    return true;
                }
            }
            return false;
        }
        if (!(value instanceof Mapping mapping)) {
            return false;
        }
        for (int i = 0; i < mapping.size(); i++) {
            String key = mapping.keyAt(i);
            boolean reference = secret
                    ? key.equals("secretKeyRef") || key.equals("secretRef") || key.equals("secret")
                    : key.equals("configMapKeyRef") || key.equals("configMapRef") || key.equals("configMap");
            if (reference && mapping.valueAt(i) instanceof Mapping target) {
                Leaf said = target.get("name") instanceof Leaf leaf
                        ? leaf
                        : target.get("secretName") instanceof Leaf leaf ? leaf : null;
                if (said != null && said.text().equals(name)) {
                    return true;
                }
            }
            if (names(mapping.valueAt(i), secret, name)) {
                return true;
            }
        }
        return false;
    }
}
