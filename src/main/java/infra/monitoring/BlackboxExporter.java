package infra.monitoring;

import espalier.Component;
import espalier.Scope;
import espalier.ServicePort;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/** The blackbox exporter: looks from inside the cluster whether something answers, and how fast. */
public final class BlackboxExporter extends Component implements Measured {
    private final HelmRelease release;
    private final ServicePort port;

    /** The exporter, which asks nothing yet. */
    public BlackboxExporter(Scope scope, String id) {
        super(scope, id);
        release = new HelmRelease(
                this,
                PublishedChart.of("prometheus-blackbox-exporter", "11.17.2")
                        .registry("oci://ghcr.io/prometheus-community/charts"),
                CrdOwner.ELSEWHERE,
                h -> h.bringsService(id, "http", 9115)
                        .value(id, "fullnameOverride")
                        .value(modules(), "config", "modules")
                        // Pings need no capability: containerd lets every group send them since its version 2.
                        .value("RuntimeDefault", "podSecurityContext", "seccompProfile", "type")
                        .value("10m", "resources", "requests", "cpu")
                        .value("32Mi", "resources", "requests", "memory")
                        .value("128Mi", "resources", "limits", "memory"));
        port = release.service(id, "http");
        node().owes(MetricsSink.METRICS);
    }

    /** What it finds, as it is asked, and how it is itself. */
    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        release.configure(h -> h.makes(PrometheusCrds.GROUP, "ServiceMonitor")
                .value(true, "serviceMonitor", "selfMonitor", "enabled"));
    }

    private static Mapping modules() {
        return Mapping.of(
                        "http_2xx",
                        Mapping.of("prober", "http")
                                .put("timeout", "5s")
                                .put(
                                        "http",
                                        Mapping.of("follow_redirects", true)
                                                .put("preferred_ip_protocol", "ip4")
                                                .put("valid_http_versions", Sequence.of("HTTP/1.1", "HTTP/2.0"))))
                .put(
                        "tcp_connect",
                        Mapping.of("prober", "tcp")
                                .put("timeout", "5s")
                                .put("tcp", Mapping.of("preferred_ip_protocol", "ip4")))
                .put(
                        "icmp",
                        Mapping.of("prober", "icmp")
                                .put("timeout", "5s")
                                .put("icmp", Mapping.of("preferred_ip_protocol", "ip4")));
    }

    /** Asks every URL of {@code urls} for a page, in the interval of all metrics; whatever answers with 2xx is well. */
    public BlackboxExporter http(String id, String... urls) {
        new Probes(this, id, port, "http_2xx", urls);
        return this;
    }

    /** Opens a connection to every {@code HOST:PORT} of {@code addresses}. */
    public BlackboxExporter tcp(String id, String... addresses) {
        new Probes(this, id, port, "tcp_connect", addresses);
        return this;
    }

    /** Pings every one of {@code hosts}. */
    public BlackboxExporter ping(String id, String... hosts) {
        new Probes(this, id, port, "icmp", hosts);
        return this;
    }

    /** What Prometheus is asked to know whether {@code address}, as it was given here, answers: 1 or 0. */
    public static String success(String address) {
        return "probe_success{instance=\"" + address + "\"}";
    }
}
