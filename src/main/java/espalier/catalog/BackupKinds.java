package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.account;
import static espalier.catalog.Usual.atOnce;
import static espalier.catalog.Usual.storageClass;

import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Made;
import espalier.ReferenceField;
import java.util.ArrayList;
import java.util.List;

/** What copies volumes elsewhere and brings them back: VolSync and Velero. */
final class BackupKinds {
    private static final String VOLSYNC = "volsync.backube";
    private static final String VELERO = "velero.io";
    private static final List<String> MOVERS = List.of("restic", "rclone", "rsync", "rsyncTLS");
    private static final String SYNCED = "has(status.lastSyncTime)";

    private BackupKinds() {}

    static List<Kind> volsync() {
        return List.of(
                // Its first copy can take hours, and is not needed for anything to run.
                atOnce(VOLSYNC, "ReplicationSource")
                        .names(
                                to("", "PersistentVolumeClaim", "spec.sourcePVC"),
                                account("spec.syncthing.moverServiceAccount"),
                                storageClass("spec.syncthing.configStorageClassName"))
                        .names(movers()),
                Kind.of(VOLSYNC, "ReplicationDestination")
                        .readyWhen(SYNCED)
                        .names(movers())
                        .names(claims())
                        .makes(BackupKinds::destination));
    }

    private static List<ReferenceField> movers() {
        var fields = new ArrayList<ReferenceField>();
        // As VolSync's documentation of its restic mover has it.
        fields.add(secret("spec.restic.repository").withKeys("RESTIC_REPOSITORY", "RESTIC_PASSWORD"));
        fields.add(secret("spec.rclone.rcloneConfig"));
        fields.add(secret("spec.rsync.sshKeys"));
        fields.add(secret("spec.rsyncTLS.keySecret"));
        for (String mover : MOVERS) {
            String at = "spec." + mover + ".";
            fields.add(account(at + "moverServiceAccount"));
            fields.add(storageClass(at + "storageClassName"));
            fields.add(to("snapshot.storage.k8s.io", "VolumeSnapshotClass", at + "volumeSnapshotClassName"));
        }
        fields.add(storageClass("spec.restic.cacheStorageClassName"));
        for (String mover : new String[] {"restic", "rclone"}) {
            fields.add(secret("spec." + mover + ".customCA.secretName").withKey());
            fields.add(configMap("spec." + mover + ".customCA.configMapName").withKey());
        }
        return fields;
    }

    private static List<ReferenceField> claims() {
        var fields = new ArrayList<ReferenceField>();
        for (String mover : MOVERS) {
            fields.add(to("", "PersistentVolumeClaim", "spec." + mover + ".destinationPVC"));
        }
        return fields;
    }

    /** Without a claim to fill, it makes one. */
    private static void destination(KubernetesObject destination, Made made) {
        for (String mover : MOVERS) {
            if (Usual.at(destination, "spec", mover) != null
                    && Usual.at(destination, "spec", mover, "destinationPVC") == null) {
                String name = "volsync-" + destination.name() + "-dest";
                made.object("", "PersistentVolumeClaim", destination.namespace(), name);
            }
        }
    }

    static List<Kind> velero() {
        String location = "BackupStorageLocation";
        return List.of(
                Kind.of(VELERO, location)
                        .readyWhen("has(status.phase) && status.phase == 'Available'")
                        .names(secret("spec.credential.name").withKey()),
                atOnce(VELERO, "VolumeSnapshotLocation")
                        .names(secret("spec.credential.name").withKey()),
                atOnce(VELERO, "Schedule").names(backup("spec.template.")),
                atOnce(VELERO, "Backup").names(backup("spec.")),
                atOnce(VELERO, "Restore")
                        .names(to(VELERO, "Schedule", "spec.scheduleName"), configMap("spec.resourceModifier.name")),
                atOnce(VELERO, "BackupRepository").plural("backuprepositories"),
                atOnce(VELERO, "DeleteBackupRequest"),
                atOnce(VELERO, "DownloadRequest"),
                atOnce(VELERO, "PodVolumeBackup"),
                atOnce(VELERO, "PodVolumeRestore"),
                atOnce(VELERO, "DataUpload"),
                atOnce(VELERO, "DataDownload"),
                atOnce(VELERO, "ServerStatusRequest"));
    }

    private static List<ReferenceField> backup(String at) {
        return List.of(
                to(VELERO, "BackupStorageLocation", at + "storageLocation"),
                to(VELERO, "VolumeSnapshotLocation", at + "volumeSnapshotLocations[]"),
                configMap(at + "resourcePolicy.name"));
    }
}
