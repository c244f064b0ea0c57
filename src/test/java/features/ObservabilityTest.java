package features;

import espalier.Scope;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import infra.Minio;
import infra.monitoring.AwairExporter;
import infra.monitoring.BlackboxExporter;
import infra.monitoring.FluxAlerts;
import infra.monitoring.Grafana;
import infra.monitoring.GraphiteExporter;
import infra.monitoring.Measured;
import infra.monitoring.Prometheus;
import infra.monitoring.PrometheusCrds;
import infra.monitoring.PrometheusRules;
import infra.monitoring.PrometheusRules.Severity;
import infra.monitoring.Thanos;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics that are kept for years, the page that shows them, the exporters. */
class ObservabilityTest {
    private static void watch(Ground ground) {
        new PrometheusCrds(ground.infrastructure, "definitions");
        var driver = ground.external().clusterScoped("storage.k8s.io", "CSIDriver", "ceph.example.com", "a test");
        var disks = new StorageClass(ground.infrastructure, "disks", driver, c -> {});
        var minio = new Minio(ground.infrastructure, "minio", disks, "100Gi", m -> {});
        Scope watching = ground.apps.in(
                new Namespace(ground.apps, "watching", n -> n.privileged("the node exporter reads its node")));
        var prometheus = new Prometheus(watching, "metrics", disks, p -> p.retention(Duration.ofHours(36)));
        var thanos = new Thanos(
                watching,
                "thanos",
                prometheus,
                minio,
                disks,
                t -> t.keep(Duration.ofDays(60)).scratch("40Gi"));
        var grafana = new Grafana(watching, "grafana", disks, g -> g.size("2Gi"))
                .show(prometheus)
                .show(thanos);
        var blackbox = new BlackboxExporter(watching, "blackbox")
                .http("pages", "https://example.com")
                .tcp("ports", "nas.example.com:22")
                .ping("hosts", "192.168.1.1");
        var awair = new AwairExporter(watching, "awair", "192.168.1.7", "192.168.1.8");
        var graphite = new GraphiteExporter(watching, "graphite", g -> {});
        for (Measured one : List.of(thanos, grafana, blackbox, awair, graphite)) {
            one.metricsTo(prometheus);
        }
        new FluxAlerts(watching, "flux-alerts", prometheus.alertmanager());
        new PrometheusRules(
                watching,
                "rules",
                r -> r.alert(
                        "DiskFull",
                        Severity.CRITICAL,
                        Duration.ofMinutes(5),
                        "node_filesystem_avail_bytes == 0",
                        "{{ $labels.instance }} is full."));
    }

    @Test
    void everythingSaid() {
        Snapshots.verify(
                "constructs/observability.yaml", Compiled.files(Ground.with(ObservabilityTest::watch), "apps"));
    }
}
