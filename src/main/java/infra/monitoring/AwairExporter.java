package infra.monitoring;

import espalier.Component;
import espalier.Scope;
import espalier.ServicePort;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;

/** Reads Awair's air monitors over their local API. */
public final class AwairExporter extends Component implements Measured {
    private final ServicePort port;
    private final String[] monitors;

    /** @param monitors addresses or names of the monitors, whose local API was switched on in Awair's app */
    public AwairExporter(Scope scope, String id, String... monitors) {
        super(scope, id);
        var exporter = new Deployment(
                this,
                d -> d.runAs(10001, 10001)
                        .container(
                                "exporter",
                                "ghcr.io/rtrox/prometheus-awair-exporter:v0.2.3",
                                c -> c.port("http", 8080)
                                        .readiness(Probe.http("http", "/healthz"))
                                        .liveness(Probe.http("http", "/healthz").every(20))
                                        .cpu("10m")
                                        .memory("16Mi", "64Mi")));
        port = new Service(this, exporter).port("http");
        this.monitors = monitors.clone();
        node().owes(MetricsSink.METRICS);
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new Probes(this, "monitors", port, "", monitors);
    }
}
