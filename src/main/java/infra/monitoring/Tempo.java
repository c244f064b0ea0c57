package infra.monitoring;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import infra.Minio;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tempo in one process, which keeps traces in a bucket and finds them by their number or by what is in them.
 *
 * <p>From the last chart in Grafana's own repository, with values as grafana/helm-charts has them at the tag tempo-1.24.4; the
 * community went on with it in January 2026.
 */
public final class Tempo extends Component implements TraceSink, Datasource, Measured {
    private final HelmRelease release;

    /**
     * Keeps traces in a bucket of {@code server}.
     *
     * @param storage for what came in and is not in the bucket yet
     */
    public Tempo(Scope scope, String id, StorageClass storage, Minio server, Consumer<TempoSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new TempoSettings(node()), configure);
        var blocks = new Blocks(this, server);
        release = new HelmRelease(
                this,
                PublishedChart.of("tempo", "1.24.4").repository("grafana", "https://grafana.github.io/helm-charts"),
                CrdOwner.ELSEWHERE,
                h -> h.bringsService(id, "tempo-prom-metrics", 3200)
                        .bringsService(id, "grpc-tempo-otlp", 4317)
                        .bringsService(id, "tempo-otlp-http", 4318)
                        .keeps("traces for " + settings.kept().toDays() + " days")
                        .value(id, "fullnameOverride")
                        .value(settings.kept().toHours() + "h", "tempo", "retention")
                        .value(false, "tempo", "reportingEnabled")
                        // Memory that is asked for to be left alone, from before Go knew of limits.
                        .value(0, "tempo", "memBallastSizeMbs")
                        .value("s3", "tempo", "storage", "trace", "backend")
                        .value(blocks.name(), "tempo", "storage", "trace", "s3", "bucket")
                        .value(blocks.endpoint(), "tempo", "storage", "trace", "s3", "endpoint")
                        .value(Blocks.ACCESS_KEY, "tempo", "storage", "trace", "s3", "access_key")
                        .value(Blocks.SECRET_KEY, "tempo", "storage", "trace", "s3", "secret_key")
                        .value(true, "tempo", "storage", "trace", "s3", "forcepathstyle")
                        .value(true, "tempo", "storage", "trace", "s3", "insecure")
                        .value(blocks.variables(), "tempo", "extraEnv")
                        .value("true", "tempo", "extraArgs", "config.expand-env")
                        .value("100m", "tempo", "resources", "requests", "cpu")
                        .value("128Mi", "tempo", "resources", "requests", "memory")
                        .value("512Mi", "tempo", "resources", "limits", "memory")
                        .value(false, "serviceAccount", "automountServiceAccountToken")
                        .value(true, "persistence", "enabled")
                        .value(storage.name(), "persistence", "storageClassName")
                        .value("5Gi", "persistence", "size"));
        node().awaits(TRACES);
    }

    @Override
    public ServicePort otlpGrpc() {
        return release.service(node().id(), "grpc-tempo-otlp");
    }

    @Override
    public ServicePort otlpHttp() {
        return release.service(node().id(), "tempo-otlp-http");
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new ServiceMonitor(this, "metrics", release.service(node().id(), "tempo-prom-metrics"));
    }

    @Override
    public Text url() {
        return Text.of(
                "http://", release.service(node().id(), "tempo-prom-metrics").address());
    }

    @Override
    public Mapping datasource() {
        return Datasource.asked("Tempo", "tempo", url());
    }

    /** What can be set on a Tempo. */
    public static final class TempoSettings extends Settings {
        private final Setting<Duration> retention = setting("retention");

        private TempoSettings(Node node) {
            super(node);
        }

        /** How long traces are kept, in whole hours; default 7 days. */
        public TempoSettings retention(Duration retention) {
            this.retention.set(retention);
            return this;
        }

        private Duration kept() {
            return retention.or(Duration.ofDays(7));
        }
    }
}
