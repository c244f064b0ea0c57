package infra;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.StorageClass;
import espalier.kubernetes.StorageClass.ReclaimPolicy;
import espalier.kubernetes.StorageClass.StorageClassSettings;

/**
 * Volumes on an NFS share of a Synology, made by the NFS CSI driver.
 *
 * <p>The share is exported with {@code all_squash}: whoever writes, the files belong to user 1024 and group 100. Programs
 * that check who owns their files must run as that user; the classes say so to whoever claims storage from them.
 */
public final class SynologyNfs extends Component {
    private static final String DRIVER = "nfs.csi.k8s.io";
    private static final int SQUASHED_USER = 1024;
    private static final int SQUASHED_GROUP = 100;

    private final StorageClass retained;
    private final StorageClass ephemeral;

    /**
     * The driver and two classes, {@code synology-nfs} and {@code synology-nfs-ephemeral}.
     *
     * @param server the Synology's address
     * @param share the exported path; each volume is a directory below it
     */
    public SynologyNfs(Scope scope, String id, String server, String share) {
        super(scope, id);
        Scope system = in(NamespaceHandle.KUBE_SYSTEM);
        var driver = new HelmRelease(
                system,
                "driver",
                PublishedChart.of("csi-driver-nfs", "4.12.1")
                        .repository(
                                "csi-driver-nfs",
                                "https://raw.githubusercontent.com/kubernetes-csi/csi-driver-nfs/master/charts"),
                CrdOwner.RELEASE,
                h -> h.named("csi-driver-nfs")
                        .brings("storage.k8s.io", "CSIDriver", DRIVER)
                        // The sidecar for snapshots logs errors for ever where their CRDs are missing.
                        .value(false, "controller", "enableSnapshotter"));
        Text provisioner = driver.brought("storage.k8s.io", "CSIDriver", DRIVER);
        retained = new StorageClass(
                this,
                "retained",
                provisioner,
                c -> share(c, server, share).named("synology-nfs").reclaimPolicy(ReclaimPolicy.RETAIN));
        ephemeral = new StorageClass(
                this,
                "ephemeral",
                provisioner,
                c -> share(c, server, share).named("synology-nfs-ephemeral").reclaimPolicy(ReclaimPolicy.DELETE));
    }

    private static StorageClassSettings share(StorageClassSettings storageClass, String server, String share) {
        return storageClass
                .parameter("server", server)
                .parameter("share", share)
                .mountOptions("nfsvers=4.1", "hard")
                .expandable()
                .ownedBy(SQUASHED_USER, SQUASHED_GROUP);
    }

    /** For data that matters: a volume stays when its claim goes. */
    public StorageClass retained() {
        return retained;
    }

    /** For data that can be made again: a volume goes with its claim. */
    public StorageClass ephemeral() {
        return ephemeral;
    }
}
