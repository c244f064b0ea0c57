package infra.velero;

import espalier.NamespaceHandle;
import espalier.Node;
import espalier.Origin;
import espalier.Setting;
import espalier.Settings;
import espalier.Strength;
import espalier.Text;
import espalier.rules.Construction;
import espalier.rules.Rule;
import espalier.tree.Sequence;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** What can be set on a daily backup. */
public final class ScheduleSettings extends Settings {
    private static final Rule TIME = Rule.error(
            "backup-time",
            "A daily backup is asked for at a time that no day has, or kept for no time",
            "Velero would never make it, or delete it as soon as it is made",
            "correct the number");

    private final Setting<LocalTime> at = setting("at");
    private final Setting<Duration> keep = setting("keep");
    private final Sequence namespaces = new Sequence();
    private final List<Text> without = new ArrayList<>(1);

    ScheduleSettings(Node node) {
        super(node);
    }

    /** The time of day, in UTC, as Velero's pod has it; default 03:00. */
    public ScheduleSettings at(int hour, int minute) {
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            refuse(
                    "make a backup at " + hour + ":" + (minute >= 0 && minute < 10 ? "0" : "") + minute,
                    "a day has no such time",
                    "name an hour from 0 to 23 and a minute from 0 to 59");
            return this;
        }
        at.set(LocalTime.of(hour, minute));
        return this;
    }

    /** How long a backup is kept, in whole hours, a day at least; default 30 days, as Velero has it. */
    public ScheduleSettings keep(Duration keep) {
        if (keep != null && keep.compareTo(Duration.ofDays(1)) < 0) {
            refuse(
                    "keep a backup for " + keep,
                    "it would be gone before the next one is made",
                    "keep it for some days, as in Duration.ofDays(14)");
            return this;
        }
        this.keep.set(keep);
        return this;
    }

    /** Backs up only what stands in {@code namespace}, and in others named so; default is everything in the cluster. */
    public ScheduleSettings only(NamespaceHandle namespace) {
        namespaces.add(namespace.name());
        return this;
    }

    /**
     * Leaves out what stands in {@code namespace}, and in others left out so, such as metrics that change all day and that nobody
     * needs back. Not together with {@link #only}.
     */
    public ScheduleSettings without(NamespaceHandle namespace) {
        without.add(namespace.name().needed(Strength.MENTION, "a backup leaves out also what is not there yet"));
        return this;
    }

    List<Text> without() {
        if (!without.isEmpty() && !namespaces.isEmpty()) {
            node().findings()
                    .report(
                            Construction.SETTING_EXCLUDES,
                            node(),
                            "Tried to back up only some namespaces and to leave out others, but what is not named is left out"
                                    + " anyway",
                            "keep one of only() and without()");
        }
        return without;
    }

    private void refuse(String tried, String why, String fix) {
        node().findings().report(TIME, node(), Origin.here(), "Tried to " + tried + ", but " + why, fix);
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
