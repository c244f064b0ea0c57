package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.compile.Compilation;
import espalier.flux.Charts;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.StorageClass.ReclaimPolicy;
import espalier.platform.Machine;
import espalier.platform.Talos;
import infra.OpenEbsHostpath;
import infra.rook.BlockPool;
import infra.rook.BlockPool.BlockPoolSettings;
import infra.rook.BlockPool.Compression;
import infra.rook.CephCluster;
import infra.rook.Rook;
import infra.snapshots.SnapshotController;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ceph on the bare disks that the machines declare, and on no others. */
class RookTest {
    private static final String MODEL = "Samsung SSD 870 EVO 2TB";

    /** Ceph on {@code machines} machines, and one more that has no such disk. */
    private static Compilation with(int machines, Consumer<BlockPoolSettings> pool) {
        return Ground.with(c -> {
            Elsewhere.definitions(c, "monitoring.coreos.com");
            var talos = new Talos(c, "1.10.6", t -> t.schedulingOnControlPlanes());
            for (int i = 1; i <= machines; i++) {
                new Machine(
                        talos,
                        "disks-" + i,
                        "192.168.10." + i,
                        m -> m.controlPlane().bareDisks(MODEL, 2));
            }
            new Machine(talos, "plain", "192.168.10.9", m -> m.bareDisks("ACME 1", 1));
            new SnapshotController(c.infrastructure, "snapshot-controller");
            var rook = new Rook(c.infrastructure, "rook-ceph");
            var ceph = new CephCluster(c.infrastructure, "rook-ceph-cluster", rook, talos, MODEL);
            ceph.metricsTo(c::node);
            rook.metricsTo(c::node);
            BlockPool block = ceph.blockPool("ceph-blockpool", pool);
            var claim = new PersistentVolumeClaim(c.apps, "data", block.storageClass(), "1Gi");
            new Deployment(
                    c.apps,
                    "web",
                    d -> d.recreate().container("it", "example.com/web:1", w -> w.mount(claim, "/data")));
        });
    }

    @Test
    void disksOfOneModelArePooled() {
        var compilation = with(
                3,
                p -> p.compression(Compression.PASSIVE, "snappy")
                        .storageClass("kept")
                        .reclaimPolicy(ReclaimPolicy.RETAIN));
        assertThat(Ground.findings(compilation)).isEmpty();
        Snapshots.verify("constructs/rook.yaml", Compiled.files(compilation, "infrastructure"));
    }

    @Test
    void onTwoMachinesThereIsOneMonitorAndNoMoreThanTwoCopies() {
        assertThat(Compiled.files(with(2, p -> p.replicas(2)), "infrastructure/"))
                .contains("mon:\n    count: 1\n", "mgr:\n    count: 2\n", "replicated:\n    size: 2\n");
        Snapshots.verify(
                "findings/rook.txt", Ground.findings(with(2, p -> {})) + "\n\n" + Ground.findings(with(0, p -> {})));
    }

    @Test
    void directoriesOfMachinesAreVolumes() {
        var compilation = Ground.with(c -> {
            var talos = new Talos(c, "1.10.6", t -> t.userVolumes("local-hostpath"));
            var cache =
                    new OpenEbsHostpath(c.infrastructure, "openebs", talos, "/var/mnt/local-hostpath").storageClass();
            var claim = new PersistentVolumeClaim(c.apps, "cache", cache, "1Gi");
            new Deployment(
                    c.apps,
                    "web",
                    d -> d.recreate().container("it", "example.com/web:1", w -> w.mount(claim, "/cache")));
        });
        assertThat(Ground.findings(compilation)).isEmpty();
        Snapshots.verify("constructs/openebs.yaml", Compiled.files(compilation, "infrastructure/"));
    }

    /** What stands in YAML is held against the machines as well. */
    @Test
    void disksOfNoMachineAreFound() {
        for (String second : new String[] {"disks-2", "disk-2"}) {
            String findings = Ground.findings(Ground.with(c -> {
                Elsewhere.definitions(c, "ceph.rook.io");
                var talos = new Talos(c, "1.10.6", t -> t.schedulingOnControlPlanes());
                new Machine(talos, "disks-1", "192.168.10.1", m -> m.controlPlane());
                new Machine(talos, second, "192.168.10.2");
                c.yaml("ceph-machines.yaml");
            }));
            if (second.equals("disk-2")) {
                assertThat(findings).isEmpty();
            } else {
                assertThat(findings)
                        .startsWith("error[machine-missing] Tried to take the disks of disk-2 (spec.storage.nodes of"
                                + " CephCluster default/rook-ceph), but the machines are: disks-1, disks-2\n")
                        .contains("fix: write disks-2");
            }
        }
    }

    /** A bot that raises the version must not take away from the machines what they mount with. */
    @ParameterizedTest
    @CsvSource({"v19.2.5, false", "v19.2.6, true", "v20.2.3-20260801, false", "v20.2.4, true"})
    void keysStayThoseThatEveryLinuxMountsWith(String version, boolean said) {
        var compilation = Compiled.cluster((fleet, name) -> new Versioned(fleet, name, version));
        assertThat(Ground.findings(compilation)).isEmpty();
        String cluster = Compiled.files(compilation, "rook-ceph-cluster/cephcluster.yaml");
        assertThat(cluster).contains("quay.io/ceph/ceph:" + version);
        assertThat(cluster.contains("csi:\n        keyType: aes\n")).isEqualTo(said);
    }

    /** Ceph in the version of a file. */
    private static final class Versioned extends Cluster {
        Versioned(Fleet fleet, String name, String version) {
            super(
                    fleet,
                    name,
                    c -> c.kubernetes("1.33")
                            .flux("2.7.5")
                            .versions(Resource.of("versions/ceph-" + version + ".yaml")));
            platform(Charts.OWN_OCI);
            var talos = new Talos(this, "1.10.6", t -> t.schedulingOnControlPlanes());
            new Machine(talos, "disks", "192.168.10.1", m -> m.controlPlane().bareDisks(MODEL, 1));
            new SnapshotController(this, "snapshot-controller");
            new CephCluster(this, "rook-ceph-cluster", new Rook(this, "rook-ceph"), talos, MODEL);
        }
    }
}
