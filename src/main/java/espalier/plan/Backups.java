package espalier.plan;

import espalier.Identity;
import espalier.tree.Mapping;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What makes copies of data, and does so no more, more rarely, or keeps fewer of them. */
final class Backups {
    private static final Map<String, String> BACKUPS = Map.of(
            "volsync.backube/ReplicationSource", "no copies of its claim are made any more",
            "velero.io/Schedule", "Velero makes no copies by this schedule any more",
            "velero.io/BackupStorageLocation", "the copies there are not known to Velero any more",
            "postgresql.cnpg.io/ScheduledBackup", "no base backups of its database are made any more",
            "barmancloud.cnpg.io/ObjectStore", "the archive of its databases is not known any more",
            "longhorn.io/RecurringJob", "Longhorn makes no snapshots or copies by it any more",
            "k8up.io/Schedule", "K8up makes no copies by this schedule any more");

    /** What people call a CronJob that makes copies, and the programs that it runs. */
    private static final List<String> WORDS =
            List.of("backup", "restic", "kopia", "borg", "rclone", "pg_dump", "mysqldump", "snapshot");

    private Backups() {}

    /** @param goes whether Flux deletes the object */
    static void judge(Change change, boolean goes, Dangers dangers) {
        Identity object = change.identity();
        boolean database =
                object.group().equals("postgresql.cnpg.io") && change.either().is("Cluster");
        String copies = copies(change.either());
        if (goes && !copies.isEmpty()) {
            dangers.add(Danger.Sort.BACKUP, object, "removed: " + copies);
        }
        if (change.before() == null || change.after() == null || copies.isEmpty() && !database) {
            return;
        }
        for (LeafChange leaf : change.leaves()) {
            boolean stops = leaf.becomes("true")
                    && (leaf.last().equals("paused") || leaf.last().equals("suspend"));
            if (!copies.isEmpty() && (stops || leaf.last().equals("schedule") && leaf.after() == null)) {
                dangers.add(Danger.Sort.BACKUP, object, "stopped: " + copies);
            }
            if (database && leaf.after() == null && (leaf.under("backup") || leaf.under("plugins"))) {
                dangers.add(Danger.Sort.BACKUP, object, "no copies of the database are made any more");
            }
            less(leaf, object, dangers);
        }
    }

    /** What no copies are made of when {@code object} is gone; empty where it makes none. */
    private static String copies(Placed object) {
        String known =
                BACKUPS.get(object.identity().group() + "/" + object.identity().kind());
        if (known != null) {
            return known;
        }
        return object.is("CronJob") && isBackup(object) ? "it makes no copies any more" : "";
    }

    private static boolean isBackup(Placed job) {
        if (hasWord(job.identity().name())) {
            return true;
        }
        Mapping pod = Paths.mapping(job.body(), "spec", "jobTemplate", "spec", "template", "spec");
        for (Mapping container : Paths.items(pod, "containers")) {
            if (hasWord(String.valueOf(container.text("name"))) || hasWord(String.valueOf(container.text("image")))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasWord(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains);
    }

    private static void less(LeafChange leaf, Identity object, Dangers dangers) {
        String was = leaf.before();
        String is = leaf.after();
        if (was == null || leaf.under("check") || leaf.under("prune")) { // which K8up does to copies that it has
            return;
        }
        boolean when = leaf.last().equals("schedule") || leaf.last().equals("cron");
        if (when && is != null) {
            double before = Frequency.ofCron(was);
            double after = Frequency.ofCron(is);
            if (after >= 0 && after < before) {
                dangers.add(Danger.Sort.BACKUP, object, "copies more rarely: " + leaf.path() + ": " + was + " → " + is);
            }
            return;
        }
        boolean amount = leaf.under("retain") || leaf.under("retention");
        boolean time = leaf.last().equals("ttl") || leaf.last().equals("retentionPolicy");
        boolean fewer = amount && is == null
                || (amount || time)
                        && is != null
                        && Frequency.isLess(is, was, leaf.last().equals("retentionPolicy"));
        if (fewer) {
            String now = is == null ? "(nothing)" : is;
            dangers.add(Danger.Sort.BACKUP, object, "keeps fewer copies: " + leaf.path() + ": " + was + " → " + now);
        }
    }
}
