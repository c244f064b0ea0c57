package espalier.check.platform;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Data that somebody promises to keep for a time, on storage that is lost earlier: on the disk of one machine, without a copy, or
 * in the pod itself.
 */
final class KeptData {
    private static final String STORAGE = "storage.k8s.io";
    private static final FieldPath RETENTION = FieldPath.of("spec", "retention");
    private static final FieldPath VOLUME = FieldPath.of("spec", "storage");
    private static final FieldPath TEMPLATE = VOLUME.field("volumeClaimTemplate");
    private static final FieldPath CLASS = TEMPLATE.field("spec").field("storageClassName");
    private static final FieldPath DEFAULT =
            FieldPath.of("metadata", "annotations", "storageclass.kubernetes.io/is-default-class");

    /** What the servers of Prometheus's operator keep, those that say for how long. */
    private static final Map<String, String> SERVERS =
            Map.of("Prometheus", "metrics", "ThanosRuler", "metrics", "Alertmanager", "silences");

    /** Provisioners whose volumes are directories or disks of one machine. */
    private static final Set<String> OF_ONE_MACHINE = Set.of(
            "rancher.io/local-path",
            "openebs.io/local",
            "local.csi.openebs.io",
            "kubernetes.io/host-path",
            "topolvm.io",
            "microk8s.io/hostpath",
            "docker.io/hostpath",
            "k8s.io/minikube-hostpath");

    private final ObjectGraph graph;
    private final @Nullable MachineRoom room;
    private final Map<KubernetesObject, String> kept = new HashMap<>();

    private KeptData(ObjectGraph graph, @Nullable MachineRoom room) {
        this.graph = graph;
        this.room = room;
    }

    static void check(ObjectGraph graph, @Nullable MachineRoom room) {
        new KeptData(graph, room).check();
    }

    private void check() {
        for (KubernetesObject object : graph.objects()) {
            String what = object.kept();
            if (what != null) {
                kept.put(object, what);
            }
        }
        SERVERS.forEach((kind, what) -> graph.ofKind(kind).forEach(server -> addServer(server, what)));
        if (!kept.isEmpty()) {
            var told = new HashSet<KubernetesObject>();
            for (Edge edge : graph.edges()) {
                String what = kept.get(edge.reader());
                Identity target = edge.target().identity();
                if (what != null && isOfOneMachine(target) && told.add(edge.reader())) {
                    report(edge.reader(), edge.field(), what, target.toString());
                }
            }
        }
    }

    private void addServer(KubernetesObject server, String what) {
        if (server.apiVersion().startsWith("monitoring.coreos.com/")
                && RETENTION.in(server.body()) instanceof Leaf retention) {
            String whole = what + " for " + retention.text();
            kept.put(server, whole);
            checkServer(server, whole);
        }
    }

    /** The operator gives a server no volume but that of its pod, unless it is asked for one; one without a class is the default's. */
    private void checkServer(KubernetesObject server, String what) {
        if (!(VOLUME.in(server.body()) instanceof Mapping storage) || storage.has("emptyDir")) {
            server.error(
                    Platforms.STORAGE_FLEETING,
                    VOLUME,
                    server,
                    tried(server, what) + "but it asks for no volume, and all of it is lost with its pod",
                    "ask for a volume with spec.storage.volumeClaimTemplate");
        } else if (TEMPLATE.in(server.body()) instanceof Mapping && CLASS.in(server.body()) == null) {
            Identity standard = defaultClass();
            if (standard != null && isOfOneMachine(standard)) {
                report(server, TEMPLATE, what, "the default, " + standard);
            }
        }
    }

    private @Nullable Identity defaultClass() {
        for (KubernetesObject storageClass : graph.ofKind("StorageClass")) {
            if (DEFAULT.in(storageClass.body()) instanceof Leaf leaf
                    && leaf.text().equals("true")) {
                return storageClass.identity();
            }
        }
        String own = room == null ? null : room.defaultStorageClass();
        return own == null ? null : Identity.of(STORAGE, "StorageClass", "", own);
    }

    /** K3s's own class is no object here, and has the provisioner's name for its own. */
    private boolean isOfOneMachine(Identity target) {
        if (!target.kind().equals("StorageClass") || !target.group().equals(STORAGE)) {
            return false;
        }
        KubernetesObject storageClass = graph.object(target);
        String provisioner = storageClass == null ? null : storageClass.body().text("provisioner");
        return storageClass == null
                ? room != null
                        && target.name().equals(room.defaultStorageClass())
                        && target.name().equals("local-path")
                : provisioner != null && OF_ONE_MACHINE.contains(provisioner);
    }

    private static String tried(KubernetesObject object, String what) {
        return "Tried to keep " + what + " by " + object + ", ";
    }

    private static void report(KubernetesObject object, FieldPath field, String what, String storageClass) {
        object.error(
                Platforms.STORAGE_FLEETING,
                field,
                storageClass,
                tried(object, what) + "but " + field + " asks for volumes of " + storageClass
                        + ", each on the disk of one machine: what is there is lost with that disk, and a pod cannot move",
                "take a class that keeps copies elsewhere, or waive this where it may be lost");
    }
}
