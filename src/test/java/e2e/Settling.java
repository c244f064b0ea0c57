package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import espalier.Identity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what Flux and Kubernetes still have to do about a commit. Whatever fails for good is done. */
final class Settling {
    private static final String KUSTOMIZE = "kustomize.toolkit.fluxcd.io";
    private static final Set<String> FAILED =
            Set.of("ReconciliationFailed", "BuildFailed", "ArtifactFailed", "PruneFailed", "HealthCheckFailed");

    private final Map<Identity, ObjectNode> now;
    private final Set<String> commits;
    private final Map<Identity, String> requests;

    /**
     * @param now all objects
     * @param commits to which Flux is to come, each for its own branch
     * @param requests the marks of what Flux was asked for besides
     */
    Settling(Map<Identity, ObjectNode> now, Set<String> commits, Map<Identity, String> requests) {
        this.now = now;
        this.commits = commits;
        this.requests = requests;
    }

    /** A line for each object of Flux that is not done. */
    List<String> flux() {
        var left = new ArrayList<String>();
        now.forEach((identity, object) -> {
            boolean kustomization = identity.group().equals(KUSTOMIZE);
            if ((kustomization || identity.kind().equals("HelmRelease")) && !isDone(identity, object)) {
                left.add(identity + ": "
                        + FluxStatus.condition(object).path("reason").asText() + " "
                        + FluxStatus.condition(object).path("message").asText());
            }
        });
        return left;
    }

    private boolean isDone(Identity identity, ObjectNode object) {
        if (PlayedOperator.isDeleted(object)) {
            return false;
        }
        if (object.at("/spec/suspend").asBoolean()) {
            return !FluxStatus.condition(object).path("status").asText().equals("Unknown");
        }
        String request = requests.get(identity);
        if (request != null
                && !object.at("/status/lastHandledReconcileAt").asText().equals(request)) {
            return false;
        }
        return identity.group().equals(KUSTOMIZE)
                ? isThrough(object) || hasFailed(object) || isHeld(object, new HashSet<>())
                : FluxStatus.isReady(object) || isStalled(object);
    }

    boolean isThrough(JsonNode kustomization) {
        return FluxStatus.isReady(kustomization)
                && isCommit(kustomization.at("/status/lastAppliedRevision").asText());
    }

    /** Whether it came to the commit, and fails until git says something else. */
    boolean hasFailed(JsonNode kustomization) {
        JsonNode ready = FluxStatus.condition(kustomization);
        return ready.path("status").asText().equals("False")
                && FAILED.contains(ready.path("reason").asText())
                && ready.path("observedGeneration").asLong()
                        == kustomization.at("/metadata/generation").asLong()
                && isCommit(kustomization.at("/status/lastAttemptedRevision").asText());
    }

    private boolean isCommit(String revision) {
        return commits.contains(revision.substring(revision.lastIndexOf(':') + 1));
    }

    /**
     * Whether it waits for one that will not be ready, or for itself.
     *
     * @param way on which others wait for it
     */
    private boolean isHeld(ObjectNode kustomization, Set<ObjectNode> way) {
        if (!FluxStatus.waits(kustomization)) {
            return false;
        }
        if (!way.add(kustomization)) {
            return true;
        }
        for (JsonNode needed : kustomization.at("/spec/dependsOn")) {
            ObjectNode other = now.get(Identity.of(
                    KUSTOMIZE,
                    "Kustomization",
                    kustomization.at("/metadata/namespace").asText(),
                    needed.path("name").asText()));
            if (other == null
                    || hasFailed(other)
                    || other.at("/spec/suspend").asBoolean() && !isThrough(other)
                    || isHeld(other, way)) {
                return true;
            }
        }
        way.remove(kustomization);
        return false;
    }

    private static boolean isStalled(JsonNode release) {
        for (JsonNode condition : release.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Stalled")
                    && condition.path("status").asText().equals("True")) {
                return true;
            }
        }
        return false;
    }

    /** A line for each object with which Kubernetes, or who plays a part of it, is not done. */
    List<String> kubernetes() {
        var left = new ArrayList<String>();
        var uids = new HashSet<String>();
        now.values().forEach(object -> uids.add(object.at("/metadata/uid").asText()));
        now.forEach((identity, object) -> {
            String why = identity.namespace().startsWith("kube-") ? "" : unfinished(identity, object, uids);
            if (!why.isEmpty()) {
                left.add(identity + " " + why);
            }
        });
        return left;
    }

    private String unfinished(Identity identity, ObjectNode object, Set<String> uids) {
        if (PlayedOperator.isDeleted(object)) {
            return PlayedOperator.isAbandoned(object, now) ? "" : "is being deleted";
        }
        for (JsonNode owner : object.at("/metadata/ownerReferences")) {
            boolean known = Set.of("ReplicaSet", "Deployment", "StatefulSet", "DaemonSet")
                    .contains(owner.path("kind").asText());
            if (known && !uids.contains(owner.path("uid").asText())) {
                return "has lost its owner";
            }
        }
        if (PlayedOperator.isNew(object)) {
            return "is not marked by its operator";
        }
        return switch (identity.kind()) {
            case "Deployment", "StatefulSet", "DaemonSet" -> isRolledOut(object) ? "" : "is not rolled out";
            case "PersistentVolumeClaim" -> object.at("/status/phase").asText().equals("Bound") ? "" : "has no volume";
            case "PersistentVolume" -> PlayedStorage.isReleased(object) ? "is released" : "";
            default -> "";
        };
    }

    private static boolean isRolledOut(JsonNode workload) {
        JsonNode status = workload.path("status");
        if (status.path("observedGeneration").asLong()
                != workload.at("/metadata/generation").asLong()) {
            return false;
        }
        if (workload.path("kind").asText().equals("DaemonSet")) {
            long wanted = status.path("desiredNumberScheduled").asLong();
            return wanted == status.path("updatedNumberScheduled").asLong()
                    && wanted == status.path("numberAvailable").asLong();
        }
        long wanted = workload.at("/spec/replicas").asLong();
        return wanted == status.path("updatedReplicas").asLong()
                && wanted == status.path("replicas").asLong()
                && wanted == status.path("availableReplicas").asLong();
    }
}
