package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The operators of chongus, as far as Flux waits for what they do. */
final class ChongusOperators {
    private static final String TIME = "2026-01-01T00:00:00Z";
    private static final String CNPG = "postgresql.cnpg.io/v1";
    private static final String CEPH = "ceph.rook.io/v1";
    private static final String GATEWAYS = "gateway.networking.k8s.io/v1";
    private static final String SECRETS = "external-secrets.io/v1";
    private static final String VOLSYNC = "volsync.backube/v1alpha1";

    private final KubernetesApi api;
    private final PlayedOperators played;

    private ChongusOperators(KubernetesApi api) {
        this.api = api;
        played = new PlayedOperators(api);
        played.certificates();
        Consumer<ObjectNode> nothing = object -> {};
        played.part(
                "external-secrets",
                SECRETS,
                "ClusterSecretStore",
                store -> played.runs("external-secrets", "external-secrets")
                        && played.hasKey("external-secrets", "doppler-token", "dopplerToken"),
                nothing,
                PlayedOperators.condition("Ready"));
        played.part(
                "external-secrets",
                SECRETS,
                "ExternalSecret",
                secret -> played.isReady(
                        SECRETS, "ClusterSecretStore", "", PlayedOperators.text(secret, "/spec/secretStoreRef/name")),
                this::fetch,
                PlayedOperators.condition("Ready"));
        played.part(
                "envoy-gateway",
                GATEWAYS,
                "GatewayClass",
                object -> played.runs("network", "envoy-gateway")
                        && played.there("gateway.envoyproxy.io/v1alpha1", "EnvoyProxy", "network", "envoy"),
                nothing,
                PlayedOperators.condition("Accepted"));
        played.part(
                "envoy-gateway",
                GATEWAYS,
                "Gateway",
                gateway -> played.is(
                                GATEWAYS,
                                "GatewayClass",
                                "",
                                PlayedOperators.text(gateway, "/spec/gatewayClassName"),
                                "Accepted")
                        && gateway.findValues("certificateRefs").stream()
                                .allMatch(refs -> played.hasKey(
                                        PlayedOperators.namespace(gateway),
                                        PlayedOperators.text(refs, "/0/name"),
                                        "tls.crt")),
                nothing,
                PlayedOperators.condition("Programmed"));
        played.part(
                "rook-ceph",
                CEPH,
                "CephCluster",
                cluster -> played.runs("rook-ceph", "rook-ceph"),
                this::monitors,
                "{\"status\": {\"phase\": \"Ready\"}}");
        played.part(
                "rook-ceph",
                CEPH,
                "CephBlockPool",
                pool -> api.list(CEPH, "CephCluster").stream().allMatch(ChongusOperators::isPhaseReady),
                nothing,
                "{\"status\": {\"phase\": \"Ready\"}}");
        played.part("csi", "v1", "PersistentVolumeClaim", this::mayHaveVolume, played::provision, "");
        played.part(
                "volsync",
                VOLSYNC,
                "ReplicationDestination",
                destination -> played.runs("volsync", "volsync")
                        && played.hasKey(
                                PlayedOperators.namespace(destination),
                                PlayedOperators.text(destination, "/spec/restic/repository"),
                                "RESTIC_REPOSITORY")
                        && api.get("apps/v1", "StatefulSet", "storage", "minio")
                                        .body()
                                        .at("/status/readyReplicas")
                                        .asInt()
                                > 0
                        && isCephReady(),
                nothing,
                "{\"status\": {\"lastSyncTime\": \"" + TIME + "\", \"lastManualSync\": \"restore-once\"}}");
        played.part(
                "cloudnative-pg",
                CNPG,
                "Cluster",
                cluster -> played.runs("database", "cloudnative-pg") && isCephReady(),
                nothing,
                PlayedOperators.condition("Ready"));
        played.part(
                "cloudnative-pg",
                CNPG,
                "DatabaseRole",
                role -> played.isReady(
                                CNPG,
                                "Cluster",
                                PlayedOperators.namespace(role),
                                PlayedOperators.text(role, "/spec/cluster/name"))
                        && played.hasKey(
                                PlayedOperators.namespace(role),
                                PlayedOperators.text(role, "/spec/passwordSecret/name"),
                                "password"),
                nothing,
                "{\"status\": {\"applied\": true}}");
        played.part(
                "cloudnative-pg",
                CNPG,
                "Database",
                database -> played.isReady(
                        CNPG,
                        "Cluster",
                        PlayedOperators.namespace(database),
                        PlayedOperators.text(database, "/spec/cluster/name")),
                nothing,
                "{\"status\": {\"applied\": true}}");
        played.part(
                "keda",
                "keda.sh/v1alpha1",
                "ScaledObject",
                object -> played.runs("keda", "keda")
                        && api.get(
                                        "apps/v1",
                                        "Deployment",
                                        PlayedOperators.namespace(object),
                                        PlayedOperators.text(object, "/spec/scaleTargetRef/name"))
                                .ok(),
                nothing,
                PlayedOperators.condition("Ready"));
        played.part(
                "nvidia-device-plugin",
                "v1",
                "Node",
                node -> played.runs("kube-system", "nvidia-device-plugin"),
                nothing,
                "{\"status\": {\"capacity\": {\"nvidia.com/gpu\": \"1\"}, \"allocatable\": {\"nvidia.com/gpu\": \"1\"}}}");
        played.part(
                "cilium",
                "v1",
                "Service",
                service -> PlayedOperators.text(service, "/spec/type").equals("LoadBalancer")
                        && played.runs("kube-system", "cilium")
                        && api.knows("cilium.io/v2", "CiliumLoadBalancerIPPool")
                        && !api.list("cilium.io/v2", "CiliumLoadBalancerIPPool").isEmpty(),
                nothing,
                "{\"status\": {\"loadBalancer\": {\"ingress\": [{\"ip\": \"172.22.12.9\"}]}}}");
    }

    /** All of them, who do not play yet. */
    static PlayedOperators of(KubernetesApi api) {
        return new ChongusOperators(api).played;
    }

    private static boolean isPhaseReady(JsonNode object) {
        return PlayedOperators.text(object, "/status/phase").equals("Ready");
    }

    private boolean isCephReady() {
        return api.knows(CEPH, "CephBlockPool")
                && api.list(CEPH, "CephBlockPool").stream().anyMatch(ChongusOperators::isPhaseReady);
    }

    /** The Secret with the keys of the template, or of what is fetched where there is none. */
    private void fetch(ObjectNode external) {
        var values = new HashMap<String, String>();
        external.at("/spec/target/template/data").fieldNames().forEachRemaining(key -> values.put(key, "stand-in"));
        if (values.isEmpty()) {
            external.at("/spec/data")
                    .forEach(entry -> values.put(PlayedOperators.text(entry, "/secretKey"), "stand-in"));
        }
        played.make(external, PlayedOperators.text(external, "/spec/target/name"), values);
    }

    /** What Rook leaves for those who speak to its cluster. */
    private void monitors(ObjectNode cluster) {
        played.make(cluster, "rook-ceph-mon", Map.of("ceph-username", "stand-in", "ceph-secret", "stand-in"));
        String endpoints = "{apiVersion: v1, kind: ConfigMap, metadata: {name: rook-ceph-mon-endpoints, namespace: "
                + PlayedOperators.namespace(cluster) + "}}";
        api.apply(KubernetesApi.objects(endpoints).get(0), "operator").expectSuccess();
    }

    private boolean mayHaveVolume(ObjectNode claim) {
        String name = PlayedOperators.text(claim, "/spec/storageClassName");
        if (!PlayedOperators.text(claim, "/status/phase").equals("Pending")
                || !api.get("storage.k8s.io/v1", "StorageClass", "", name).ok()) {
            return false;
        }
        JsonNode from = claim.at("/spec/dataSourceRef");
        boolean filled = !PlayedOperators.text(from, "/kind").equals("ReplicationDestination")
                || api.get(
                                VOLSYNC,
                                "ReplicationDestination",
                                PlayedOperators.namespace(claim),
                                PlayedOperators.text(from, "/name"))
                        .body()
                        .at("/status")
                        .has("lastSyncTime");
        return filled && (!name.startsWith("ceph") || isCephReady());
    }
}
