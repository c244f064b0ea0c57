package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What Flux says about its objects, and asks for. */
final class FluxStatus {
    private static final String KUSTOMIZE = "kustomize.toolkit.fluxcd.io/v1";
    private static final String REQUESTED = "reconcile.fluxcd.io/requestedAt";

    private final KubernetesApi api;

    FluxStatus(KubernetesApi api) {
        this.api = api;
    }

    /** Whether Flux is done with {@code object} as it is now, and it went well. */
    static boolean isReady(JsonNode object) {
        return object.at("/status/observedGeneration").asLong()
                        == object.at("/metadata/generation").asLong()
                && condition(object).path("status").asText().equals("True");
    }

    /** Whether {@code object} waits for another one. */
    static boolean waits(JsonNode object) {
        return condition(object).path("reason").asText().equals("DependencyNotReady");
    }

    static JsonNode condition(JsonNode object) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition;
            }
        }
        return MissingNode.getInstance();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    List<ObjectNode> kustomizations() {
        return api.list(KUSTOMIZE, "Kustomization");
    }

    List<ObjectNode> helmReleases() {
        return api.list("helm.toolkit.fluxcd.io/v2", "HelmRelease");
    }

    private List<ObjectNode> reconciled() {
        var all = new ArrayList<>(kustomizations());
        all.addAll(helmReleases());
        return all;
    }

    /** A line per object that is not ready, with Flux's reason. */
    String troubles() {
        return reconciled().stream()
                .filter(object -> !isReady(object))
                .map(object -> object.path("kind").asText() + " " + name(object) + ": "
                        + condition(object).path("reason").asText("has no status yet") + ", "
                        + condition(object).path("message").asText())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    /** Waits until all Kustomizations of these names, and no others, and all HelmReleases are ready. */
    void awaitReady(int seconds, List<String> names) {
        awaitReady(seconds, names, Set.of());
    }

    /** Likewise, but for the Kustomizations {@code broken} and the HelmReleases of these. */
    void awaitReady(int seconds, List<String> names, Set<String> broken) {
        List<String> wanted = names.stream().sorted().toList();
        Await.until(
                seconds,
                () -> kustomizations().stream()
                                .map(FluxStatus::name)
                                .sorted()
                                .toList()
                                .equals(wanted)
                        && reconciled().stream()
                                .filter(object ->
                                        !broken.contains(name(object)) && !broken.contains(Rehearsal.ownedBy(object)))
                                .allMatch(FluxStatus::isReady),
                () -> troubles());
    }

    /** Waits until every Kustomization is ready at the commit {@code id}. */
    void awaitRevision(int seconds, String id) {
        Await.until(
                seconds,
                () -> reconciled().stream().allMatch(FluxStatus::isReady)
                        && kustomizations().stream().allMatch(kustomization -> isAt(kustomization, id)),
                () -> "not all are at " + id + troubles());
    }

    /** Whether a Kustomization is ready at the commit {@code id}. */
    boolean isLive(String kustomization, String id) {
        JsonNode object = api.get(KUSTOMIZE, "Kustomization", "flux-system", kustomization)
                .body();
        return isReady(object) && isAt(object, id);
    }

    private static boolean isAt(JsonNode kustomization, String id) {
        return kustomization.at("/status/lastAppliedRevision").asText().endsWith(id);
    }

    /** Asks Flux to look at the repository now. */
    void lookNow() {
        request(api.get("source.toolkit.fluxcd.io/v1", "GitRepository", "flux-system", "flux-system")
                .expectSuccess());
    }

    private String request(ObjectNode object) {
        String now = Instant.now().toString();
        api.merge(object, "", "{\"metadata\": {\"annotations\": {\"" + REQUESTED + "\": \"" + now + "\"}}}")
                .expectSuccess();
        return now;
    }

    /** Has everything reconciled once more, and waits for it. */
    void reconcileAll(int seconds) {
        var requested = new TreeMap<String, String>();
        for (ObjectNode object : reconciled()) {
            requested.put(api.path(object), request(object));
        }
        Await.until(
                seconds,
                () -> requested.entrySet().stream().allMatch(entry -> {
                    JsonNode object = api.get(entry.getKey()).body();
                    return isReady(object)
                            && object.at("/status/lastHandledReconcileAt")
                                    .asText()
                                    .equals(entry.getValue());
                }),
                () -> "not all were reconciled again" + troubles());
    }

    /** The objects that Flux has applied, with all their fields, by their path in the API. */
    Map<String, ObjectNode> managed() {
        var managed = new TreeMap<String, ObjectNode>();
        for (ObjectNode kustomization : kustomizations()) {
            for (JsonNode entry : kustomization.at("/status/inventory/entries")) {
                String[] id = entry.path("id").asText().split("_"); // namespace_name_group_kind
                String apiVersion =
                        (id[2].isEmpty() ? "" : id[2] + "/") + entry.path("v").asText();
                ObjectNode object = api.get(apiVersion, id[3], id[0], id[1].replace("__", ":"))
                        .expectSuccess();
                managed.put(api.path(object), object);
            }
        }
        return managed;
    }
}
