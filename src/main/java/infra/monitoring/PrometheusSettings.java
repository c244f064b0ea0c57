package infra.monitoring;

import espalier.ExposedSettings;
import espalier.Node;
import espalier.Setting;
import espalier.flux.Durations;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can be set on a Prometheus with its Alertmanager.
 *
 * @param <S> the settings of the construct itself, which every method gives back
 */
public abstract class PrometheusSettings<S extends PrometheusSettings<S>> extends ExposedSettings<S> {
    private final StorageClass storage;
    private final Setting<Duration> retention = setting("retention");
    private final Setting<Duration> interval = setting("scrapeEvery");
    private final Setting<String> size = setting("size");
    private final Setting<String> alertmanagerSize = setting("alertmanagerSize");
    private final Setting<Duration> resolve = setting("resolveAfter");
    private final Setting<String> memory = setting("memory");

    PrometheusSettings(Node node, StorageClass storage) {
        super(node);
        this.storage = storage;
    }

    /** How long Prometheus keeps metrics, in whole hours; default 14 days, and less where they fill the volume. */
    public S retention(Duration retention) {
        this.retention.set(retention);
        return self();
    }

    /** How often metrics are read, where a monitor does not say it; default 30 seconds. */
    public S scrapeEvery(Duration interval) {
        this.interval.set(interval);
        return self();
    }

    /** The size of Prometheus's volume; default {@code 50Gi}. */
    public S size(String size) {
        this.size.set(size);
        return self();
    }

    /** The size of Alertmanager's volume; default {@code 1Gi}. */
    public S alertmanagerSize(String size) {
        alertmanagerSize.set(size);
        return self();
    }

    /**
     * After how long without news Alertmanager takes an alert as over that does not say itself until when it holds; default 5
     * minutes, which is Alertmanager's own.
     */
    public S resolveAfter(Duration duration) {
        resolve.set(duration);
        return self();
    }

    /** The memory that Prometheus may use at most; default {@code 2Gi}. */
    public S memory(String limit) {
        memory.set(limit);
        return self();
    }

    void writeTo(HelmReleaseSettings h) {
        String prometheusSize = size.or("50Gi");
        Duration kept = retention.or(Duration.ofDays(14));
        String time = text(kept);
        h.keeps("metrics for " + (time.endsWith("d") ? kept.toDays() + " days" : time));
        h.value(text(kept), "prometheus", "prometheusSpec", "retention");
        String most = ninetyPercent(prometheusSize);
        if (most != null) {
            h.value(most, "prometheus", "prometheusSpec", "retentionSize");
        }
        String every = text(interval.or(Duration.ofSeconds(30)));
        h.value(every, "prometheus", "prometheusSpec", "scrapeInterval")
                // The chart would read the containers of every node each 10 seconds.
                .value(every, "kubelet", "serviceMonitor", "cAdvisorInterval");
        h.value("100m", "prometheus", "prometheusSpec", "resources", "requests", "cpu");
        h.value("512Mi", "prometheus", "prometheusSpec", "resources", "requests", "memory");
        h.value(memory.or("2Gi"), "prometheus", "prometheusSpec", "resources", "limits", "memory");
        h.value(claim(prometheusSize), "prometheus", "prometheusSpec", "storageSpec", "volumeClaimTemplate", "spec");
        Duration over = resolve.get();
        if (over != null) {
            h.value(text(over), "alertmanager", "config", "global", "resolve_timeout");
        }
        h.value(
                claim(alertmanagerSize.or("1Gi")),
                "alertmanager",
                "alertmanagerSpec",
                "storage",
                "volumeClaimTemplate",
                "spec");
    }

    /** As Prometheus takes durations, which knows days. */
    private static String text(Duration duration) {
        boolean days = duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()));
        return days ? duration.toDays() + "d" : Durations.text(duration);
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
