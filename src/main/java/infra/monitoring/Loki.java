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
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.Minio;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loki in one process, which keeps its logs on a volume, or in a bucket: for a household, not for a company.
 *
 * <p>From the chart of the Grafana community: the one in Loki's own repository is for Grafana's customers alone since March
 * 2026.
 */
public final class Loki extends Component implements Datasource, LogSink, Measured {
    private static final PublishedChart OF_THE_COMMUNITY =
            PublishedChart.of("loki", "18.11.0").registry("oci://ghcr.io/grafana-community/helm-charts");

    /** The last one of Grafana's own that is for everybody, in grafana/loki at the tag helm-loki-6.55.0. */
    private static final PublishedChart OF_GRAFANA =
            PublishedChart.of("loki", "6.55.0").repository("grafana", "https://grafana.github.io/helm-charts");

    private final ServicePort port;

    /** Keeps the logs on {@code size} of {@code storage}. */
    public Loki(Scope scope, String id, StorageClass storage, String size) {
        this(scope, id, storage, size, l -> {});
    }

    /** Keeps the logs on {@code size} of {@code storage}. */
    public Loki(Scope scope, String id, StorageClass storage, String size, Consumer<LokiSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new LokiSettings(node()), configure);
        boolean ofGrafana = settings.chartOfGrafana.isSet();
        var release = new HelmRelease(this, ofGrafana ? OF_GRAFANA : OF_THE_COMMUNITY, CrdOwner.ELSEWHERE, h -> {
            h.bringsService(id, "http-metrics", 3100)
                    .keeps("logs for " + settings.kept().toDays() + " days")
                    .value(id, "fullnameOverride")
                    .value(ofGrafana ? "SingleBinary" : "Monolithic", "deploymentMode")
                    .value(1, "singleBinary", "replicas")
                    .value(storage.name(), "singleBinary", "persistence", "storageClass")
                    .value(size, "singleBinary", "persistence", "size")
                    .value("100m", "singleBinary", "resources", "requests", "cpu")
                    .value("256Mi", "singleBinary", "resources", "requests", "memory")
                    .value("1Gi", "singleBinary", "resources", "limits", "memory")
                    // Nobody outside the cluster writes or reads, and there is one household.
                    .value(false, "loki", "auth_enabled");
            keep(h, settings.blocks.get());
            h.value(settings.retention(), "loki", "limits_config", "retention_period")
                    .value(true, "loki", "compactor", "retention_enabled")
                    .value(settings.kind(), "loki", "compactor", "delete_request_store")
                    .value(false, "loki", "analytics", "reporting_enabled");
            // The parts of a Loki of many processes, which the chart counts whatever the mode.
            for (String part : new String[] {"read", "write", "backend"}) {
                h.value(0, part, "replicas");
            }
            // What is for many readers, or for watching over Loki itself; the caches alone would take 9 GiB of memory.
            for (String part : new String[] {"gateway", "chunksCache", "resultsCache", "lokiCanary", "test"}) {
                h.value(false, part, "enabled");
            }
            h.value(false, "sidecar", "rules", "enabled");
        });
        port = release.service(id, "http-metrics");
        node().awaits(LOGS);
    }

    private void keep(HelmReleaseSettings h, @Nullable Minio server) {
        String kind = server == null ? "filesystem" : "s3";
        h.value(kind, "loki", "storage", "type");
        if (server != null) {
            var blocks = new Blocks(this, server);
            h.value(blocks.name(), "loki", "storage", "bucketNames", "chunks")
                    // Nobody writes rules, and the chart wants a name.
                    .value(blocks.name(), "loki", "storage", "bucketNames", "ruler")
                    .value(blocks.endpoint(), "loki", "storage", "s3", "endpoint")
                    .value(Blocks.ACCESS_KEY, "loki", "storage", "s3", "accessKeyId")
                    .value(Blocks.SECRET_KEY, "loki", "storage", "s3", "secretAccessKey")
                    .value(true, "loki", "storage", "s3", "s3ForcePathStyle")
                    .value(true, "loki", "storage", "s3", "insecure")
                    .value(blocks.variables(), "singleBinary", "extraEnv")
                    .value(Sequence.of("-config.expand-env=true"), "singleBinary", "extraArgs");
        }
        h.value(1, "loki", "commonConfig", "replication_factor").value(schema(kind), "loki", "schemaConfig", "configs");
    }

    /** How chunks are kept, from a day before any cluster of this repository began. */
    private static Sequence schema(String kind) {
        return Sequence.of(Mapping.of("from", "2024-04-01")
                .put("store", "tsdb")
                .put("object_store", kind)
                .put("schema", "v13")
                .put("index", Mapping.of("prefix", "loki_index_").put("period", "24h")));
    }

    @Override
    public Text push() {
        return Text.of("http://", port.address(), "/loki/api/v1/push");
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new ServiceMonitor(this, "metrics", port);
    }

    @Override
    public Text url() {
        return Text.of("http://", port.address());
    }

    @Override
    public Mapping datasource() {
        return Datasource.asked("Loki", "loki", url());
    }

    /** What can be set on a Loki. */
    public static final class LokiSettings extends Settings {
        private final Setting<Duration> retention = setting("retention");
        private final Setting<Minio> blocks = setting("blocks");
        private final Setting<Boolean> chartOfGrafana = setting("chartOfGrafana");

        private LokiSettings(Node node) {
            super(node);
        }

        /** How long logs are kept; default 14 days. The volume must hold them: Loki deletes by age, and not when it is full. */
        public LokiSettings retention(Duration retention) {
            this.retention.set(retention);
            return this;
        }

        /** Keeps the logs in a bucket of {@code server}; the volume then holds only what is not there yet. */
        public LokiSettings blocks(Minio server) {
            blocks.set(server);
            return this;
        }

        /** Takes the chart from Grafana's own repository, in the last version that is for everybody; default is the community's. */
        public LokiSettings chartOfGrafana() {
            chartOfGrafana.set(true);
            return this;
        }

        private Duration kept() {
            return retention.or(Duration.ofDays(14));
        }

        private String retention() {
            return kept().toHours() + "h";
        }

        private String kind() {
            return blocks.isSet() ? "s3" : "filesystem";
        }
    }
}
