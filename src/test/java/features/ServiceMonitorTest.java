package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.NamespaceHandle;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import infra.monitoring.ServiceMonitor;
import org.junit.jupiter.api.Test;

/** Prometheus reads what a handle of a Service stands for, whoever makes the Service. */
class ServiceMonitorTest {
    @Test
    void itReadsThatServiceAlone() {
        var compilation = Compiled.stage(apps -> {
            Elsewhere.definitions(apps.node().cluster(), "monitoring.coreos.com");
            var system = apps.in(NamespaceHandle.KUBE_SYSTEM);
            var charts = new HelmRepository(apps, "charts", "https://charts.example.com", r -> {});
            var release = new HelmRelease(
                    system,
                    "exporter",
                    charts.chart("dcgm-exporter", "1.2.3"),
                    CrdOwner.ELSEWHERE,
                    h -> h.bringsService("dcgm-exporter", "metrics", 9400));
            var server = new Deployment(
                    apps,
                    "web",
                    d -> d.container(
                            "web", "example.com/web:1", c -> c.port("http", 80).port("metrics", 9090)));
            var service = new Service(apps, "web-service", server, s -> s.named("web"));
            new ServiceMonitor(system, "exporter-metrics", release.service("dcgm-exporter", "metrics"));
            new ServiceMonitor(
                    apps,
                    "web-metrics",
                    service.port("metrics"),
                    m -> m.named("web")
                            .path("/api/metrics")
                            .every("15s")
                            .keepLabels()
                            .label("team", "web"));
            new ServiceMonitor(apps, "elsewhere", release.service("dcgm-exporter", "metrics"));
        });
        Snapshots.verify(
                "constructs/service-monitors.yaml",
                Compiled.files(compilation, "apps/exporter-metrics/servicemonitor")
                        + Compiled.files(compilation, "apps/web-metrics/servicemonitor")
                        + Compiled.files(compilation, "apps/elsewhere/servicemonitor"));
    }

    /** In a namespace in which Services are known, the one that is meant need not be among them. */
    @Test
    void otherServicesOfTheNamespaceAreNoReasonForAFinding() {
        var compilation = Compiled.stage(apps -> {
            Elsewhere.definitions(apps.node().cluster(), "monitoring.coreos.com");
            var charts = new HelmRepository(apps, "charts", "https://charts.example.com", r -> {});
            var release = new HelmRelease(
                    apps,
                    "exporter",
                    charts.chart("dcgm-exporter", "1.2.3"),
                    CrdOwner.ELSEWHERE,
                    h -> h.bringsService("dcgm-exporter", "metrics", 9400));
            var server =
                    new Deployment(apps, "web", d -> d.container("web", "example.com/web:1", c -> c.port("http", 80)));
            new Service(apps, "web-service", server, s -> s.named("web"));
            new ServiceMonitor(apps, "exporter-metrics", release.service("dcgm-exporter", "metrics"));
        });
        assertThat(compilation.findings().toString()).doesNotContain("selected-port");
        assertThat(compilation.failed()).isFalse();
    }

    @Test
    void withoutTheirDefinitionMonitorsAreRefused() {
        var compilation = Compiled.stage(apps -> {
            var server =
                    new Deployment(apps, "web", d -> d.container("web", "example.com/web:1", c -> c.port("http", 80)));
            var service = new Service(apps, "web-service", server, s -> s.named("web"));
            new ServiceMonitor(apps, "web-metrics", service.port("http"));
        });
        assertThat(Compiled.findings(compilation)).contains("monitoring.coreos.com", "ServiceMonitor");
    }
}
