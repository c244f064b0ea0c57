package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Plays the provisioner {@code example.com/disk}: makes a volume for each claim, and deletes what was released of a class that says so. */
final class PlayedStorage {
    /** The cluster's usual class, as distributions bring it. */
    static final String USUAL = """
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: usual, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
            provisioner: example.com/disk
            reclaimPolicy: Delete
            allowVolumeExpansion: true
            """;

    private final KubernetesApi api;

    PlayedStorage(KubernetesApi api) {
        this.api = api;
    }

    void begin() {
        api.watch("v1", "PersistentVolumeClaim", event -> provide(event.object()));
        api.watch("storage.k8s.io/v1", "StorageClass", event -> {
            for (ObjectNode claim : api.list("v1", "PersistentVolumeClaim")) {
                if (claim.at("/spec/storageClassName").equals(event.object().at("/metadata/name"))) {
                    provide(claim);
                }
            }
        });
        api.watch("v1", "PersistentVolume", event -> {
            JsonNode volume = event.object();
            if (isReleased(volume) && volume.at("/metadata/deletionTimestamp").isMissingNode()) {
                api.delete(event.object());
            }
        });
    }

    /** Whether its claim is gone, and its data go with that. */
    static boolean isReleased(JsonNode volume) {
        return volume.at("/status/phase").asText().equals("Released")
                && volume.at("/spec/persistentVolumeReclaimPolicy").asText().equals("Delete");
    }

    private void provide(ObjectNode claim) {
        boolean waits = claim.at("/status/phase").asText().equals("Pending")
                && claim.at("/metadata/deletionTimestamp").isMissingNode();
        String name = claim.at("/spec/storageClassName").asText();
        KubernetesApi.Answer answer =
                waits && !name.isEmpty() ? api.get("storage.k8s.io/v1", "StorageClass", "", name) : null;
        if (answer != null && answer.ok()) {
            ObjectNode volume = StandIns.volume(claim, answer.body());
            ((ObjectNode) volume.at("/spec/csi")).put("driver", "disk.example.com");
            api.apply(volume, "disk").expectSuccess();
        }
    }
}
