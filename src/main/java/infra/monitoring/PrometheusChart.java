package infra.monitoring;

import espalier.Component;
import espalier.ServicePort;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;
import java.time.Duration;

/** The chart kube-prometheus-stack: what is the same with Grafana and without. */
final class PrometheusChart {
    /** The chart names everything after its release, and is best known under its own name. */
    private static final String NAME = "kube-prometheus-stack";

    private PrometheusChart() {}

    static HelmRelease release(Component owner, PrometheusSettings<?> settings) {
        var chart = PublishedChart.of(NAME, "88.5.3")
                .registry("oci://ghcr.io/prometheus-community/charts")
                .repository("prometheus-community", "https://prometheus-community.github.io/helm-charts");
        return new HelmRelease(owner, chart, CrdOwner.ELSEWHERE, h -> {
            // It starts a database, loads dashboards and waits for several volumes.
            h.releaseName(NAME)
                    .bringsScraper()
                    .timeout(Duration.ofMinutes(10))
                    .bringsService(NAME + "-prometheus", "http-web", 9090)
                    .bringsService(NAME + "-alertmanager", "http-web", 9093);
            for (String kind : new String[] {"Prometheus", "Alertmanager", "ServiceMonitor", "PrometheusRule"}) {
                h.makes(PrometheusCrds.GROUP, kind);
            }
            h.value(false, "crds", "enabled");
            operate(h);
            settings.writeTo(h);
        });
    }

    private static void operate(HelmReleaseSettings h) {
        // A webhook would stand between every rule and the API server; what it finds, the operator says as well.
        h.value(false, "prometheusOperator", "admissionWebhooks", "enabled")
                .value(false, "prometheusOperator", "tls", "enabled")
                .value("64Mi", "prometheusOperator", "resources", "requests", "memory")
                .value("256Mi", "prometheusOperator", "resources", "limits", "memory");
        // No distribution offers these without being told to: K3s runs them in one process and, like kubeadm and
        // Talos, lets them listen for the node itself alone; and a network that replaces kube-proxy leaves none. Their
        // alerts would fire for ever.
        for (String part : new String[] {"kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy"}) {
            h.value(false, part, "enabled");
        }
        // Monitors and rules of whatever component, not only those of this release.
        for (String what : new String[] {"serviceMonitor", "podMonitor", "rule", "probe", "scrapeConfig"}) {
            h.value(false, "prometheus", "prometheusSpec", what + "SelectorNilUsesHelmValues");
        }
    }

    /** The port {@code port} of the Service that the chart makes for {@code part}. */
    static ServicePort port(HelmRelease release, String part, String port) {
        return release.service(NAME + "-" + part, port);
    }

    /** What the Service for {@code part} is called. */
    static String service(String part) {
        return NAME + "-" + part;
    }
}
