package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** When each Flux Kustomization was ready first, in whole seconds of the server, and what ever failed on the way. */
final class FirstTimes {
    private final Map<String, Instant> ready = new ConcurrentHashMap<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    /** Begins to watch. */
    static FirstTimes watch(KubernetesApi api) {
        var times = new FirstTimes();
        api.watch("kustomize.toolkit.fluxcd.io/v1", "Kustomization", times::see);
        api.watch("helm.toolkit.fluxcd.io/v2", "HelmRelease", times::see);
        return times;
    }

    private void see(KubernetesApi.Event event) {
        JsonNode object = event.object();
        JsonNode condition = FluxStatus.condition(object);
        String reason = condition.path("reason").asText();
        boolean isKustomization = object.path("kind").asText().equals("Kustomization");
        if (isKustomization && FluxStatus.isReady(object)) {
            ready.putIfAbsent(
                    FluxStatus.name(object),
                    Instant.parse(condition.path("lastTransitionTime").asText()));
        }
        // a source that was not fetched yet is waited for, and is no failure
        if (condition.path("status").asText().equals("False")
                && reason.endsWith("Failed")
                && !reason.equals("ArtifactFailed")) {
            String line = object.path("kind").asText() + " " + FluxStatus.name(object) + ": " + reason + ", "
                    + condition.path("message").asText();
            if (!failures.contains(line)) {
                failures.add(line);
            }
        }
    }

    /** By the name of the Kustomization. */
    Map<String, Instant> ready() {
        return ready;
    }

    List<String> failures() {
        return failures;
    }
}
