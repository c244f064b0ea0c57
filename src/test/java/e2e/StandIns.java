package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Plays the controllers that the cluster installs by charts and that are only small stand-ins here: the CSI driver makes
 * volumes, the 1Password operator makes Secrets.
 */
final class StandIns {
    private static final String PROVISIONER = "nfs.csi.k8s.io";

    /** What the real operator's chart brings, cut down to what the cluster uses. */
    static final String ONE_PASSWORD_CRD = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: onepassworditems.onepassword.com
            spec:
              group: onepassword.com
              names: {kind: OnePasswordItem, listKind: OnePasswordItemList, plural: onepassworditems, singular: onepassworditem}
              scope: Namespaced
              versions:
                - name: v1
                  served: true
                  storage: true
                  subresources: {status: {}}
                  schema:
                    openAPIV3Schema:
                      type: object
                      properties:
                        apiVersion: {type: string}
                        kind: {type: string}
                        metadata: {type: object}
                        type: {type: string}
                        spec: {type: object, properties: {itemPath: {type: string}}}
                        status:
                          type: object
                          required: [conditions]
                          properties:
                            conditions:
                              type: array
                              items:
                                type: object
                                required: [status, type]
                                properties:
                                  lastTransitionTime: {type: string, format: date-time}
                                  message: {type: string}
                                  status: {type: string}
                                  type: {type: string}
            """;

    /** The charts that the lab names, by the address of their repository. */
    static final Map<String, SmallChart> CHARTS = Map.of(
            "https://1password.github.io/connect-helm-charts", SmallChart.of("connect", "2.4.1", ONE_PASSWORD_CRD),
            "https://raw.githubusercontent.com/kubernetes-csi/csi-driver-nfs/master/charts",
                    SmallChart.of("csi-driver-nfs", "4.12.1"));

    private final KubernetesApi api;

    StandIns(KubernetesApi api) {
        this.api = api;
    }

    /** Makes a volume for every claim of a class of the CSI driver, from now on. */
    void provisionVolumes() {
        api.watch("v1", "PersistentVolumeClaim", event -> {
            String className = event.object().at("/spec/storageClassName").asText();
            boolean pending = event.object().at("/status/phase").asText().equals("Pending");
            JsonNode storageClass =
                    api.get("storage.k8s.io/v1", "StorageClass", "", className).body();
            if (pending && storageClass.path("provisioner").asText().equals(PROVISIONER)) {
                api.apply(volume(event.object(), storageClass), "csi-driver-nfs")
                        .expectSuccess();
            }
        });
    }

    /** What a provisioner makes of a claim. */
    static ObjectNode volume(JsonNode claim, JsonNode storageClass) {
        JsonNode metadata = claim.path("metadata");
        return KubernetesApi.objects("""
                apiVersion: v1
                kind: PersistentVolume
                metadata:
                  name: pvc-%s
                  annotations: {pv.kubernetes.io/provisioned-by: %s}
                spec:
                  capacity: {storage: %s}
                  accessModes: %s
                  persistentVolumeReclaimPolicy: %s
                  storageClassName: %s
                  claimRef: {apiVersion: v1, kind: PersistentVolumeClaim, namespace: %s, name: %s, uid: %s}
                  csi: {driver: %s, volumeHandle: %s}
                """.formatted(
                                metadata.path("uid").asText(),
                                storageClass.path("provisioner").asText(),
                                claim.at("/spec/resources/requests/storage").asText(),
                                claim.at("/spec/accessModes"),
                                storageClass.path("reclaimPolicy").asText(),
                                storageClass.at("/metadata/name").asText(),
                                metadata.path("namespace").asText(),
                                metadata.path("name").asText(),
                                metadata.path("uid").asText(),
                                storageClass.path("provisioner").asText(),
                                metadata.path("uid").asText()))
                .get(0);
    }

    /** Makes the Secret of every OnePasswordItem, and says that it is ready, once there is such a kind. */
    void fetchSecrets() {
        Await.until(120, () -> api.get("/apis/onepassword.com/v1").ok(), () -> "there is no OnePasswordItem");
        api.watch("onepassword.com/v1", "OnePasswordItem", event -> {
            if (event.type().equals("ADDED")) {
                String namespace = event.object().at("/metadata/namespace").asText();
                String name = event.object().at("/metadata/name").asText();
                api.apply(secret(namespace, name, Map.of("credential", "a stand-in")), "onepassword")
                        .expectSuccess();
                api.merge(event.object(), "status", """
                        {"status": {"conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}
                        """).expectSuccess();
            }
        });
    }

    static ObjectNode secret(String namespace, String name, Map<String, String> values) {
        ObjectNode secret =
                KubernetesApi.objects("""
                apiVersion: v1
                kind: Secret
                metadata: {namespace: %s, name: %s}
                """.formatted(namespace, name)).get(0);
        values.forEach(secret.putObject("stringData")::put);
        return secret;
    }
}
