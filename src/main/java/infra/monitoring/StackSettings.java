package infra.monitoring;

import espalier.ExposedSettings;
import espalier.Node;
import espalier.Setting;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can be set on a {@link PrometheusStack}. */
public final class StackSettings extends ExposedSettings<StackSettings> {
    private final StorageClass storage;
    private final Setting<Duration> retention = setting("retention");
    private final Setting<Duration> interval = setting("scrapeEvery");
    private final Setting<String> size = setting("size");
    private final Setting<String> alertmanagerSize = setting("alertmanagerSize");
    private final Setting<String> grafanaSize = setting("grafanaSize");
    private final Setting<String> memory = setting("memory");

    StackSettings(Node node, StorageClass storage) {
        super(node);
        this.storage = storage;
    }

    @Override
    protected StackSettings self() {
        return this;
    }

    /** How long Prometheus keeps metrics, in whole hours; default 14 days, and less where they fill the volume. */
    public StackSettings retention(Duration retention) {
        this.retention.set(retention);
        return this;
    }

    /** How often metrics are read, where a monitor does not say it; default 30 seconds. */
    public StackSettings scrapeEvery(Duration interval) {
        this.interval.set(interval);
        return this;
    }

    /** The size of Prometheus's volume; default {@code 50Gi}. */
    public StackSettings size(String size) {
        this.size.set(size);
        return this;
    }

    /** The size of Alertmanager's volume; default {@code 1Gi}. */
    public StackSettings alertmanagerSize(String size) {
        alertmanagerSize.set(size);
        return this;
    }

    /** The size of Grafana's volume; default {@code 5Gi}. */
    public StackSettings grafanaSize(String size) {
        grafanaSize.set(size);
        return this;
    }

    /** The memory that Prometheus may use at most; default {@code 2Gi}. */
    public StackSettings memory(String limit) {
        memory.set(limit);
        return this;
    }

    void writeTo(HelmReleaseSettings h) {
        String prometheusSize = size.or("50Gi");
        Duration kept = retention.or(Duration.ofDays(14));
        h.keeps("metrics for " + kept.toDays() + " days");
        h.value(kept.toHours() + "h", "prometheus", "prometheusSpec", "retention");
        String most = ninetyPercent(prometheusSize);
        if (most != null) {
            h.value(most, "prometheus", "prometheusSpec", "retentionSize");
        }
        String every = interval.or(Duration.ofSeconds(30)).toSeconds() + "s";
        h.value(every, "prometheus", "prometheusSpec", "scrapeInterval")
                // The chart would read the containers of every node each 10 seconds.
                .value(every, "kubelet", "serviceMonitor", "cAdvisorInterval");
        h.value("100m", "prometheus", "prometheusSpec", "resources", "requests", "cpu");
        h.value("512Mi", "prometheus", "prometheusSpec", "resources", "requests", "memory");
        h.value(memory.or("2Gi"), "prometheus", "prometheusSpec", "resources", "limits", "memory");
        h.value(claim(prometheusSize), "prometheus", "prometheusSpec", "storageSpec", "volumeClaimTemplate", "spec");
        h.value(
                claim(alertmanagerSize.or("1Gi")),
                "alertmanager",
                "alertmanagerSpec",
                "storage",
                "volumeClaimTemplate",
                "spec");
        h.value(true, "grafana", "persistence", "enabled")
                .value(storage.name(), "grafana", "persistence", "storageClassName")
                .value(grafanaSize.or("5Gi"), "grafana", "persistence", "size")
                // One pod at a time can have the volume.
                .value("Recreate", "grafana", "deploymentStrategy", "type")
                // It would run as root, for what the volume's group does already.
                .value(false, "grafana", "initChownData", "enabled")
                .value("128Mi", "grafana", "resources", "requests", "memory")
                .value("512Mi", "grafana", "resources", "limits", "memory");
    }

    private Mapping claim(String size) {
        return Mapping.of("storageClassName", storage.name())
                .put("accessModes", Sequence.of("ReadWriteOnce"))
                .put("resources", Mapping.of("requests", Mapping.of("storage", size)));
    }

    /** Prometheus stops for good on a full volume, and needs room for what it is writing; null for a size it cannot halve. */
    private static @Nullable String ninetyPercent(String size) {
        int digits = 0;
        while (digits < size.length() && Character.isDigit(size.charAt(digits))) {
            digits++;
        }
        boolean whole = digits > 0 && digits < 10 && size.substring(digits).equals("Gi");
        return whole ? Integer.parseInt(size.substring(0, digits)) * 9L * 1024 / 10 + "MiB" : null;
    }
}
