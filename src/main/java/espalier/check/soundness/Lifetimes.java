package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.check.WholeNumber;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/** How long pods and what makes them live: restart policies and numbers that Kubernetes refuses. */
final class Lifetimes {
    private static final FieldPath JOB = FieldPath.of("spec");
    private static final FieldPath CRON_JOB = FieldPath.of("spec", "jobTemplate", "spec");

    private final KubernetesObject object;

    private Lifetimes(KubernetesObject object) {
        this.object = object;
    }

    static void check(Pod pod) {
        var lifetimes = new Lifetimes(pod.object());
        String policy = pod.spec().text("restartPolicy");
        if (policy != null || pod.object().kind().endsWith("Job")) {
            lifetimes.restarts(policy);
        }
        lifetimes.atLeast(pod.spec(), "terminationGracePeriodSeconds", 0);
        lifetimes.atLeast(pod.spec(), "activeDeadlineSeconds", 1);
        switch (pod.object().kind()) {
            case "Deployment" -> lifetimes.deployment();
            case "StatefulSet" -> lifetimes.statefulSet();
            case "Job" -> lifetimes.job(JOB);
            case "CronJob" -> lifetimes.cronJob();
            default -> {}
        }
    }

    private void restarts(@Nullable String policy) {
        boolean ends = object.kind().equals("Job") || object.kind().equals("CronJob");
        if (ends && (policy == null || !policy.equals("OnFailure") && !policy.equals("Never"))) {
            object.error(
                    Soundness.RESTART_POLICY,
                    "Tried to run " + object
                            + (policy == null
                                    ? " without a restartPolicy, but the usual one, Always, is refused for work that ends"
                                    : " with the restartPolicy " + policy
                                            + ", but work that ends takes OnFailure or Never"),
                    "set restartPolicy: OnFailure in the pod's template");
        } else if (!ends && !object.kind().equals("Pod") && policy != null && !policy.equals("Always")) {
            object.error(
                    Soundness.RESTART_POLICY,
                    "Tried to run " + object + " with the restartPolicy " + policy
                            + ", but what shall run for ever takes only Always",
                    "leave it away, or make it a Job");
        }
    }

    private void deployment() {
        if (JOB.in(object.body()) instanceof Mapping spec) {
            atLeast(spec, "minReadySeconds", 0);
            atLeast(spec, "revisionHistoryLimit", 0);
            Long deadline = WholeNumber.at(spec, "progressDeadlineSeconds");
            Long ready = WholeNumber.at(spec, "minReadySeconds");
            long given = deadline == null ? 600 : deadline;
            if (ready != null && given <= ready) {
                refuse("progressDeadlineSeconds", given, "it must be more than minReadySeconds, " + ready);
            }
            strategy(spec);
        }
    }

    private void strategy(Mapping spec) {
        Mapping strategy = spec.mapping("strategy");
        if (strategy == null) {
            return;
        }
        String type = strategy.text("type");
        if ("Recreate".equals(type) && strategy.has("rollingUpdate")) {
            object.error(
                    Soundness.CONTRADICTION,
                    "Tried to replace the pods of " + object
                            + " all at once (Recreate) and one after another (rollingUpdate), but the API server takes only"
                            + " one of the two",
                    "leave rollingUpdate away");
            return;
        }
        Mapping rolling = strategy.mapping("rollingUpdate");
        if (rolling != null && isNone(rolling, "maxSurge") && isNone(rolling, "maxUnavailable")) {
            object.error(
                    Soundness.CONTRADICTION,
                    "Tried to replace the pods of " + object
                            + " one after another with maxSurge 0 and maxUnavailable 0, but then none can ever be replaced",
                    "allow one more, or one less");
        }
    }

    private static boolean isNone(Mapping rolling, String key) {
        String text = rolling.text(key);
        return text != null && (text.equals("0") || text.equals("0%"));
    }

    private void statefulSet() {
        if (JOB.in(object.body()) instanceof Mapping spec && !(spec.get("serviceName") instanceof Leaf)) {
            object.error(
                    Soundness.PODS_WITHOUT_NAMES,
                    "Tried to make " + object
                            + " without a serviceName, but then its pods have no names in DNS, which is"
                            + " what a StatefulSet is for",
                    "make a headless Service for it and name that");
        }
    }

    private void cronJob() {
        job(CRON_JOB);
        if (JOB.in(object.body()) instanceof Mapping spec) {
            atLeast(spec, "successfulJobsHistoryLimit", 0);
            atLeast(spec, "failedJobsHistoryLimit", 0);
            atLeast(spec, "startingDeadlineSeconds", 0);
        }
    }

    private void job(FieldPath path) {
        if (path.in(object.body()) instanceof Mapping spec) {
            for (String key : new String[] {"backoffLimit", "ttlSecondsAfterFinished", "parallelism", "completions"}) {
                atLeast(spec, key, 0);
            }
            atLeast(spec, "activeDeadlineSeconds", 1);
        }
    }

    private void atLeast(Mapping mapping, String key, long least) {
        Long number = WholeNumber.at(mapping, key);
        if (number != null && number < least) {
            refuse(key, number, "it is " + least + " or more");
        }
    }

    private void refuse(String key, long number, String why) {
        object.error(
                Soundness.NUMBER,
                "Tried to set " + key + " of " + object + " to " + number + ", but " + why,
                "correct it");
    }
}
