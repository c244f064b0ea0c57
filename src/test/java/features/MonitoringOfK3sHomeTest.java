package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the document of k3s-home says of observability and backups stands in what Flux reads. */
class MonitoringOfK3sHomeTest {
    private static Compilation home;

    @BeforeAll
    static void compile() {
        home = Compiled.named("k3s-home");
    }

    private static String file(String path) {
        String text = Compiled.files(home, path);
        assertThat(text).as(path).isNotEmpty();
        return text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"monitoring", "velero"})
    void theKustomizationsThatItsOperatorUsesByName(String name) {
        assertThat(file(name + ".yaml")).contains("kind: Kustomization\n", "  name: " + name + "\n");
    }

    @Test
    void grafanaIsReachedAtItsHostAndItsPasswordIsEncrypted() {
        assertThat(file("monitoring/kube-prometheus-stack/httproute.yaml"))
                .contains("- grafana.fletcherlabs.net", "name: kube-prometheus-stack-grafana\n          port: 80");
        assertThat(file("monitoring/kube-prometheus-stack/helmrelease.yaml"))
                .contains("root_url: https://grafana.fletcherlabs.net")
                .contains("existingSecret: grafana-admin\n        passwordKey: admin-password");
        assertThat(file("monitoring/grafana-admin/secret.yaml")).contains("admin-password: ENC[");
    }

    /** The document's own known issue: it was ephemeral local-path. */
    @Test
    void allThatMonitoringKeepsIsOnLonghorn() {
        String all = file("monitoring/");
        var classes = Pattern.compile("storageClass(Name)?: (.*)").matcher(all);
        int claims = 0;
        while (classes.find()) {
            assertThat(classes.group(2)).isEqualTo("longhorn");
            claims++;
        }
        assertThat(claims).as("Prometheus, Alertmanager, Grafana and Loki").isEqualTo(4);
        assertThat(all).doesNotContain("local-path");
    }

    @Test
    void logsOfAllPodsGoToLokiAndGrafanaAsksIt() {
        assertThat(file("monitoring/alloy/helmrelease.yaml"))
                .contains(
                        "name: LOKI_URL\n          value: http://loki:3100/loki/api/v1/push", "sys.env(\"LOKI_URL\")");
        assertThat(file("monitoring/kube-prometheus-stack/helmrelease.yaml"))
                .contains("type: loki\n", "url: http://loki:3100\n");
    }

    @Test
    void theGraphicsCardHasItsFiguresAndItsDashboard() {
        assertThat(file("monitoring/dcgm-exporter/helmrelease.yaml"))
                .contains("chart: dcgm-exporter\n", "serviceMonitor:\n      enabled: true");
        assertThat(file("monitoring/kube-prometheus-stack/helmrelease.yaml")).contains("gnetId: 12239");
    }

    /** A K3s runs these in one process, and Cilium is in kube-proxy's place: their alerts would fire for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy"})
    void whatK3sDoesNotOfferIsNotMissed(String part) {
        assertThat(file("monitoring/kube-prometheus-stack/helmrelease.yaml"))
                .contains("    " + part + ":\n      enabled: false\n");
    }

    /** They are in the first stage, so that also the storage can say how it is read. */
    @Test
    void definitionsComeBeforeWhateverIsRead() {
        assertThat(file("crds/prometheus-operator-crds/helmrelease.yaml")).contains("kind: HelmRelease");
        assertThat(file("monitoring/kube-prometheus-stack/helmrelease.yaml"))
                .contains("    crds:\n      enabled: false\n");
        for (String component : new String[] {"longhorn/longhorn", "monitoring/loki", "velero/minio"}) {
            assertThat(file(component + ".yaml")).contains("    - name: crds-prometheus-operator-crds\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"monitoring/namespace/namespace.yaml", "velero/velero/namespace.yaml"})
    void whatReadsItsNodeMayDoSo(String namespace) {
        assertThat(file(namespace)).contains("pod-security.kubernetes.io/enforce: privileged");
    }

    @ParameterizedTest
    @CsvSource({
        "local, http://minio.minio.svc:9000, velero-local-credentials",
        "backblaze, https://s3.us-west-004.backblazeb2.com, backblaze"
    })
    void oneLocationInsideAndOneOutside(String name, String url, String credentials) {
        assertThat(file("velero/velero-config/backupstoragelocation-" + name + ".yaml"))
                .contains("s3Url: " + url + "\n", "credential:\n    name: " + credentials + "\n    key: cloud");
    }

    @Test
    void theInsideIsWhereBackupsGoByThemselves() {
        assertThat(file("velero/velero-config/backupstoragelocation-local.yaml"))
                .contains("  default: true\n");
        assertThat(file("velero/velero-config/backupstoragelocation-backblaze.yaml"))
                .doesNotContain("default");
        assertThat(file("velero/minio/persistentvolumeclaim.yaml")).contains("storageClassName: longhorn-sas-ssd");
    }

    @ParameterizedTest
    @CsvSource({
        "daily-local, local, 0 2 * * *, 336h0m0s, minio",
        "daily-offsite, backblaze, 0 4 * * *, 720h0m0s, monitoring minio"
    })
    void everythingIsBackedUpToEachEveryDay(String name, String location, String cron, String keep, String without) {
        assertThat(file("velero/velero-config/schedule-" + name + ".yaml"))
                .contains("schedule: " + cron + "\n", "storageLocation: " + location + "\n", "ttl: " + keep + "\n")
                .contains("includedNamespaces:\n      - \"*\"\n    excludedNamespaces:\n      - "
                        + without.replace(" ", "\n      - ") + "\n");
    }

    /** Settings of apps on NFS, and databases on Longhorn, are read as files; thirty terabytes of films are not. */
    @Test
    void filesOfVolumesAreReadOnEveryNode() {
        assertThat(file("velero/velero/helmrelease.yaml"))
                .contains("defaultVolumesToFsBackup: true", "deployNodeAgent: true", "snapshotsEnabled: false")
                .contains("image: docker.io/velero/velero-plugin-for-aws:");
        assertThat(file("velero/velero/configmap.yaml"))
                .contains("path: /mnt/rust/media")
                .doesNotContain("nvme_storage");
    }

    /** Without it Velero encrypts with a password that stands in its source code. */
    @Test
    void thePasswordOfTheBackupsIsEncryptedInGit() {
        assertThat(file("velero/velero/secret-velero-repo-credentials.yaml")).contains("repository-password: ENC[");
        assertThat(file("velero/velero.yaml")).contains("provider: sops");
    }
}
