package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When each Flux Kustomization made its first object, when its workloads ran, and when it was ready first, as seen by watching
 * the API server; and what failed on the way.
 */
final class Timeline {
    private static final String OWNER = "/metadata/labels/kustomize.toolkit.fluxcd.io~1name";

    /**
     * @param version of the object that was written: the server counts all its writes by one number, which therefore says what came
     *     first, whatever kinds they are of and however late a watch tells of them
     * @param millis since the start of the watch
     */
    record Moment(long version, long millis) {
        boolean isAfter(@Nullable Moment other) {
            return other == null || version > other.version;
        }

        @Override
        public String toString() {
            return millis + " ms";
        }
    }

    private final long start = System.nanoTime();
    private final Map<String, Moment> started = new ConcurrentHashMap<>();
    private final Map<String, Moment> running = new ConcurrentHashMap<>();
    private final Map<String, Moment> ready = new ConcurrentHashMap<>();
    private final Set<String> failures = ConcurrentHashMap.newKeySet();

    /** Begins to watch, of what units make, the kinds of which most have one, and every unit of the lab. */
    static Timeline watch(KubernetesApi api) {
        var timeline = new Timeline();
        api.watch("kustomize.toolkit.fluxcd.io/v1", "Kustomization", timeline::see);
        api.watch("apps/v1", "Deployment", timeline::see);
        api.watch("apps/v1", "StatefulSet", timeline::see);
        api.watch("helm.toolkit.fluxcd.io/v2", "HelmRelease", timeline::see);
        return timeline;
    }

    private void see(KubernetesApi.Event event) {
        JsonNode object = event.object();
        var now = new Moment(event.version(), (System.nanoTime() - start) / 1_000_000);
        String owner = object.at(OWNER).asText();
        if (!owner.isEmpty()) {
            started.merge(owner, now, Timeline::earlier);
            if (object.at("/status/readyReplicas").asInt() == 1) {
                running.merge(owner, now, Timeline::earlier);
            }
        }
        noteFailure(object);
        if (object.path("kind").asText().equals("Kustomization") && FluxStatus.isReady(object)) {
            ready.merge(object.at("/metadata/name").asText(), now, Timeline::earlier);
        }
    }

    /** A source that was not fetched yet is waited for, and is no failure. */
    private void noteFailure(JsonNode object) {
        JsonNode condition = FluxStatus.condition(object);
        String reason = condition.path("reason").asText();
        boolean failed = condition.path("status").asText().equals("False") && reason.endsWith("Failed");
        if (failed && !reason.equals("ArtifactFailed")) {
            failures.add(object.path("kind").asText() + " " + FluxStatus.name(object) + ": " + reason + ", "
                    + condition.path("message").asText());
        }
    }

    /** A line for each failure that Flux ever told of a Kustomization or HelmRelease. */
    Set<String> failures() {
        return new TreeSet<>(failures);
    }

    private static Moment earlier(Moment one, Moment other) {
        return one.isAfter(other) ? other : one;
    }

    /** Null when no object of it was seen. */
    @Nullable
    Moment started(String kustomization) {
        return started.get(kustomization);
    }

    /** Null when none of its workloads ran, or it has none. */
    @Nullable
    Moment running(String kustomization) {
        return running.get(kustomization);
    }

    @Nullable
    Moment ready(String kustomization) {
        return ready.get(kustomization);
    }
}
