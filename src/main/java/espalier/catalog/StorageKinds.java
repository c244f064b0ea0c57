package espalier.catalog;

import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.atOnce;

import espalier.Kind;
import espalier.ReferenceField;
import java.util.ArrayList;
import java.util.List;

/** Storage classes, their drivers, and snapshots. */
final class StorageKinds {
    private static final String STORAGE = "storage.k8s.io";
    private static final String SNAPSHOT = "snapshot.storage.k8s.io";
    private static final String GROUP_SNAPSHOT = "groupsnapshot.storage.k8s.io";

    /** The Secrets that a driver is given as parameters of a class, each beside its namespace. */
    private static final List<String> CLASS_SECRETS = List.of(
            "provisioner", "controller-publish", "controller-expand", "node-stage", "node-publish", "node-expand");

    private StorageKinds() {}

    static List<Kind> storage() {
        return List.of(
                atOnce(STORAGE, "StorageClass")
                        .clusterScoped()
                        .names(to(STORAGE, "CSIDriver", "provisioner").orElse(BuiltIn.PROVISIONER))
                        .names(secrets(CLASS_SECRETS)),
                atOnce(STORAGE, "CSIDriver").clusterScoped(),
                atOnce(STORAGE, "CSINode").clusterScoped(),
                atOnce(STORAGE, "CSIStorageCapacity").plural("csistoragecapacities"),
                atOnce(STORAGE, "VolumeAttachment").clusterScoped(),
                atOnce(STORAGE, "VolumeAttributesClass").clusterScoped().names(to(STORAGE, "CSIDriver", "driverName")));
    }

    private static List<ReferenceField> secrets(List<String> purposes) {
        var fields = new ArrayList<ReferenceField>();
        for (String purpose : purposes) {
            String parameter = "csi.storage.k8s.io/" + purpose + "-secret-name";
            fields.add(secret("parameters[" + parameter + "]")
                    .inNamespaceOf("csi.storage.k8s.io/" + purpose + "-secret-namespace"));
        }
        return fields;
    }

    static List<Kind> snapshots() {
        return List.of(
                Kind.of(SNAPSHOT, "VolumeSnapshot")
                        .readyWhen("has(status.readyToUse) && status.readyToUse")
                        .names(
                                to(SNAPSHOT, "VolumeSnapshotClass", "spec.volumeSnapshotClassName"),
                                to("", "PersistentVolumeClaim", "spec.source.persistentVolumeClaimName"),
                                to(SNAPSHOT, "VolumeSnapshotContent", "spec.source.volumeSnapshotContentName")),
                atOnce(SNAPSHOT, "VolumeSnapshotClass")
                        .clusterScoped()
                        .names(to(STORAGE, "CSIDriver", "driver"))
                        .names(secrets(List.of("snapshotter", "snapshotter-list"))),
                atOnce(SNAPSHOT, "VolumeSnapshotContent")
                        .clusterScoped()
                        .precious()
                        .names(
                                to(STORAGE, "CSIDriver", "spec.driver"),
                                to(SNAPSHOT, "VolumeSnapshotClass", "spec.volumeSnapshotClassName"),
                                to(SNAPSHOT, "VolumeSnapshot", "spec.volumeSnapshotRef.name")
                                        .inAnyNamespace()
                                        .mentioned()
                                        .optional()));
    }

    static List<Kind> groupSnapshots() {
        return List.of(
                Kind.of(GROUP_SNAPSHOT, "VolumeGroupSnapshot")
                        .readyWhen("has(status.readyToUse) && status.readyToUse")
                        .names(to(GROUP_SNAPSHOT, "VolumeGroupSnapshotClass", "spec.volumeGroupSnapshotClassName")),
                atOnce(GROUP_SNAPSHOT, "VolumeGroupSnapshotClass")
                        .clusterScoped()
                        .names(to(STORAGE, "CSIDriver", "driver")),
                atOnce(GROUP_SNAPSHOT, "VolumeGroupSnapshotContent").clusterScoped());
    }
}
