package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;

/**
 * What classes of volumes and snapshots say to Ceph's drivers. With Rook, {@code clusterID} is the namespace of the CephCluster, and
 * pools and file systems stand in it; without, it is an id that no object has, and nothing here is near to it.
 */
final class CephNames {
    private static final String DRIVERS = ".csi.ceph.com";
    private static final FieldPath PARAMETERS = FieldPath.of("parameters");

    private CephNames() {}

    static void check(ObjectGraph graph, NameSlips slips) {
        graph.ofKind("StorageClass").forEach(of -> check(of, "provisioner", slips));
        graph.ofKind("VolumeSnapshotClass").forEach(of -> check(of, "driver", slips));
    }

    private static void check(KubernetesObject of, String by, NameSlips slips) {
        String driver = of.body().text(by);
        Mapping parameters = of.body().mapping("parameters");
        if (driver == null || !driver.endsWith(DRIVERS) || parameters == null) {
            return;
        }
        if (parameters.get("clusterID") instanceof Leaf cluster) {
            slips.name(of, PARAMETERS.field("clusterID"), "Namespace", cluster.text(), "");
            name(of, parameters, "pool", "CephBlockPool", cluster.text(), slips);
            name(of, parameters, "fsName", "CephFilesystem", cluster.text(), slips);
        }
    }

    private static void name(
            KubernetesObject of, Mapping parameters, String field, String kind, String namespace, NameSlips slips) {
        if (parameters.get(field) instanceof Leaf name) {
            slips.name(of, PARAMETERS.field(field), kind, name.text(), namespace);
        }
    }
}
