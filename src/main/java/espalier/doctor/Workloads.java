package espalier.doctor;

import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Why what makes pods has not the pods that it should have. */
final class Workloads {
    static final List<String> KINDS = List.of("Deployment", "StatefulSet", "DaemonSet", "Job");

    private Workloads() {}

    static boolean isHealthy(Mapping workload) {
        int wanted = Fields.number(workload, 1, "spec", "replicas");
        boolean observed = Fields.text(workload, "metadata", "generation")
                .equals(Fields.text(workload, "status", "observedGeneration"));
        return switch (Id.of(workload).kind()) {
            case "DaemonSet" ->
                observed
                        && Fields.number(workload, 0, "status", "numberReady")
                                >= Fields.number(workload, 0, "status", "desiredNumberScheduled");
            case "Job" ->
                !Fields.is(workload, "Failed", "True")
                        && (Fields.is(workload, "Complete", "True")
                                || Fields.number(workload, 0, "status", "ready") > 0);
            case "StatefulSet" -> observed && Fields.number(workload, 0, "status", "readyReplicas") >= wanted;
            default ->
                observed
                        && Fields.number(workload, 0, "status", "availableReplicas") >= wanted
                        && Fields.number(workload, 0, "status", "updatedReplicas") >= wanted;
        };
    }

    static Ailment of(Mapping workload, Snapshot snapshot) {
        if (isHealthy(workload)) {
            return Ailment.NONE;
        }
        Id id = Id.of(workload);
        var causes = new LinkedHashSet<Cause>();
        var waitsFor = new LinkedHashSet<Id>();
        boolean any = false;
        for (Mapping pod : snapshot.ofKind("Pod")) {
            if (Pods.belongs(pod, workload)) {
                any = true;
                Ailment ailment = Pods.of(pod, workload, snapshot);
                causes.addAll(ailment.causes());
                waitsFor.addAll(ailment.waitsFor());
            }
        }
        if (causes.isEmpty() && waitsFor.isEmpty()) {
            Cause none = withoutPods(id, workload, any, snapshot);
            if (none != null) {
                causes.add(none);
            }
        }
        return new Ailment(new ArrayList<>(causes), new ArrayList<>(waitsFor));
    }

    private static @org.jspecify.annotations.Nullable Cause withoutPods(
            Id id, Mapping workload, boolean any, Snapshot snapshot) {
        String refused = Fields.text(Fields.condition(workload, "ReplicaFailure"), "message");
        List<String> events = snapshot.failedCreations(id);
        String said = !refused.isEmpty() ? refused : events.isEmpty() ? "" : events.get(events.size() - 1);
        List<Id> makers = snapshot.makers(workload);
        if (said.contains("exceeded quota")) {
            return Cause.of(
                    "quota",
                    id,
                    "its pods are more than the namespace's quota leaves",
                    said,
                    Commands.kubectl(id, "describe resourcequota"),
                    makers);
        }
        if (!said.isEmpty() && !any) {
            return Cause.of(
                    "pods-refused",
                    id,
                    "the API server does not let it make its pods",
                    said,
                    Commands.describe(id),
                    makers);
        }
        for (String type : new String[] {"Progressing", "Failed"}) {
            Mapping condition = Fields.condition(workload, type);
            String reason = Fields.text(condition, "reason");
            if (List.of("ProgressDeadlineExceeded", "BackoffLimitExceeded", "DeadlineExceeded")
                    .contains(reason)) {
                return Cause.of(
                        "unhealthy",
                        id,
                        "its pods did not become ready in time",
                        Fields.text(condition, "message"),
                        Commands.describe(id),
                        makers);
            }
        }
        return null;
    }
}
