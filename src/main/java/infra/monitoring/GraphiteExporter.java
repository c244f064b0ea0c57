package infra.monitoring;

import espalier.Component;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import infra.gateway.LoadBalancerAddress;
import java.util.function.Consumer;

/**
 * Takes what machines send in Graphite's plain format, such as a NAS that knows no other, and offers it to Prometheus; a dotted
 * name becomes one with underscores.
 */
public final class GraphiteExporter extends Component implements Measured {
    private static final int PLAIN = 9109;

    private final ServicePort metrics;

    /** An exporter that pods can send to. */
    public GraphiteExporter(Scope scope, String id, Consumer<GraphiteSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new GraphiteSettings(this), configure);
        var exporter = new Deployment(
                this,
                d -> d.runAs(65534, 65534)
                        .container(
                                "exporter",
                                "docker.io/prom/graphite-exporter:v0.17.0",
                                c -> c.port("http", 9108)
                                        .port("graphite", PLAIN)
                                        .readiness(Probe.http("http", "/metrics"))
                                        .liveness(Probe.http("http", "/metrics").every(20))
                                        .cpu("10m")
                                        .memory("32Mi", "128Mi")));
        var service = new Service(this, exporter, s -> {
            LoadBalancerAddress address = settings.address.get();
            if (address != null) {
                s.loadBalancer();
                address.annotations().forEach((key, value) -> s.annotation(key, Text.of(value)));
            }
        });
        metrics = service.port("http");
        node().owes(MetricsSink.METRICS);
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new ServiceMonitor(this, "metrics", metrics);
    }

    /** What can be set on the exporter. */
    public static final class GraphiteSettings extends Settings {
        private final Setting<LoadBalancerAddress> address = setting("at");

        private GraphiteSettings(GraphiteExporter exporter) {
            super(exporter.node());
        }

        /** Lets machines outside the cluster send to {@code address}, on port 9109; default is inside only. */
        public GraphiteSettings at(LoadBalancerAddress address) {
            this.address.set(address);
            return this;
        }
    }
}
