package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeSet;

/**
 * What pods name and cannot start without. A kubelet would leave them waiting; the fake one does not look.
 *
 * @param missing those that name what is not there, in words
 * @param count of all references
 */
record PodReferences(TreeSet<String> missing, int count) {
    /** What a volume can be of, by the place of its name. */
    private static final Map<String, String> VOLUMES = Map.of(
            "/configMap/name", "ConfigMap",
            "/secret/secretName", "Secret",
            "/persistentVolumeClaim/claimName", "PersistentVolumeClaim");

    /** Those of all pods that are there now. */
    static PodReferences of(KubernetesApi api) {
        var missing = new TreeSet<String>();
        int count = 0;
        for (ObjectNode pod : api.list("v1", "Pod")) {
            String namespace = pod.at("/metadata/namespace").asText();
            for (JsonNode reference : pod.findValues("secretKeyRef")) {
                count++;
                String name = reference.path("name").asText();
                JsonNode secret = api.get("v1", "Secret", namespace, name).body();
                if (!secret.path("data").has(reference.path("key").asText())
                        && !reference.path("optional").asBoolean()) {
                    missing.add(FluxStatus.name(pod) + " reads " + reference);
                }
            }
            for (JsonNode volume : pod.at("/spec/volumes")) {
                for (Map.Entry<String, String> kind : VOLUMES.entrySet()) {
                    String name = volume.at(kind.getKey()).asText();
                    count += name.isEmpty() ? 0 : 1;
                    if (!name.isEmpty()
                            && !api.get("v1", kind.getValue(), namespace, name).ok()) {
                        missing.add(FluxStatus.name(pod) + " mounts the " + kind.getValue() + " " + name);
                    }
                }
            }
        }
        return new PodReferences(missing, count);
    }
}
