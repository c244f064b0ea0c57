package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When each Flux Kustomization made its first object, when its workloads ran, and when it was ready first, as seen by watching
 * the API server.
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

    /** Begins to watch. The kinds are those of which every unit of the lab has one. */
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
        if (object.path("kind").asText().equals("Kustomization") && FluxStatus.isReady(object)) {
            ready.merge(object.at("/metadata/name").asText(), now, Timeline::earlier);
        }
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
