package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/** Jobs under Flux, which keeps applying them: one that removes itself is made again, and one that changed is refused. */
final class Jobs {
    private static final String FLUX = "kustomize.toolkit.fluxcd.io/";
    private static final FieldPath TTL = FieldPath.of("spec", "ttlSecondsAfterFinished");
    private static final FieldPath SUSPEND = FieldPath.of("spec", "suspend");

    private Jobs() {}

    static void check(ObjectGraph graph) {
        for (KubernetesObject job : graph.ofKind("Job")) {
            boolean built = job.apiVersion().startsWith("batch/");
            if (built && !says(job, "reconcile", "disabled") && SUSPEND.in(job.body()) == null) {
                check(job);
            }
        }
    }

    private static void check(KubernetesObject job) {
        if (TTL.in(job.body()) instanceof Leaf seconds) {
            job.error(
                    Soundness.JOB_REPEATED,
                    "Tried to remove " + job + " " + seconds.text()
                            + " s after its end, but Flux makes what is gone again, and the work is done anew at every"
                            + " interval",
                    "leave ttlSecondsAfterFinished away, or make it a CronJob");
        } else if (!says(job, "force", "enabled") && !says(job, "ssa", "IfNotPresent")) {
            job.error(
                    Soundness.JOB_FIXED,
                    "Tried to apply " + job
                            + " with Flux, but the next change of its pods is refused, since those of a Job"
                            + " cannot be changed",
                    "give it the annotation " + FLUX + "force: enabled, with which Flux makes it anew");
        }
    }

    private static boolean says(KubernetesObject job, String annotation, String wanted) {
        return wanted.equalsIgnoreCase(annotation(job, FLUX + annotation));
    }

    private static @Nullable String annotation(KubernetesObject job, String key) {
        Mapping metadata = job.body().mapping("metadata");
        Mapping annotations = metadata == null ? null : metadata.mapping("annotations");
        return annotations == null ? null : annotations.text(key);
    }
}
