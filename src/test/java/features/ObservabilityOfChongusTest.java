package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.KubernetesObject;
import espalier.compile.Compilation;
import espalier.tree.Mapping;
import espalier.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the document of chongus says of metrics, logs and alerts stands in what Flux reads. */
class ObservabilityOfChongusTest {
    private static Compilation chongus;

    @TempDir
    Path folder;

    @BeforeAll
    static void compile() {
        chongus = Compiled.named("chongus");
    }

    private static String file(String path) {
        String text = Compiled.files(chongus, "observability/" + path);
        assertThat(text).as(path).isNotEmpty();
        return text;
    }

    @Test
    void prometheusKeepsFourteenDaysOnCeph() {
        assertThat(file("kube-prometheus-stack/app/helmrelease.yaml"))
                .contains("retention: \"14d\"", "scrapeInterval: 1m", "cpu: 100m", "memory: 2Gi")
                .contains("storageClassName: ceph-block")
                .contains("storage: 55Gi", "storage: 1Gi")
                .contains("resolve_timeout: 5m")
                .contains("grafana:\n      enabled: false");
    }

    @Test
    void thanosKeepsTheRestInMinio() {
        assertThat(file("kube-prometheus-stack/app/helmrelease.yaml"))
                .contains("existingSecret:\n              name: kube-prometheus-stack-objects");
        assertThat(file("kube-prometheus-stack/app/externalsecret-kube-prometheus-stack-objects.yaml"))
                .as("read by pods of another namespace than MinIO's")
                .contains("endpoint: minio.storage.svc:9000");
        assertThat(file("thanos/app/helmrelease.yaml"))
                .contains("name: kube-prometheus-stack-objects\n      key: objstore.yaml")
                .contains("compact:\n      enabled: true")
                .contains("dnssrv+_grpc._tcp.kube-prometheus-stack-thanos-discovery.observability.svc.cluster.local");
    }

    @Test
    void grafanaStandsApartAndAsksAllThree() {
        assertThat(file("grafana/app/helmrelease.yaml"))
                .contains("url: http://kube-prometheus-stack-prometheus:9090")
                .contains("url: http://thanos-query-frontend:10902")
                .contains("url: http://loki:3100");
        assertThat(file("alloy/app/helmrelease.yaml")).contains("value: http://loki:3100/loki/api/v1/push");
    }

    @Test
    void theExportersOfTheDocumentAreThere() {
        for (String exporter : List.of("blackbox-exporter", "awair-exporter", "graphite-exporter")) {
            file(exporter + "/app/");
        }
        // The exporters of nodes and of Kubernetes' objects are parts of the chart, which has them on.
        assertThat(file("kube-prometheus-stack/app/helmrelease.yaml"))
                .doesNotContain("nodeExporter", "kubeStateMetrics");
    }

    @Test
    void errorsOfFluxInEveryNamespaceGoToAlertmanager() {
        assertThat(file("flux-alerts/app/provider.yaml"))
                .contains("type: alertmanager")
                .contains("http://kube-prometheus-stack-alertmanager.observability.svc:9093/api/v2/alerts/");
        String alert = file("flux-alerts/app/alert.yaml");
        assertThat(alert).contains("eventSeverity: error");
        objects().stream()
                .filter(object -> object.kind().equals("HelmRelease"))
                .forEach(release -> assertThat(alert)
                        .contains("- kind: HelmRelease\n      name: \"*\"\n      namespace: " + release.namespace()));
    }

    @Test
    void promtoolTakesEveryRule() throws IOException {
        int checked = 0;
        for (KubernetesObject object : objects()) {
            if (object.kind().equals("PrometheusRule")) {
                Mapping spec = Objects.requireNonNull(object.body().mapping("spec"));
                Path file = folder.resolve(object.name() + ".yaml");
                Files.writeString(file, YamlWriter.text(spec));
                Tools.run(List.of(Tools.find("promtool"), "check", "rules", file.toString()), folder, "")
                        .expectSuccess();
                checked++;
            }
        }
        assertThat(checked).as("VolSync, CloudNativePG, Flux").isGreaterThanOrEqualTo(3);
    }

    private static List<KubernetesObject> objects() {
        return Objects.requireNonNull(chongus.order()).graph().objects();
    }
}
