package espalier.plan;

import espalier.Identity;
import java.util.Map;

/** What protects data and the cluster, and does so no more: copies of volumes, and policies. */
final class Guards {
    private static final Map<String, String> BACKUPS = Map.of(
            "volsync.backube/ReplicationSource", "no copies of its claim are made any more",
            "velero.io/Schedule", "Velero makes no copies by this schedule any more",
            "velero.io/BackupStorageLocation", "the copies there are not known to Velero any more",
            "postgresql.cnpg.io/ScheduledBackup", "no base backups of its database are made any more",
            "barmancloud.cnpg.io/ObjectStore", "the archive of its databases is not known any more",
            "longhorn.io/RecurringJob", "Longhorn makes no snapshots or copies by it any more",
            "k8up.io/Schedule", "K8up makes no copies by this schedule any more");

    private static final Map<String, String> POLICIES = Map.ofEntries(
            Map.entry("policy/PodDisruptionBudget", "all its pods may be evicted at once"),
            Map.entry("/ResourceQuota", "its namespace is limited no more"),
            Map.entry("/LimitRange", "pods without limits get none in its namespace"),
            Map.entry("admissionregistration.k8s.io/ValidatingAdmissionPolicy", "nobody refuses what it refused"),
            Map.entry(
                    "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding", "nobody refuses what it refused"),
            Map.entry("admissionregistration.k8s.io/ValidatingWebhookConfiguration", "nobody refuses what it refused"),
            Map.entry("kyverno.io/ClusterPolicy", "nobody refuses what it refused"),
            Map.entry("kyverno.io/Policy", "nobody refuses what it refused"));

    private Guards() {}

    /** @param goes whether Flux deletes the object */
    static void judge(Change change, boolean goes, Dangers dangers) {
        Identity object = change.identity();
        String kind = object.group() + "/" + object.kind();
        String copies = BACKUPS.get(kind);
        String policy = POLICIES.get(kind);
        if (goes && copies != null) {
            dangers.add(Danger.Sort.BACKUP, object, "removed: " + copies);
        }
        if (goes && policy != null) {
            dangers.add(Danger.Sort.POLICY, object, "removed: " + policy);
        }
        if (change.before() == null || change.after() == null) {
            return;
        }
        for (LeafChange leaf : change.leaves()) {
            boolean stops = leaf.becomes("true")
                    && (leaf.last().equals("paused") || leaf.last().equals("suspend"));
            if (copies != null && (stops || leaf.last().equals("schedule") && leaf.after() == null)) {
                dangers.add(Danger.Sort.BACKUP, object, "stopped: " + copies);
            }
            if (kind.equals("postgresql.cnpg.io/Cluster")
                    && leaf.after() == null
                    && (leaf.under("backup") || leaf.under("plugins"))) {
                dangers.add(Danger.Sort.BACKUP, object, "no copies of the database are made any more");
            }
            if (Isolating.is(change.before()) && isOpening(leaf)) {
                dangers.add(Danger.Sort.POLICY, object, "lets more through: " + leaf.path() + " is " + leaf.after());
            }
        }
    }

    /** A new peer or port in a list of what is allowed. */
    private static boolean isOpening(LeafChange leaf) {
        return leaf.isNew()
                && (leaf.under("ingress") || leaf.under("egress"))
                && !leaf.under("except")
                && !leaf.under("ingressDeny")
                && !leaf.under("egressDeny");
    }
}
