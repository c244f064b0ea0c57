package infra.rook;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;
import espalier.kubernetes.Namespace;
import espalier.rules.Policies;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;
import java.time.Duration;

/**
 * Rook: the operator that runs Ceph, and the drivers that make volumes of it. The disks are a {@link CephCluster}'s.
 *
 * <p>Since Rook 1.20 the drivers are a chart of their own, without which no volume is made or mounted; it needs the definitions
 * and the images that the operator's chart brings.
 */
public final class Rook extends Component implements Measured {
    /** Values as the charts of these versions have them, in rook/rook at the tag v1.20.6 and ceph/ceph-csi-operator at v1.0.4. */
    private static final String VERSION = "v1.20.6";

    /** Ceph publishes it to no registry; the one named here is a copy by people who sign it. */
    private static final PublishedChart DRIVERS = PublishedChart.of("ceph-csi-drivers", "1.0.4")
            .repository("ceph-csi-operator", "https://ceph.github.io/ceph-csi-operator")
            .registry("oci://ghcr.io/home-operations/charts-mirror");

    /** Where operator, drivers and cluster stand; drivers are called after it. */
    private static final String NAMESPACE = "rook-ceph";

    private static final String BLOCK_DRIVER = NAMESPACE + ".rbd.csi.ceph.com";

    private final Namespace namespace;
    private final HelmRelease operator;
    private final HelmRelease drivers;
    private boolean tells;

    /** Rook in a namespace of its own. */
    public Rook(Scope scope, String id) {
        super(scope, id);
        exempt(Policies.MEMORY_LIMIT, "storage that is killed for its memory takes everybody's volumes with it");
        namespace = new Namespace(
                this,
                "namespace",
                n -> n.named(NAMESPACE)
                        .privileged("Ceph takes whole disks, and its driver mounts on the nodes, as root"));
        Scope inside = in(namespace);
        operator = new HelmRelease(
                inside,
                PublishedChart.of("rook-ceph", VERSION)
                        .repository("rook-release", "https://charts.rook.io/release")
                        .registry("oci://ghcr.io/rook"),
                CrdOwner.ELSEWHERE,
                // The chart makes its definitions from templates, which Helm upgrades like everything else.
                h -> h.timeout(Duration.ofMinutes(15))
                        .bringsCrds("ceph.rook.io")
                        .bringsCrds("objectbucket.io")
                        .bringsCrds("csi.ceph.io")
                        .value((Object) null, "resources", "limits"));
        drivers = new HelmRelease(inside, "drivers", DRIVERS, CrdOwner.ELSEWHERE, Rook::drivers);
    }

    /** The chart does not bring the drivers, but tells the operator's chart of them. */
    private static void drivers(HelmReleaseSettings release) {
        String[] defaults = {"operatorConfig", "driverSpecDefaults"};
        release.named("ceph-csi-drivers")
                .makes("csi.ceph.io", "Driver")
                .makes("snapshot.storage.k8s.io", "VolumeSnapshotContent")
                .brings("storage.k8s.io", "CSIDriver", BLOCK_DRIVER)
                .value(NAMESPACE, "operatorConfig", "namespace")
                // What the operator's chart calls the images that go with it.
                .value("rook-csi-operator-image-set-configmap", defaults[0], defaults[1], "imageSet", "name")
                .value("system-node-critical", defaults[0], defaults[1], "nodePlugin", "priorityClassName")
                .value("system-cluster-critical", defaults[0], defaults[1], "controllerPlugin", "priorityClassName")
                .value(BLOCK_DRIVER, "drivers", "rbd", "name")
                .value(2, "drivers", "rbd", "controllerPlugin", "replicas")
                // By itself the chart leaves snapshots out, and whoever asked for one would wait for ever.
                .value("volumeSnapshot", "drivers", "rbd", "snapshotPolicy");
        for (String unused : new String[] {"cephfs", "nfs", "nvmeof"}) {
            release.value(false, "drivers", unused, "enabled");
        }
    }

    /** Where a cluster of this operator stands. */
    public NamespaceHandle namespace() {
        return namespace;
    }

    /** The name of the driver of block devices, as classes give it. */
    Text blockDriver() {
        return drivers.brought("storage.k8s.io", "CSIDriver", BLOCK_DRIVER);
    }

    /** The operator's own figures; those of a Ceph are its own to give. */
    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        letTell();
    }

    /** Lets the operator make what Prometheus reads by, also for its clusters. */
    void letTell() {
        if (!tells) {
            tells = true;
            operator.configure(
                    h -> h.makes("monitoring.coreos.com", "ServiceMonitor").value(true, "monitoring", "enabled"));
        }
    }
}
