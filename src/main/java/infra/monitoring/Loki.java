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
import espalier.tree.Sequence;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Loki in one process, which keeps its logs on a volume: for a household, not for a company.
 *
 * <p>From the chart of the Grafana community: the one in Loki's own repository is for Grafana's customers alone since March
 * 2026.
 */
public final class Loki extends Component implements Datasource {
    private final ServicePort port;

    /** Keeps the logs on {@code size} of {@code storage}. */
    public Loki(Scope scope, String id, StorageClass storage, String size) {
        this(scope, id, storage, size, l -> {});
    }

    /** Keeps the logs on {@code size} of {@code storage}. */
    public Loki(Scope scope, String id, StorageClass storage, String size, Consumer<LokiSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new LokiSettings(node()), configure);
        var chart = PublishedChart.of("loki", "18.11.0").registry("oci://ghcr.io/grafana-community/helm-charts");
        var release = new HelmRelease(this, chart, CrdOwner.ELSEWHERE, h -> {
            h.bringsService(id, "http-metrics", 3100)
                    .keeps("logs for " + settings.kept().toDays() + " days")
                    .value(id, "fullnameOverride")
                    .value("Monolithic", "deploymentMode")
                    .value(1, "singleBinary", "replicas")
                    .value(storage.name(), "singleBinary", "persistence", "storageClass")
                    .value(size, "singleBinary", "persistence", "size")
                    .value("100m", "singleBinary", "resources", "requests", "cpu")
                    .value("256Mi", "singleBinary", "resources", "requests", "memory")
                    .value("1Gi", "singleBinary", "resources", "limits", "memory")
                    // Nobody outside the cluster writes or reads, and there is one household.
                    .value(false, "loki", "auth_enabled")
                    .value("filesystem", "loki", "storage", "type")
                    .value(1, "loki", "commonConfig", "replication_factor")
                    .value(schema(), "loki", "schemaConfig", "configs")
                    .value(settings.retention(), "loki", "limits_config", "retention_period")
                    .value(true, "loki", "compactor", "retention_enabled")
                    .value("filesystem", "loki", "compactor", "delete_request_store")
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
        new ServiceMonitor(this, "metrics", port);
    }

    /** How chunks are kept, from a day before any cluster of this repository began. */
    private static Sequence schema() {
        return Sequence.of(Mapping.of("from", "2024-04-01")
                .put("store", "tsdb")
                .put("object_store", "filesystem")
                .put("schema", "v13")
                .put("index", Mapping.of("prefix", "loki_index_").put("period", "24h")));
    }

    /** Where logs are sent. */
    public Text push() {
        return Text.of("http://", port.address(), "/loki/api/v1/push");
    }

    @Override
    public Mapping datasource() {
        return Mapping.of("name", "Loki")
                .put("type", "loki")
                .put("uid", "loki")
                .put("access", "proxy")
                .put("url", Text.of("http://", port.address()));
    }

    /** What can be set on a Loki. */
    public static final class LokiSettings extends Settings {
        private final Setting<Duration> retention = setting("retention");

        private LokiSettings(Node node) {
            super(node);
        }

        /** How long logs are kept; default 14 days. The volume must hold them: Loki deletes by age, and not when it is full. */
        public LokiSettings retention(Duration retention) {
            this.retention.set(retention);
            return this;
        }

        private Duration kept() {
            return retention.or(Duration.ofDays(14));
        }

        private String retention() {
            return kept().toHours() + "h";
        }
    }
}
