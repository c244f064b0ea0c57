package infra.monitoring;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.Durations;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.Minio;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Thanos: keeps what a {@link Prometheus} has measured in a bucket, compacts it, thins out what is old, and answers queries over
 * both.
 */
public final class Thanos extends Component implements Datasource, Measured {
    private final HelmRelease release;

    /**
     * Keeps the metrics of {@code prometheus} in a bucket of {@code server}.
     *
     * @param scratch for what the compactor works on and what the gateway remembers of the bucket; nothing on it is missed
     */
    public Thanos(
            Scope scope,
            String id,
            Prometheus prometheus,
            Minio server,
            StorageClass scratch,
            Consumer<ThanosSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new ThanosSettings(this), configure);
        SecretKey objects = prometheus.shipTo(server, node().cluster().name());
        release = new HelmRelease(
                this,
                PublishedChart.of("thanos", "1.24.1").registry("oci://ghcr.io/stevehipwell/helm-charts"),
                CrdOwner.ELSEWHERE,
                h -> {
                    h.bringsService(id + "-query-frontend", "http", 10902)
                            .value(id, "fullnameOverride")
                            .value(false, "objstoreConfig", "create")
                            .value(objects.secret(), "objstoreConfig", "name")
                            .value(objects.key(), "objstoreConfig", "key")
                            .value(Sequence.of("prometheus_replica"), "additionalReplicaLabels")
                            // By the record of its named port, which tells of every replica.
                            .value(
                                    Sequence.of(Text.of(
                                            "dnssrv+_grpc._tcp.",
                                            prometheus.sidecar().clusterHost())),
                                    "additionalEndpoints")
                            .value(true, "queryFrontend", "enabled")
                            .value(true, "compact", "enabled")
                            .value(settings.thinning(), "compact", "extraArgs");
                    work(h, "compact", scratch, settings.scratch.or("20Gi"), "1Gi");
                    work(h, "storeGateway", scratch, "5Gi", "1Gi");
                    for (String part : new String[] {"query", "queryFrontend"}) {
                        limit(h, part, "512Mi");
                    }
                });
        prometheus.node().flow(MetricsSink.METRICS, node());
        node().flow("blocks", server.node());
        node().awaits(MetricsSink.METRICS);
        settings.expose(this, queries());
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        release.configure(
                h -> h.makes(PrometheusCrds.GROUP, "ServiceMonitor").value(true, "serviceMonitor", "enabled"));
    }

    private static void work(HelmReleaseSettings h, String part, StorageClass scratch, String size, String memory) {
        h.value(true, part, "persistence", "enabled")
                .value(scratch.name(), part, "persistence", "storageClass")
                .value(size, part, "persistence", "size");
        limit(h, part, memory);
    }

    private static void limit(HelmReleaseSettings h, String part, String memory) {
        h.value("10m", part, "resources", "requests", "cpu")
                .value("128Mi", part, "resources", "requests", "memory")
                .value(memory, part, "resources", "limits", "memory");
    }

    /** Where queries are answered. */
    public ServicePort queries() {
        return release.service(node().id() + "-query-frontend", "http");
    }

    @Override
    public Text url() {
        return Text.of("http://", queries().address());
    }

    @Override
    public Mapping datasource() {
        return Datasource.asked("Thanos", "prometheus", url())
                .put("jsonData", Mapping.of("prometheusType", "Thanos"))
                .put("isDefault", true);
    }

    /** What can be set on Thanos; its host is that of the page for queries. */
    public static final class ThanosSettings extends ExposedSettings<ThanosSettings> {
        private final Setting<Duration> kept = setting("keep");
        private final Setting<String> scratch = setting("scratch");

        private ThanosSettings(Thanos thanos) {
            super(thanos.node());
        }

        @Override
        protected ThanosSettings self() {
            return this;
        }

        /**
         * How long metrics are kept as they were measured; as averages over 5 minutes they are kept four times as long, over an hour
         * for ever. Default 30 days.
         */
        public ThanosSettings keep(Duration measured) {
            kept.set(measured);
            return this;
        }

        /** The size of the volume that the compactor works on, which two weeks of one series of blocks must fit; default {@code 20Gi}. */
        public ThanosSettings scratch(String size) {
            scratch.set(size);
            return this;
        }

        private Sequence thinning() {
            Duration measured = kept.or(Duration.ofDays(30));
            return Sequence.of(
                    "--retention.resolution-raw=" + Durations.text(measured),
                    "--retention.resolution-5m=" + Durations.text(measured.multipliedBy(4)),
                    "--retention.resolution-1h=0s");
        }
    }
}
