package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import espalier.report.ClusterPage;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the document of chongus says of storage and databases stands in what Flux reads. */
class StorageOfChongusTest {
    private static Compilation chongus;

    @BeforeAll
    static void compile() {
        chongus = Compiled.named("chongus");
    }

    private static String file(String path) {
        return Compiled.files(chongus, path);
    }

    @Test
    void cephRunsOnTheSsdsOfAllThreeNodesAndOnNothingElse() {
        assertThat(file("rook-ceph/rook-ceph-cluster/app/cephcluster.yaml"))
                .contains("useAllNodes: false", "useAllDevices: false")
                .contains("name: chongus1", "name: chongus2", "name: chongus3")
                .contains("/dev/disk/by-id/ata-Samsung_SSD_870_EVO_2TB_");
        assertThat(page()).contains("2 × Samsung SSD 870 EVO 2TB");
    }

    private static String page() {
        return ClusterPage.of(
                Objects.requireNonNull(chongus.order()), chongus.schemas().gaps());
    }

    @Test
    void itsPoolKeepsThreeCopiesOnThreeHostsAndCompresses() {
        assertThat(file("rook-ceph/rook-ceph-cluster/app/cephblockpool.yaml"))
                .contains("size: 3\n", "failureDomain: host\n")
                .contains("compression_mode: aggressive\n", "compression_algorithm: zstd\n");
    }

    @Test
    void cephBlockIsTheDefaultClassWithFiveImageFeatures() {
        assertThat(file("rook-ceph/rook-ceph-cluster/app/storageclass.yaml"))
                .contains("name: ceph-block\n", "is-default-class: \"true\"")
                .contains("imageFeatures: layering,fast-diff,object-map,deep-flatten,exclusive-lock\n");
        assertThat(file("")).containsOnlyOnce("storageclass.kubernetes.io/is-default-class");
        assertThat(file("rook-ceph/rook-ceph-cluster/app/volumesnapshotclass.yaml"))
                .contains("name: ceph-block\n");
    }

    @Test
    void peopleAskCephInItsToolbox() {
        assertThat(file("rook-ceph/rook-ceph-cluster/app/helmrelease.yaml"))
                .contains("forceRename: rook-ceph-tools\n", "namespace: rook-ceph\n");
    }

    @Test
    void rookHasNoMemoryLimits() {
        assertThat(file("rook-ceph/rook-ceph/app/helmrelease.yaml")).contains("limits: null");
        assertThat(file("rook-ceph/rook-ceph-cluster/app/cephcluster.yaml")).doesNotContain("resources:");
    }

    @Test
    void openEbsKeepsCachesOnTheMachinesOwnDisks() {
        assertThat(file("openebs/openebs/app/storageclass.yaml"))
                .contains("name: openebs-hostpath\n", "value: /var/mnt/local-hostpath\n", "WaitForFirstConsumer");
        assertThat(file("openebs/openebs/app/helmrelease.yaml")).contains("basePath: /var/mnt/local-hostpath\n");
    }

    @Test
    void postgresHasThreeInstancesAndArchivesToMinio() {
        assertThat(file("database/postgres/app/cluster.yaml"))
                .contains("instances: 3\n", "storageClass: ceph-block\n", "isWALArchiver: true\n");
        assertThat(file("database/postgres/app/objectstore.yaml"))
                .contains("endpointURL: http://minio.storage.svc:9000\n", "destinationPath: s3://postgres/\n")
                .contains("data:\n      compression: bzip2\n", "wal:\n      compression: bzip2\n")
                .contains("retentionPolicy: \"14d\"\n");
        assertThat(file("database/postgres/app/scheduledbackup.yaml"))
                .contains("schedule: \"@daily\"\n", "immediate: true\n");
    }

    @Test
    void minioStandsOnTheNasSinceItBringsCephBack() {
        assertThat(file("storage/minio/app/helmrelease.yaml"))
                .contains("server: nas.rtrox.io\n")
                .doesNotContain("ceph", "volumeClaimTemplates");
    }

    @Test
    void volumesOfAppsAreCopiedToMinioHourlyAndToBackblazeDaily() {
        String app = "default/paperless-ngx/app/";
        assertThat(file(app + "replicationsource-paperless-ngx-minio.yaml"))
                .containsPattern("schedule: \\d+ \\* \\* \\* \\*\n")
                .contains("retain:\n      hourly: 24\n      daily: 7\n      weekly: 5\n");
        assertThat(file(app + "replicationsource-paperless-ngx-b2.yaml"))
                .containsPattern("schedule: \\d+ \\d \\* \\* \\*\n")
                .contains("retain:\n      daily: 7\n")
                .contains("cacheStorageClassName: openebs-hostpath\n", "cacheCapacity: 4Gi\n")
                .contains("copyMethod: Snapshot\n", "volumeSnapshotClassName: ceph-block\n");
        assertThat(file(app + "externalsecret-paperless-ngx-volsync-minio.yaml"))
                .contains("s3:http://minio.storage.svc:9000/volsync/default/paperless-ngx\n");
    }

    @Test
    void aNewVolumeBeginsWithWhatWasCopiedLast() {
        String app = "default/paperless-ngx/app/";
        assertThat(file(app + "replicationdestination.yaml"))
                .contains("manual: restore-once\n", "kustomize.toolkit.fluxcd.io/ssa: IfNotPresent\n");
        assertThat(file(app + "persistentvolumeclaim.yaml"))
                .contains("name: paperless-ngx\n", "storageClassName: ceph-block\n")
                .contains("kind: ReplicationDestination\n    name: paperless-ngx\n");
    }

    @Test
    void anAppHasItsDatabaseInTheSharedServer() {
        assertThat(file("default/paperless-ngx/app/database.yaml"))
                .contains("namespace: database\n", "cluster:\n    name: postgres\n", "owner: paperless-ngx\n");
    }
}
