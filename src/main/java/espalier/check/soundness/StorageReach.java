package espalier.check.soundness;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From where a volume can be reached. One that lies on a node draws all its pods there, and one that is a network's file system
 * is mounted wherever somebody asks: for neither does {@code ReadWriteOnce} keep pods apart.
 */
final class StorageReach {
    private static final FieldPath CLASS = FieldPath.of("spec", "storageClassName");
    private static final FieldPath VOLUME = FieldPath.of("spec", "volumeName");
    private static final FieldPath PROVISIONER = FieldPath.of("provisioner");

    /** Parts of the names of drivers and classes, as their projects call them. */
    private static final List<String> LOCAL_OR_SHARED = List.of(
            "local",
            "hostpath",
            "host-path",
            "no-provisioner",
            "topolvm",
            "nfs",
            "smb",
            "cifs",
            "cephfs",
            "rclone",
            "efs",
            "azurefile",
            "filestore",
            "glusterfs",
            "juicefs",
            "seaweedfs",
            "lustre",
            "moosefs",
            "beegfs");

    private final ObjectGraph graph;
    private final boolean oneMachine;
    private final Map<String, Boolean> classes = new HashMap<>();

    StorageReach(ObjectGraph graph) {
        this.graph = graph;
        MachineRoom room = MachineRoom.of(graph.cluster());
        this.oneMachine = room != null && room.machines().size() == 1;
    }

    /** Whether the pods of {@code claim} find it wherever they are put; true where nothing is known of its storage. */
    boolean isTied(KubernetesObject claim) {
        if (oneMachine || VOLUME.in(claim.body()) instanceof Leaf) {
            return true;
        }
        if (!(CLASS.in(claim.body()) instanceof Leaf name) || name.text().isEmpty()) {
            return true; // the default class: which one that is, the cluster knows
        }
        Boolean known = classes.get(name.text());
        if (known == null) {
            known = isTied(name.text());
            classes.put(name.text(), known);
        }
        return known;
    }

    private boolean isTied(String name) {
        var identity = Identity.of("storage.k8s.io", "StorageClass", "", name);
        KubernetesObject storageClass = graph.object(identity);
        if (storageClass != null && isOnOneMachine(storageClass)) {
            return true;
        }
        Value provisioner = storageClass == null ? null : PROVISIONER.in(storageClass.body());
        return isLocalOrShared(name)
                || provisioner instanceof Leaf driver && isLocalOrShared(driver.text())
                || storageClass == null && graph.provision(identity) == null;
    }

    /** Whether its volumes are only made for the pods of one machine. */
    private static boolean isOnOneMachine(KubernetesObject storageClass) {
        Sequence topologies = storageClass.body().sequence("allowedTopologies");
        Sequence expressions = topologies != null && topologies.size() == 1 && topologies.get(0) instanceof Mapping one
                ? one.sequence("matchLabelExpressions")
                : null;
        for (int i = 0; expressions != null && i < expressions.size(); i++) {
            if (expressions.get(i) instanceof Mapping expression
                    && "kubernetes.io/hostname".equals(expression.text("key"))
                    && expression.get("values") instanceof Sequence values
                    && values.size() == 1) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLocalOrShared(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String part : LOCAL_OR_SHARED) {
            if (lower.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a pod's spec keeps all its pods together on one node. */
    static boolean isTied(Mapping pod) {
        Mapping labels = pod.mapping("nodeSelector");
        if (pod.has("nodeName") || labels != null && labels.has("kubernetes.io/hostname")) {
            return true;
        }
        Mapping affinity = pod.mapping("affinity");
        Mapping toPods = affinity == null ? null : affinity.mapping("podAffinity");
        Mapping toNodes = affinity == null ? null : affinity.mapping("nodeAffinity");
        return holds(toPods == null ? null : toPods.get("requiredDuringSchedulingIgnoredDuringExecution"))
                || holds(toNodes == null ? null : toNodes.get("requiredDuringSchedulingIgnoredDuringExecution"));
    }

    /** Whether the host's name stands anywhere in a rule of affinity. */
    private static boolean holds(@Nullable Value rule) {
        if (rule instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                if (holds(mapping.valueAt(i))) {
                    return true;
                }
            }
        } else if (rule instanceof Sequence sequence) {
            for (Value value : sequence) {
                if (holds(value)) {
                    return true;
                }
            }
        }
        return rule instanceof Leaf leaf && leaf.text().equals("kubernetes.io/hostname");
    }
}
