package infra.velero;

import espalier.NamespaceHandle;
import espalier.Node;
import espalier.Setting;
import espalier.Settings;
import espalier.tree.Sequence;
import java.time.Duration;
import java.time.LocalTime;

/** What can be set on a daily backup. */
public final class ScheduleSettings extends Settings {
    private final Setting<LocalTime> at = setting("at");
    private final Setting<Duration> keep = setting("keep");
    private final Sequence namespaces = new Sequence();

    ScheduleSettings(Node node) {
        super(node);
    }

    /** The time of day, in UTC, as Velero's pod has it; default 03:00. */
    public ScheduleSettings at(int hour, int minute) {
        at.set(LocalTime.of(hour, minute));
        return this;
    }

    /** How long a backup is kept; default 30 days, as Velero has it. */
    public ScheduleSettings keep(Duration keep) {
        this.keep.set(keep);
        return this;
    }

    /** Backs up only what stands in {@code namespace}, and in others named so; default is everything in the cluster. */
    public ScheduleSettings only(NamespaceHandle namespace) {
        namespaces.add(namespace.name());
        return this;
    }

    /** Empty where all are meant. */
    Sequence namespaces() {
        return namespaces;
    }

    String cron() {
        LocalTime time = at.or(LocalTime.of(3, 0));
        return time.getMinute() + " " + time.getHour() + " * * *";
    }

    /** As Go writes durations. */
    String ttl() {
        return keep.or(Duration.ofDays(30)).toHours() + "h0m0s";
    }
}
