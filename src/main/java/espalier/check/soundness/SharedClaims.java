package espalier.check.soundness;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.check.RollingUpdate;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Claims that several pods need at once and cannot have: {@code ReadWriteOncePod} is for one pod, {@code ReadWriteOnce} for the
 * pods of one node, which nothing brings together unless the storage or the pods themselves are tied to a node.
 */
final class SharedClaims {
    private static final FieldPath MODES = FieldPath.of("spec", "accessModes");

    private static final String ROLLING = "its rolling update starts the new pod before the old one ends";

    private final ObjectGraph graph;
    private final Scaling scaling;
    private final StorageReach reach;
    private final Map<KubernetesObject, KubernetesObject> users = new HashMap<>();

    private SharedClaims(ObjectGraph graph, Scaling scaling) {
        this.graph = graph;
        this.scaling = scaling;
        this.reach = new StorageReach(graph);
    }

    static void check(ObjectGraph graph, List<Pod> pods, Scaling scaling) {
        if (!graph.ofKind("PersistentVolumeClaim").isEmpty()) {
            var claims = new SharedClaims(graph, scaling);
            pods.forEach(claims::check);
        }
    }

    private void check(Pod pod) {
        String kind = pod.object().kind();
        if (kind.equals("Job") || kind.equals("CronJob") || kind.equals("Pod")) {
            return; // runs for a while, and perhaps while nobody else does
        }
        for (Mapping volume : Pods.mappings(pod.spec().sequence("volumes"))) {
            Mapping source = volume.mapping("persistentVolumeClaim");
            String name = source == null ? null : source.text("claimName");
            KubernetesObject claim = name == null
                    ? null
                    : graph.object(Identity.of(
                            "", "PersistentVolumeClaim", pod.object().namespace(), name));
            if (claim != null && MODES.in(claim.body()) instanceof Sequence modes) {
                check(pod, claim, modes);
            }
        }
    }

    private void check(Pod pod, KubernetesObject claim, Sequence modes) {
        boolean forOnePod = isOnly(modes, "ReadWriteOncePod");
        if (!forOnePod && (!isOnly(modes, "ReadWriteOnce") || reach.isTied(claim) || StorageReach.isTied(pod.spec()))) {
            return;
        }
        String why = why(pod, claim);
        if (why == null) {
            return;
        }
        pod.object()
                .error(
                        forOnePod ? Soundness.CLAIM_OF_ONE_POD : Soundness.CLAIM_OF_ONE_NODE,
                        "Tried to mount " + claim + " in " + pod.object() + ", but " + why + ", and "
                                + (forOnePod
                                        ? "ReadWriteOncePod is for one pod"
                                        : "ReadWriteOnce is for the pods of one node: the second waits wherever it is put on"
                                                + " another one"),
                        why.equals(ROLLING)
                                ? "end the old pod first, by recreate() or strategy.type Recreate"
                                : "give each pod its own claim, or share one that many nodes can mount (ReadWriteMany)");
    }

    /** Why there would be two pods at once; null where there is one. */
    private @Nullable String why(Pod pod, KubernetesObject claim) {
        KubernetesObject workload = pod.object();
        if (workload.kind().equals("DaemonSet")) {
            return "each node has such a pod";
        }
        Scaling.Range range = scaling.of(workload);
        if (range == null || range.most() < 1) {
            return null;
        }
        if (range.most() > 1) {
            return "there are " + (range.most() > range.least() ? "up to " : "") + range.most() + " such pods";
        }
        KubernetesObject other = users.putIfAbsent(claim, workload);
        if (other != null && other != workload) {
            return other + " has it mounted";
        }
        return RollingUpdate.startsBeforeItEnds(workload, 1) ? ROLLING : null;
    }

    private static boolean isOnly(Sequence modes, String wanted) {
        for (Value value : modes) {
            if (!(value instanceof Leaf leaf) || !leaf.text().equals(wanted)) {
                return false;
            }
        }
        return !modes.isEmpty();
    }
}
