package espalier.plan;

import espalier.tree.Mapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether nobody answers while the pods of a workload start anew. What Kubernetes takes where nothing is said is of its API's defaults. */
final class Downtime {
    private final Side after;

    Downtime(Side after) {
        this.after = after;
    }

    /** In words; null where others go on answering. */
    @Nullable
    String of(Placed workload) {
        int replicas = Workloads.replicas(workload);
        if (workload.is("DaemonSet")) {
            return onDelete(workload)
                    ? null
                    : "each node is without its pod while that starts anew (one node after the other)";
        }
        if (replicas == 0) {
            return null;
        }
        if (workload.is("StatefulSet")) {
            return replicas > 1 || onDelete(workload)
                    ? null
                    : "its only pod stops before the new one starts (StatefulSet)";
        }
        if (Paths.text(workload.body(), "spec", "strategy", "type").equals("Recreate")) {
            return "all its pods stop before the new ones start (strategy Recreate)";
        }
        return replicas == 1 ? single(workload) : null;
    }

    private static boolean onDelete(Placed workload) {
        return Paths.text(workload.body(), "spec", "updateStrategy", "type").equals("OnDelete");
    }

    /** By default the new pod of a single one is ready before the old one stops, where it can start at all. */
    private @Nullable String single(Placed workload) {
        String surge = Paths.text(workload.body(), "spec", "strategy", "rollingUpdate", "maxSurge");
        if (surge.equals("0") || surge.equals("0%")) {
            return "its only pod stops before the new one starts (maxSurge 0)";
        }
        Mapping pod = Workloads.pod(workload);
        for (Mapping volume : Paths.items(pod, "volumes")) {
            String name = Paths.text(volume, "persistentVolumeClaim", "claimName");
            Placed claim = after.get("", "PersistentVolumeClaim", workload.namespace(), name);
            List<String> modes = claim == null ? List.of() : Paths.texts(claim.body(), "spec", "accessModes");
            if (modes.equals(List.of("ReadWriteOncePod"))) {
                return "the new pod waits for the claim " + name + ", which one pod alone may use, until the old one is"
                        + " stopped by hand";
            }
            if (modes.equals(List.of("ReadWriteOnce"))) {
                return "the claim " + name + " can be used on one node alone: on another one the new pod waits for the"
                        + " old one, and the rollout hangs";
            }
        }
        boolean inHost = pod != null && Paths.text(pod, "hostNetwork").equals("true");
        boolean onHost = false;
        for (Mapping container : Paths.items(pod, "containers")) {
            for (Mapping port : Paths.items(container, "ports")) {
                onHost |= inHost || port.has("hostPort");
            }
        }
        return onHost ? "old and new pod want the same port of a node: with one node the rollout hangs" : null;
    }
}
