package espalier.catalog;

import static espalier.ReferenceField.secret;
import static espalier.catalog.Usual.atOnce;

import espalier.Kind;
import java.util.ArrayList;
import java.util.List;

/** Longhorn and OpenEBS: volumes on the nodes' own disks. */
final class DiskKinds {
    private static final String LONGHORN = "longhorn.io";
    private static final String OPENEBS = "openebs.io";

    private DiskKinds() {}

    static List<Kind> longhorn() {
        var kinds = new ArrayList<Kind>();
        for (String internal : List.of(
                "BackingImageDataSource",
                "BackingImageManager",
                "BackupBackingImage",
                "BackupVolume",
                "Engine",
                "EngineImage",
                "InstanceManager",
                "Orphan",
                "Replica",
                "ShareManager",
                "SupportBundle",
                "SystemBackup",
                "SystemRestore",
                "VolumeAttachment")) {
            kinds.add(atOnce(LONGHORN, internal));
        }
        kinds.add(Kind.of(LONGHORN, "Volume").precious());
        kinds.add(Kind.of(LONGHORN, "Node")
                .precious() // Longhorn refuses to lose one that it keeps volumes on
                // Longhorn has looked at it. Its condition Ready is about the machine, and one that is down would hold
                // up
                // every later stage.
                .readyWhen("has(status.conditions) && size(status.conditions) > 0"));
        kinds.add(Kind.of(LONGHORN, "BackingImage").precious().names(secret("spec.secret")));
        kinds.add(atOnce(LONGHORN, "Snapshot"));
        kinds.add(atOnce(LONGHORN, "RecurringJob"));
        kinds.add(atOnce(LONGHORN, "Setting"));
        kinds.add(atOnce(LONGHORN, "BackupTarget").names(secret("spec.credentialSecret")));
        return kinds;
    }

    static List<Kind> openEbs() {
        return List.of(
                Kind.of(OPENEBS, "DiskPool").precious(),
                Kind.of(OPENEBS, "BlockDeviceClaim").precious(),
                atOnce(OPENEBS, "BlockDevice"));
    }
}
