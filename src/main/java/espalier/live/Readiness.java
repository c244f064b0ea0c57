package espalier.live;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/**
 * How far a running object is, by the conventions of kstatus, by which Flux judges as well.
 *
 * @param why what is not well, for people; empty for what is ready
 */
public record Readiness(State state, String why) {
    private enum State {
        READY,
        WAITING,
        FAILED
    }

    private static final Readiness READY = new Readiness(State.READY, "");

    public boolean isWaiting() {
        return state == State.WAITING;
    }

    public boolean hasFailed() {
        return state == State.FAILED;
    }

    /** How far {@code object} is, as the API server shows it. */
    public static Readiness of(Mapping object) {
        if (object.child("metadata").has("deletionTimestamp")) {
            return waiting("it is being deleted");
        }
        Mapping status = object.has("status") ? object.child("status") : new Mapping();
        long observed = number(status, "observedGeneration", -1);
        if (observed >= 0 && observed != number(object.child("metadata"), "generation", observed)) {
            return waiting("its controller has not looked at it yet");
        }
        Mapping stalled = condition(status, "Stalled");
        if (stalled != null && isTrue(stalled)) {
            return failed(stalled);
        }
        return switch (String.valueOf(object.text("kind"))) {
            case "Deployment" -> deployment(object, status);
            case "StatefulSet" -> statefulSet(object, status);
            case "DaemonSet" -> daemonSet(status);
            case "ReplicaSet", "ReplicationController" ->
                counted("replicas", number(status, "availableReplicas", 0), replicas(object));
            case "Job" -> job(status);
            case "CustomResourceDefinition" -> when(status, "Established");
            case "APIService" -> when(status, "Available");
            case "Namespace" -> phase(status, "Active");
            case "PersistentVolumeClaim" -> phase(status, "Bound");
            case "FluxInstance" -> when(status, "Ready"); // kstatus would call it ready before its operator has seen it
            default -> usual(status);
        };
    }

    private static Readiness usual(Mapping status) {
        Mapping ready = condition(status, "Ready");
        if (ready != null && !isTrue(ready)) {
            return waiting(said(ready));
        }
        Mapping working = condition(status, "Reconciling");
        return working != null && isTrue(working) ? waiting(said(working)) : READY;
    }

    private static Readiness deployment(Mapping object, Mapping status) {
        Mapping progressing = condition(status, "Progressing");
        if (progressing != null && "ProgressDeadlineExceeded".equals(progressing.text("reason"))) {
            return failed(progressing);
        }
        if (!status.has("observedGeneration")) {
            return waiting("its controller has not looked at it yet");
        }
        long wanted = replicas(object);
        Readiness updated = counted("pods updated", number(status, "updatedReplicas", 0), wanted);
        return updated.isWaiting()
                ? updated
                : counted("pods available", number(status, "availableReplicas", 0), wanted);
    }

    private static Readiness statefulSet(Mapping object, Mapping status) {
        return status.has("observedGeneration")
                ? counted("pods ready", number(status, "readyReplicas", 0), replicas(object))
                : waiting("its controller has not looked at it yet");
    }

    private static Readiness daemonSet(Mapping status) {
        return status.has("observedGeneration")
                ? counted(
                        "pods available",
                        Math.min(number(status, "numberAvailable", 0), number(status, "updatedNumberScheduled", 0)),
                        number(status, "desiredNumberScheduled", 0))
                : waiting("its controller has not looked at it yet");
    }

    private static Readiness job(Mapping status) {
        Mapping failed = condition(status, "Failed");
        if (failed != null && isTrue(failed)) {
            return failed(failed);
        }
        return when(status, "Complete");
    }

    private static Readiness when(Mapping status, String type) {
        Mapping condition = condition(status, type);
        if (condition != null && isTrue(condition)) {
            return READY;
        }
        return waiting(condition == null ? "it is not " + type + " yet" : said(condition));
    }

    private static Readiness phase(Mapping status, String wanted) {
        String phase = status.text("phase");
        return wanted.equals(phase) ? READY : waiting("it is " + (phase == null ? "new" : phase));
    }

    private static Readiness counted(String what, long have, long wanted) {
        return have >= wanted ? READY : waiting(have + " of " + wanted + " " + what);
    }

    private static long replicas(Mapping object) {
        return number(object.child("spec"), "replicas", 1);
    }

    private static long number(Mapping mapping, String key, long otherwise) {
        return mapping.get(key) instanceof Leaf leaf ? Long.parseLong(leaf.text()) : otherwise;
    }

    private static @Nullable Mapping condition(Mapping status, String type) {
        Sequence conditions = status.sequence("conditions");
        for (Value each : conditions == null ? new Sequence() : conditions) {
            if (each instanceof Mapping condition && type.equals(condition.text("type"))) {
                return condition;
            }
        }
        return null;
    }

    private static boolean isTrue(Mapping condition) {
        return "True".equals(condition.text("status"));
    }

    private static String said(Mapping condition) {
        String message = condition.text("message");
        return message == null || message.isEmpty()
                ? condition.text("type") + " is " + condition.text("status")
                : message.strip().replace('\n', ' ');
    }

    private static Readiness waiting(String why) {
        return new Readiness(State.WAITING, why);
    }

    private static Readiness failed(Mapping condition) {
        return new Readiness(State.FAILED, said(condition));
    }
}
