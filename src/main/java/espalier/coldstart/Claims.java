package espalier.coldstart;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When claims are bound: at once, or when a pod that uses one is there. */
final class Claims {
    private static final FieldPath CLASS = FieldPath.of("spec", "storageClassName");
    private static final FieldPath DEFAULT =
            FieldPath.of("metadata", "annotations", "storageclass.kubernetes.io/is-default-class");

    private static final String LATE = "WaitForFirstConsumer";

    private final ObjectGraph graph;
    private final @Nullable MachineRoom room;
    private final Map<KubernetesObject, List<KubernetesObject>> users = new HashMap<>();

    Claims(ObjectGraph graph, @Nullable MachineRoom room) {
        this.graph = graph;
        this.room = room;
        for (Edge edge : graph.edges()) {
            KubernetesObject target = edge.object();
            if (target != null && target.kind().equals("PersistentVolumeClaim")) {
                users.computeIfAbsent(target, claim -> new ArrayList<>(1)).add(edge.reader());
            }
        }
    }

    /** Whether there is a class at all that binds claims when a pod uses them. */
    static boolean anyWaitsForPod(ObjectGraph graph, @Nullable MachineRoom room) {
        boolean any = room != null && room.defaultStorageClass() != null;
        for (KubernetesObject storageClass : graph.ofKind("StorageClass")) {
            any |= LATE.equals(storageClass.body().text("volumeBindingMode"));
        }
        return any;
    }

    /** Whether {@code claim} is bound only when a pod uses it, as far as its class is known. */
    boolean waitsForPod(KubernetesObject claim) {
        String name = CLASS.in(claim.body()) instanceof Leaf leaf ? leaf.text() : defaultClass();
        if (name == null || name.isEmpty()) {
            return false; // not known, or bound to a volume that is there
        }
        KubernetesObject storageClass = graph.object(Identity.of("storage.k8s.io", "StorageClass", "", name));
        if (storageClass != null) {
            return LATE.equals(storageClass.body().text("volumeBindingMode"));
        }
        return room != null && name.equals(room.defaultStorageClass());
    }

    private @Nullable String defaultClass() {
        for (KubernetesObject storageClass : graph.ofKind("StorageClass")) {
            if (DEFAULT.in(storageClass.body()) instanceof Leaf leaf
                    && leaf.text().equals("true")) {
                return storageClass.name();
            }
        }
        return room == null ? null : room.defaultStorageClass();
    }

    /** Who uses {@code claim}: by reference, or a chart that is given its name as a value. */
    List<KubernetesObject> users(KubernetesObject claim) {
        List<KubernetesObject> known = users.get(claim);
        if (known != null) {
            return known;
        }
        var charts = new ArrayList<KubernetesObject>();
        for (KubernetesObject release : graph.ofKind("HelmRelease")) {
            if (names(release.body().get("spec"), claim.name())) {
                charts.add(release);
            }
        }
        return charts;
    }

    private static boolean names(@Nullable Value value, String name) {
        if (value instanceof Leaf leaf) {
            return leaf.text().equals(name);
        }
        if (value instanceof Sequence list) {
            for (Value element : list) {
                if (names(element, name)) {
                    return true;
                }
            }
        }
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                if (names(mapping.valueAt(i), name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
