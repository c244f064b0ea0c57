package infra.monitoring;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.StorageClass;
import java.util.function.Consumer;

/** Grafana by itself, which shows what other constructs measure; it finds the dashboards of its namespace by their label. */
public final class Grafana extends Component implements Viewer, Measured, Traced {
    private final HelmRelease release;
    private final GrafanaValues values;

    /**
     * Grafana with what people set on its pages on a volume of {@code storage}. The user {@code admin} has a password that nobody
     * chose.
     */
    public Grafana(Scope scope, String id, StorageClass storage, Consumer<GrafanaSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new GrafanaSettings(this), configure);
        var login = new BootstrapSecret(this, "login", s -> s.password("admin-password"));
        release = new HelmRelease(
                this,
                PublishedChart.of("grafana", "12.11.1").registry("oci://ghcr.io/grafana-community/helm-charts"),
                CrdOwner.ELSEWHERE,
                h -> h.bringsService(id, "service", 80)
                        .value(id, "fullnameOverride")
                        .value(true, "sidecar", "dashboards", "enabled")
                        .value("64Mi", "sidecar", "resources", "requests", "memory")
                        .value("256Mi", "sidecar", "resources", "limits", "memory"));
        values = new GrafanaValues(release);
        values.begin(storage, settings.size.or("5Gi"), login.key("admin-password"), settings.expose(this, page()));
    }

    @Override
    public Grafana show(Datasource datasource) {
        asks(datasource);
        values.show(datasource);
        return this;
    }

    @Override
    public Grafana show(Dashboard dashboard) {
        values.show(dashboard);
        return this;
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        release.configure(
                h -> h.makes(PrometheusCrds.GROUP, "ServiceMonitor").value(true, "serviceMonitor", "enabled"));
    }

    @Override
    public void tracesTo(TraceSink sink) {
        sink.tracesOf(this);
        values.sendTraces(sink);
    }

    /** Its web interface. */
    public ServicePort page() {
        return release.service(node().id(), "service");
    }

    /** What can be set on Grafana. */
    public static final class GrafanaSettings extends ExposedSettings<GrafanaSettings> {
        private final Setting<String> size = setting("size");

        private GrafanaSettings(Grafana grafana) {
            super(grafana.node());
        }

        @Override
        protected GrafanaSettings self() {
            return this;
        }

        /** The size of its volume; default {@code 5Gi}. */
        public GrafanaSettings size(String size) {
            this.size.set(size);
            return this;
        }
    }
}
