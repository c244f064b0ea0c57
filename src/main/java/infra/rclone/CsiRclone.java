package infra.rclone;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.Namespace;

/**
 * rclone as a driver of volumes: what lies in somebody's cloud is a directory of a pod. Every machine needs FUSE, which is a
 * module of its kernel.
 *
 * <p>What apps write lies in a cache on their machine until it is in the cloud, also where the driver is started anew meanwhile.
 */
public final class CsiRclone extends Component {
    /** Values as the chart has them in veloxpack/csi-driver-rclone at the tag v0.4.11, which is the chart's version. */
    private static final String VERSION = "0.4.11";

    private static final String DRIVER = "rclone.csi.veloxpack.io";

    /** On the machine and in the driver's pod. */
    static final String CACHE = "/var/lib/rclone-cache";

    private final Namespace namespace;
    private final HelmRelease release;

    /** The driver on all machines, in a namespace that has the name of the component. */
    public CsiRclone(Scope scope, String id) {
        super(scope, id);
        namespace = new Namespace(
                this,
                "namespace",
                n -> n.named(id).privileged("the driver mounts volumes into the pods of its machine, as root"));
        release = new HelmRelease(
                in(namespace),
                "driver",
                PublishedChart.of("csi-driver-rclone", VERSION).registry("oci://ghcr.io/veloxpack/charts"),
                CrdOwner.ELSEWHERE,
                h -> h.named("csi-rclone")
                        .brings("storage.k8s.io", "CSIDriver", DRIVER)
                        // Otherwise the kubelet would give each file of the cloud to the pod's group, at each start.
                        .value(false, "feature", "enableFSGroupPolicy")
                        .value(true, "node", "cache", "enabled")
                        .value(CACHE, "node", "cache", "hostPath")
                        .value(CACHE, "node", "cache", "mountPath")
                        // All volumes of a machine are one process, which keeps 16 MiB of each open file.
                        .value("1Gi", "node", "resources", "rclone", "limits", "memory"));
    }

    /** Where the Secrets of its volumes stand: the driver is given them, and no app can read them. */
    NamespaceHandle namespace() {
        return namespace;
    }

    /** The name of the driver, as volumes give it. */
    Text driver() {
        return release.brought("storage.k8s.io", "CSIDriver", DRIVER);
    }
}
