package espalier.check;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.List;

/** Schedules that the API server or an operator would refuse, or that never come. */
final class CronSchedules {
    private static final FieldPath SCHEDULE = FieldPath.of("spec", "schedule");
    private static final FieldPath TRIGGER = FieldPath.of("spec", "trigger", "schedule");
    private static final FieldPath TIME_ZONE = FieldPath.of("spec", "timeZone");

    /** Who reads a schedule, and whether it begins with seconds there. */
    private record Reader(String group, String kind, FieldPath field, boolean seconds) {}

    private static final List<Reader> READERS = List.of(
            new Reader("batch", "CronJob", SCHEDULE, false),
            new Reader("postgresql.cnpg.io", "ScheduledBackup", SCHEDULE, true),
            new Reader("volsync.backube", "ReplicationSource", TRIGGER, false),
            new Reader("volsync.backube", "ReplicationDestination", TRIGGER, false),
            new Reader("velero.io", "Schedule", SCHEDULE, false),
            new Reader("longhorn.io", "RecurringJob", FieldPath.of("spec", "cron"), false));

    private CronSchedules() {}

    static void check(ObjectGraph graph) {
        for (Reader reader : READERS) {
            for (KubernetesObject object : graph.ofKind(reader.kind())) {
                if (Identity.groupOf(object.apiVersion()).equals(reader.group())
                        && reader.field().in(object.body()) instanceof Leaf schedule
                        && !schedule.text().contains("${")) {
                    check(object, schedule.text(), reader.seconds());
                }
            }
        }
        for (KubernetesObject job : graph.ofKind("CronJob")) {
            if (TIME_ZONE.in(job.body()) instanceof Leaf zone && zone.text().equalsIgnoreCase("local")) {
                job.error(
                        Soundness.SCHEDULE,
                        "Tried to run " + job + " in the time zone " + zone.text()
                                + ", but Kubernetes takes only the name of one",
                        "write it as in Europe/Zurich, or leave it away for that of the controller");
            }
        }
    }

    private static void check(KubernetesObject object, String schedule, boolean seconds) {
        String wrong = Cron.wrong(schedule, seconds);
        if (wrong != null) {
            object.error(
                    Soundness.SCHEDULE,
                    "Tried to run " + object + " at \"" + schedule + "\", but " + wrong,
                    seconds
                            ? "write second, minute, hour, day, month and day of the week, as in 0 0 3 * * 1-5"
                            : "write minute, hour, day, month and day of the week, as in 0 3 * * 1-5");
        }
    }
}
