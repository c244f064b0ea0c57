package espalier.check.platform;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.platform.Machine;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** On which machines the volumes of a pod can be. */
final class LocalStorage {
    private static final FieldPath CLASS = FieldPath.of("spec", "storageClassName");
    private static final FieldPath VOLUME = FieldPath.of("spec", "volumeName");
    private static final FieldPath AFFINITY = FieldPath.of("spec", "nodeAffinity", "required");
    private static final FieldPath TEMPLATES = FieldPath.of("spec", "volumeClaimTemplates");
    private static final FieldPath TOPOLOGIES = FieldPath.of("allowedTopologies");

    private final ObjectGraph graph;
    private final NodeSelection selection;

    /** Volumes and classes of which the pods told. */
    private final Set<KubernetesObject> told = Collections.newSetFromMap(new IdentityHashMap<>());

    LocalStorage(ObjectGraph graph, NodeSelection selection) {
        this.graph = graph;
        this.selection = selection;
    }

    /** The volumes and classes of {@code pod} that not every machine can have. */
    List<KubernetesObject> tied(Pod pod) {
        var tied = new ArrayList<KubernetesObject>(0);
        for (Mapping volume : Pods.mappings(pod.spec().sequence("volumes"))) {
            Mapping source = volume.mapping("persistentVolumeClaim");
            String name = source == null ? null : source.text("claimName");
            KubernetesObject claim = name == null
                    ? null
                    : graph.object(Identity.of(
                            "", "PersistentVolumeClaim", pod.object().namespace(), name));
            if (claim != null) {
                add(claim.body(), tied);
            }
        }
        if (TEMPLATES.in(pod.object().body()) instanceof Sequence templates) {
            Pods.mappings(templates).forEach(template -> add(template, tied));
        }
        return tied;
    }

    private void add(Mapping claim, List<KubernetesObject> to) {
        KubernetesObject volume = named(claim, VOLUME, "", "PersistentVolume");
        if (volume != null && AFFINITY.in(volume.body()) instanceof Mapping) {
            to.add(volume);
            told.add(volume);
        }
        KubernetesObject storageClass = named(claim, CLASS, "storage.k8s.io", "StorageClass");
        if (storageClass != null && TOPOLOGIES.in(storageClass.body()) instanceof Sequence) {
            to.add(storageClass);
            told.add(storageClass);
        }
    }

    /** Finds what no pod of git has, and what is on no machine: claims of charts and of tomorrow would wait for it. */
    void findNowhere(List<Machine> machines) {
        for (String kind : new String[] {"StorageClass", "PersistentVolume"}) {
            for (KubernetesObject storage : graph.ofKind(kind)) {
                if (!told.contains(storage) && !isAnywhere(storage, machines)) {
                    storage.error(
                            Platforms.NODE_SELECTOR,
                            "Tried to keep volumes of " + storage + " on machines with what it asks for in "
                                    + (kind.equals("StorageClass") ? TOPOLOGIES : AFFINITY)
                                    + ", but no machine is like that",
                            Platforms.NODE_SELECTOR.fix());
                }
            }
        }
    }

    private boolean isAnywhere(KubernetesObject storage, List<Machine> machines) {
        for (Machine machine : machines) {
            if (allows(storage, machine)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable KubernetesObject named(Mapping claim, FieldPath field, String group, String kind) {
        return field.in(claim) instanceof Leaf name ? graph.object(Identity.of(group, kind, "", name.text())) : null;
    }

    /** Whether {@code machine} can have what {@code tied} makes. */
    boolean allows(KubernetesObject tied, Machine machine) {
        if (AFFINITY.in(tied.body()) instanceof Mapping required) {
            return selection.anyTerm(machine, required);
        }
        if (!(TOPOLOGIES.in(tied.body()) instanceof Sequence topologies) || topologies.isEmpty()) {
            return true;
        }
        for (Value value : topologies) {
            if (value instanceof Mapping topology && allows(topology.sequence("matchLabelExpressions"), machine)) {
                return true;
            }
        }
        return false;
    }

    private boolean allows(@Nullable Sequence expressions, Machine machine) {
        for (Mapping expression : Pods.mappings(expressions)) {
            Mapping in =
                    Mapping.of("key", String.valueOf(expression.text("key"))).put("operator", "In");
            Sequence values = expression.sequence("values");
            in.put("values", values == null ? new Sequence() : values);
            if (!selection.selects(machine, Mapping.of("matchExpressions", Sequence.of(in)))) {
                return false;
            }
        }
        return true;
    }
}
