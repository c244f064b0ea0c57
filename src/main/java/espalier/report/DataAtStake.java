package espalier.report;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.graph.ObjectGraph;
import espalier.order.Unit;
import espalier.platform.MachineRoom;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of data when the component that it belongs to is taken out of git. */
final class DataAtStake {
    private static final FieldPath PRUNE = FieldPath.of("metadata", "annotations", "kustomize.toolkit.fluxcd.io/prune");
    private static final FieldPath CLASS = FieldPath.of("spec", "storageClassName");
    private static final FieldPath WHEN_DELETED =
            FieldPath.of("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted");

    private static final String VOLUME_STAYS = "its volume stays, unused";

    /** Resources with which an operator deletes what it keeps for them. */
    private static final Map<String, String> OPERATED = Map.of(
            "postgresql.cnpg.io/Cluster", "the database with its volumes",
            "ceph.rook.io/CephCluster", "the storage of the whole cluster",
            "ceph.rook.io/CephBlockPool", "the pool with all volumes in it",
            "ceph.rook.io/CephFilesystem", "the file system with all that is in it",
            "ceph.rook.io/CephObjectStore", "the store with all that is in it",
            "mongodbcommunity.mongodb.com/MongoDBCommunity", "the database",
            "elasticsearch.k8s.elastic.co/Elasticsearch", "the indices with their volumes");

    private final ObjectGraph graph;

    DataAtStake(ObjectGraph graph) {
        this.graph = graph;
    }

    /**
     * Data of a component.
     *
     * @param object what holds it, or stands for it
     * @param isDeleted whether it goes with its component
     * @param what becomes of it, for people
     */
    record Stake(KubernetesObject object, boolean isDeleted, String what) {}

    /** The data of {@code unit}, in tree order. */
    List<Stake> of(Unit unit) {
        var stakes = new ArrayList<Stake>(0);
        for (KubernetesObject object : unit.objects()) {
            String loss = loss(object);
            if (loss != null && isKept(object)) {
                stakes.add(new Stake(object, false, "stays: Flux does not prune it"));
            } else if (loss != null) {
                stakes.add(new Stake(object, !loss.equals(VOLUME_STAYS), "goes, and " + loss));
            }
        }
        return stakes;
    }

    private static boolean isKept(KubernetesObject object) {
        return PRUNE.in(object.body()) instanceof Leaf leaf && leaf.text().equals("disabled");
    }

    /** What is lost with {@code object}, or null where nothing is. */
    private @Nullable String loss(KubernetesObject object) {
        return switch (object.kind()) {
            case "PersistentVolumeClaim" -> volume(object);
            case "Namespace" -> "all that stands in it";
            case "CustomResourceDefinition" -> "all objects of its kind";
            case "StatefulSet" -> {
                boolean deletes = WHEN_DELETED.in(object.body()) instanceof Leaf leaf
                        && leaf.text().equals("Delete");
                yield deletes ? "the claims of its pods" : null;
            }
            case "HelmRelease" -> definitions(object);
            default -> OPERATED.get(Identity.groupOf(object.apiVersion()) + "/" + object.kind());
        };
    }

    private String volume(KubernetesObject claim) {
        String name = CLASS.in(claim.body()) instanceof Leaf leaf ? leaf.text() : "";
        KubernetesObject storageClass = graph.object(Identity.of("storage.k8s.io", "StorageClass", "", name));
        MachineRoom room = MachineRoom.of(graph.cluster());
        String policy = storageClass == null ? null : storageClass.body().text("reclaimPolicy");
        if (storageClass == null && (room == null || !name.equals(room.defaultStorageClass()))) {
            return "what its class does with the volume is not known here";
        }
        return "Retain".equals(policy) ? VOLUME_STAYS : "its volume with the data";
    }

    /** Helm leaves definitions alone that stand in a chart's own folder for them, and deletes those that it templates. */
    private @Nullable String definitions(KubernetesObject release) {
        var kinds = new ArrayList<String>();
        for (Provision provision : release.owner().provisions()) {
            Provision.CustomKind kind = provision.customKind();
            if (kind != null) {
                String name = provision.identity().name(); // of a whole group, where it begins with *
                kinds.add(name.startsWith("*.") ? "every kind of " + name.substring(2) : kind.kind());
            }
        }
        return kinds.isEmpty()
                ? null
                : "perhaps the definition of " + String.join(", ", kinds) + " with all objects of it";
    }
}
