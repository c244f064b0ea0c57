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

    private final long start = System.nanoTime();
    private final Map<String, Long> started = new ConcurrentHashMap<>();
    private final Map<String, Long> running = new ConcurrentHashMap<>();
    private final Map<String, Long> ready = new ConcurrentHashMap<>();

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
        long now = (System.nanoTime() - start) / 1_000_000;
        JsonNode object = event.object();
        String owner = object.at(OWNER).asText();
        if (!owner.isEmpty()) {
            started.putIfAbsent(owner, now);
            if (object.at("/status/readyReplicas").asInt() == 1) {
                running.putIfAbsent(owner, now);
            }
        }
        if (object.path("kind").asText().equals("Kustomization") && FluxStatus.isReady(object)) {
            ready.putIfAbsent(object.at("/metadata/name").asText(), now);
        }
    }

    /** Milliseconds since the start of the watch, or null when no object of it was seen. */
    @Nullable
    Long started(String kustomization) {
        return started.get(kustomization);
    }

    /** Null when none of its workloads ran, or it has none. */
    @Nullable
    Long running(String kustomization) {
        return running.get(kustomization);
    }

    @Nullable
    Long ready(String kustomization) {
        return ready.get(kustomization);
    }
}
