package espalier.plan;

import espalier.Identity;
import espalier.applied.BuiltObject;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What goes with an object when it is deleted, and whether that is data. */
final class Loss {
    /** Resources with which an operator deletes what it keeps for them. */
    private static final Map<String, String> OPERATED = Map.of(
            "postgresql.cnpg.io/Cluster", "the database with its volumes",
            "ceph.rook.io/CephCluster", "the storage of the whole cluster",
            "ceph.rook.io/CephBlockPool", "the pool with all volumes in it",
            "ceph.rook.io/CephFilesystem", "the file system with all that is in it",
            "ceph.rook.io/CephObjectStore", "the store with all that is in it",
            "mongodbcommunity.mongodb.com/MongoDBCommunity", "the database",
            "elasticsearch.k8s.elastic.co/Elasticsearch", "the indices with their volumes");

    private final Side before;

    Loss(Side before) {
        this.before = before;
    }

    /**
     * @param isData whether it cannot be made anew from git
     * @param what in words; empty for nothing
     * @param left what stays with the data in it, and belongs to nothing any more; empty for nothing
     */
    record Toll(boolean isData, String what, String left) {
        Toll(boolean isData, String what) {
            this(isData, what, "");
        }
    }

    private static final Toll NOTHING = new Toll(false, "");

    Toll of(Placed object) {
        Identity identity = object.identity();
        return switch (identity.kind()) {
            case "Namespace" -> namespace(identity.name());
            case "CustomResourceDefinition" -> definition(object);
            case "PersistentVolumeClaim" -> claim(object);
            case "StatefulSet" -> statefulSet(object);
            case "Deployment", "DaemonSet" -> pods(object);
            case "HelmRelease" -> release(object);
            case "ExternalSecret", "SealedSecret", "OnePasswordItem" ->
                new Toll(false, "the Secret that comes of it, where it owns that");
            case "Kustomization" -> identity.group().equals(Unit.GROUP) ? new Toll(false, applied(identity)) : NOTHING;
            default -> {
                String lost = OPERATED.get(identity.group() + "/" + identity.kind());
                yield lost == null ? NOTHING : new Toll(true, lost);
            }
        };
    }

    /** What goes with an object that another Kustomization makes anew: with a Kustomization, all that it has applied. */
    Toll ofMoved(Placed object) {
        Unit unit = object.is("Kustomization") ? before.unit(object.identity()) : null;
        if (unit == null || !unit.takesObjectsAlong()) {
            return of(object);
        }
        var data = new ArrayList<String>();
        for (BuiltObject built : unit.applied().built()) {
            Placed each = before.get(built.identity());
            if (each != null && each.keptBy().isEmpty() && of(each).isData) {
                data.add(each.identity().toString());
            }
        }
        return new Toll(
                !data.isEmpty(),
                applied(object.identity()) + (data.isEmpty() ? "" : ", among it " + Words.some(data, 3)));
    }

    private static Toll release(Placed object) {
        if (Helm.isSuspended(object)) { // helm-controller lets go of it
            String why = "what its chart installed: it is suspended, so that Helm uninstalls nothing";
            return new Toll(false, "", why);
        }
        String data = ChartData.of(object);
        return new Toll(
                !data.isEmpty(),
                "what its chart installed (helm uninstall)" + (data.isEmpty() ? "" : ", and with that " + data));
    }

    private static Toll statefulSet(Placed object) {
        String policy = Paths.text(object.body(), "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted");
        if (policy.equals("Delete")) {
            return new Toll(true, "the claims of its pods");
        }
        boolean claims =
                !Paths.items(object.body(), "spec", "volumeClaimTemplates").isEmpty();
        return claims
                ? new Toll(false, "its pods; their claims stay, and nobody uses them", "the claims of its pods")
                : pods(object);
    }

    /** A cache or a queue in memory may be all there is of what an app keeps, and nobody can tell from git. */
    private static Toll pods(Placed workload) {
        var volumes = new ArrayList<String>();
        for (Mapping volume : Paths.items(Workloads.pod(workload), "volumes")) {
            if (volume.has("emptyDir")) {
                volumes.add(String.valueOf(volume.text("name")));
            }
        }
        return volumes.isEmpty()
                ? NOTHING
                : new Toll(false, "what its pods keep in themselves (emptyDir " + Words.some(volumes, 3) + ")");
    }

    private String applied(Identity kustomization) {
        Unit unit = before.unit(kustomization);
        if (unit == null || !unit.takesObjectsAlong()) {
            return "";
        }
        int count = 0;
        for (BuiltObject each : unit.applied().built()) {
            count += each.isKept() ? 0 : 1;
        }
        return count == 0 ? "" : "what it applied (" + Words.count(count, "object") + ")";
    }

    private Toll namespace(String name) {
        var data = new ArrayList<String>();
        List<Placed> all = before.in(name);
        for (Placed each : all) {
            Toll toll = each.is("Namespace") ? NOTHING : of(each);
            if (toll.isData) {
                data.add(each.identity() + " and " + toll.what);
            }
        }
        String what = "everything in it (" + Words.count(all.size(), "object") + " of this tree"
                + (data.isEmpty() ? "" : ", among them " + Words.some(data, 3))
                + ", and whatever controllers made there)";
        return new Toll(true, what);
    }

    private Toll definition(Placed object) {
        String group = Paths.text(object.body(), "spec", "group");
        String kind = Paths.text(object.body(), "spec", "names", "kind");
        int count = 0;
        for (Placed each : before.objects().values()) {
            if (each.is(kind) && each.identity().group().equals(group)) {
                count++;
            }
        }
        return new Toll(true, "all objects of its kind (" + count + " " + kind + " in this tree)");
    }

    private Toll claim(Placed claim) {
        String volume = Paths.text(claim.body(), "spec", "volumeName");
        Placed held = before.get("", "PersistentVolume", "", volume);
        if (!volume.isEmpty() && held != null) {
            String policy = Paths.text(held.body(), "spec", "persistentVolumeReclaimPolicy");
            return policy.equals("Delete")
                    ? new Toll(true, "its volume " + volume + " with the data")
                    : new Toll(false, "its hold on the volume " + volume + ", which stays with the data");
        }
        String name = Paths.text(claim.body(), "spec", "storageClassName");
        Placed storageClass = StorageClasses.of(claim, before);
        if (storageClass == null) {
            return new Toll(
                    true,
                    "its volume with the data, unless its class" + (name.isEmpty() ? "" : " " + name)
                            + " (not in git) retains it");
        }
        String policy = storageClass.body().text("reclaimPolicy"); // Delete where it says none
        return "Retain".equals(policy)
                ? new Toll(
                        false,
                        "its hold on its volume, which stays with the data and must be taken up by hand",
                        "its volume")
                : new Toll(
                        true,
                        "its volume with the data (class "
                                + storageClass.identity().name() + " deletes)");
    }
}
