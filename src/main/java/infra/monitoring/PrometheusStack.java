package infra.monitoring;

import espalier.Component;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Settings;
import espalier.flux.HelmRelease;
import espalier.kubernetes.StorageClass;
import java.util.function.Consumer;

/**
 * Prometheus with its operator and Alertmanager, the exporters for nodes and for Kubernetes' objects, and Grafana, which shows
 * them: the chart kube-prometheus-stack.
 *
 * <p>Prometheus reads every {@link ServiceMonitor} of the cluster. The definitions are those of {@link PrometheusCrds}. The
 * node exporter reads the files of its node, so that the namespace must allow that.
 */
public final class PrometheusStack extends Component implements MetricsSink, Viewer, Traced {
    private final HelmRelease release;
    private final GrafanaValues grafana;

    /**
     * All of it, with its data on volumes of {@code storage}.
     *
     * @param grafanaPassword of the user {@code admin}
     */
    public PrometheusStack(
            Scope scope,
            String id,
            StorageClass storage,
            SecretKey grafanaPassword,
            Consumer<StackSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new StackSettings(node(), storage), configure);
        release = PrometheusChart.release(this, settings);
        release.configure(h -> h.bringsService(PrometheusChart.service("grafana"), "http-web", 80));
        grafana = new GrafanaValues(release, "grafana");
        grafana.begin(storage, settings.grafanaSize(), grafanaPassword, settings.expose(this, grafana()));
    }

    @Override
    public PrometheusStack show(Datasource datasource) {
        asks(datasource);
        grafana.show(datasource);
        return this;
    }

    @Override
    public PrometheusStack show(Dashboard dashboard) {
        grafana.show(dashboard);
        return this;
    }

    /** The traces of its Grafana. */
    @Override
    public void tracesTo(TraceSink sink) {
        sink.tracesOf(this);
        grafana.sendTraces(sink);
    }

    /** Grafana's web interface. */
    public ServicePort grafana() {
        return PrometheusChart.port(release, "grafana", "http-web");
    }

    /** Where Prometheus answers queries. */
    public ServicePort prometheus() {
        return PrometheusChart.port(release, "prometheus", "http-web");
    }

    /** Where alerts are sent. */
    public ServicePort alertmanager() {
        return PrometheusChart.port(release, "alertmanager", "http-web");
    }
}
