package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the operators of chongus would do for Flux to go on, which do not run here: they say of their objects that they are ready,
 * and make the Secrets and volumes that others read. Each does so only once what it would need is there, and not before its own
 * program runs.
 */
final class PlayedOperators implements AutoCloseable {
    private static final int PAUSE_MILLIS = 300;
    private static final String TIME = "2026-01-01T00:00:00Z";
    private static final String CNPG = "postgresql.cnpg.io/v1";
    private static final String CEPH = "ceph.rook.io/v1";
    private static final String GATEWAYS = "gateway.networking.k8s.io/v1";
    private static final String SECRETS = "external-secrets.io/v1";
    private static final String CERTIFICATES = "cert-manager.io/v1";
    private static final String VOLSYNC = "volsync.backube/v1alpha1";

    /** Whose part is played for a kind: once it {@code may}, it makes something, and says {@code status}. */
    private record Part(
            String who,
            String apiVersion,
            String kind,
            Predicate<ObjectNode> may,
            Consumer<ObjectNode> make,
            String status) {}

    private final KubernetesApi api;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> done = new HashSet<>();
    private final Thread thread = new Thread(this::play, "operators");
    private volatile boolean closed;

    PlayedOperators(KubernetesApi api) {
        this.api = api;
        Consumer<ObjectNode> nothing = object -> {};
        part(
                "external-secrets",
                SECRETS,
                "ClusterSecretStore",
                store -> runs("external-secrets", "external-secrets")
                        && hasKey("external-secrets", "doppler-token", "dopplerToken"),
                nothing,
                condition("Ready"));
        part(
                "external-secrets",
                SECRETS,
                "ExternalSecret",
                secret -> isReady(SECRETS, "ClusterSecretStore", "", text(secret, "/spec/secretStoreRef/name")),
                this::fetch,
                condition("Ready"));
        part(
                "cert-manager",
                CERTIFICATES,
                "ClusterIssuer",
                issuer -> runs("cert-manager", "cert-manager"),
                nothing,
                condition("Ready"));
        part(
                "cert-manager",
                CERTIFICATES,
                "Certificate",
                certificate -> mayBeIssued(text(certificate, "/spec/issuerRef/name")),
                certificate ->
                        make(certificate, text(certificate, "/spec/secretName"), Map.of("tls.crt", "", "tls.key", "")),
                condition("Ready"));
        part(
                "envoy-gateway",
                GATEWAYS,
                "GatewayClass",
                object -> runs("network", "envoy-gateway")
                        && there("gateway.envoyproxy.io/v1alpha1", "EnvoyProxy", "network", "envoy"),
                nothing,
                condition("Accepted"));
        part(
                "envoy-gateway",
                GATEWAYS,
                "Gateway",
                gateway -> is(GATEWAYS, "GatewayClass", "", text(gateway, "/spec/gatewayClassName"), "Accepted")
                        && gateway.findValues("certificateRefs").stream()
                                .allMatch(refs -> hasKey(namespace(gateway), text(refs, "/0/name"), "tls.crt")),
                nothing,
                condition("Programmed"));
        part(
                "rook-ceph",
                CEPH,
                "CephCluster",
                cluster -> runs("rook-ceph", "rook-ceph"),
                this::monitors,
                "{\"status\": {\"phase\": \"Ready\"}}");
        part(
                "rook-ceph",
                CEPH,
                "CephBlockPool",
                pool -> api.list(CEPH, "CephCluster").stream().allMatch(PlayedOperators::isPhaseReady),
                nothing,
                "{\"status\": {\"phase\": \"Ready\"}}");
        part("csi", "v1", "PersistentVolumeClaim", this::mayHaveVolume, this::provision, "");
        part(
                "volsync",
                VOLSYNC,
                "ReplicationDestination",
                destination -> runs("volsync", "volsync")
                        && hasKey(
                                namespace(destination),
                                text(destination, "/spec/restic/repository"),
                                "RESTIC_REPOSITORY")
                        && api.get("apps/v1", "StatefulSet", "storage", "minio")
                                        .body()
                                        .at("/status/readyReplicas")
                                        .asInt()
                                > 0
                        && isCephReady(),
                nothing,
                "{\"status\": {\"lastSyncTime\": \"" + TIME + "\", \"lastManualSync\": \"restore-once\"}}");
        part(
                "cloudnative-pg",
                CNPG,
                "Cluster",
                cluster -> runs("database", "cloudnative-pg") && isCephReady(),
                nothing,
                condition("Ready"));
        part(
                "cloudnative-pg",
                CNPG,
                "DatabaseRole",
                role -> isReady(CNPG, "Cluster", namespace(role), text(role, "/spec/cluster/name"))
                        && hasKey(namespace(role), text(role, "/spec/passwordSecret/name"), "password"),
                nothing,
                "{\"status\": {\"applied\": true}}");
        part(
                "cloudnative-pg",
                CNPG,
                "Database",
                database -> isReady(CNPG, "Cluster", namespace(database), text(database, "/spec/cluster/name")),
                nothing,
                "{\"status\": {\"applied\": true}}");
        part(
                "keda",
                "keda.sh/v1alpha1",
                "ScaledObject",
                object -> runs("keda", "keda")
                        && api.get(
                                        "apps/v1",
                                        "Deployment",
                                        namespace(object),
                                        text(object, "/spec/scaleTargetRef/name"))
                                .ok(),
                nothing,
                condition("Ready"));
        part(
                "nvidia-device-plugin",
                "v1",
                "Node",
                node -> runs("kube-system", "nvidia-device-plugin"),
                nothing,
                "{\"status\": {\"capacity\": {\"nvidia.com/gpu\": \"1\"}, \"allocatable\": {\"nvidia.com/gpu\": \"1\"}}}");
        part(
                "cilium",
                "v1",
                "Service",
                service -> text(service, "/spec/type").equals("LoadBalancer")
                        && runs("kube-system", "cilium")
                        && api.knows("cilium.io/v2", "CiliumLoadBalancerIPPool")
                        && !api.list("cilium.io/v2", "CiliumLoadBalancerIPPool").isEmpty(),
                nothing,
                "{\"status\": {\"loadBalancer\": {\"ingress\": [{\"ip\": \"172.22.12.9\"}]}}}");
    }

    /** One that only the test itself can play. */
    void part(
            String who,
            String apiVersion,
            String kind,
            Predicate<ObjectNode> may,
            Consumer<ObjectNode> make,
            String status) {
        parts.add(new Part(who, apiVersion, kind, may, make, status));
    }

    PlayedOperators start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** Who is played, with the kinds whose objects are said to be ready, or are made. */
    Set<String> names() {
        var names = new TreeSet<String>();
        parts.forEach(part -> names.add(part.who + " (" + part.kind + ")"));
        return names;
    }

    static String condition(String type) {
        return """
                {"status": {"conditions": [{"type": "%s", "status": "True", "reason": "Played", "message": "by the test",
                "lastTransitionTime": "%s"}]}}
                """.formatted(type, TIME);
    }

    private void play() {
        while (!closed) {
            for (Part part : parts) {
                try {
                    play(part);
                } catch (RuntimeException | AssertionError e) {
                    if (!closed && !String.valueOf(e.getMessage()).contains("(re)initializing")) {
                        System.err.println("e2e: " + part.who + " could not be played for " + part.kind + ": " + e);
                    }
                }
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void play(Part part) {
        if (!api.knows(part.apiVersion, part.kind)) {
            return;
        }
        for (ObjectNode object : api.list(part.apiVersion, part.kind)) {
            String uid = text(object, "/metadata/uid");
            if (!done.contains(uid) && part.may.test(object)) {
                part.make.accept(object);
                if (!part.status.isEmpty()) {
                    api.merge(object, "status", part.status).expectSuccess();
                }
                done.add(uid);
            }
        }
    }

    /** Whether a program runs, the stand-in for which has its name. */
    boolean runs(String namespace, String deployment) {
        return api.get("apps/v1", "Deployment", namespace, deployment)
                        .body()
                        .at("/status/readyReplicas")
                        .asInt()
                > 0;
    }

    private boolean there(String apiVersion, String kind, String namespace, String name) {
        return api.knows(apiVersion, kind)
                && api.get(apiVersion, kind, namespace, name).ok();
    }

    private boolean hasKey(String namespace, String secret, String key) {
        return api.get("v1", "Secret", namespace, secret).body().path("data").has(key);
    }

    private boolean isReady(String apiVersion, String kind, String namespace, String name) {
        return is(apiVersion, kind, namespace, name, "Ready");
    }

    private boolean is(String apiVersion, String kind, String namespace, String name, String condition) {
        for (JsonNode each : api.get(apiVersion, kind, namespace, name).body().at("/status/conditions")) {
            if (text(each, "/type").equals(condition)) {
                return text(each, "/status").equals("True");
            }
        }
        return false;
    }

    /** Let's Encrypt asks for a record in DNS, which nobody makes without a token. */
    private boolean mayBeIssued(String issuer) {
        return isReady(CERTIFICATES, "ClusterIssuer", "", issuer)
                && api.get(CERTIFICATES, "ClusterIssuer", "", issuer).body().findValues("apiTokenSecretRef").stream()
                        .allMatch(ref -> hasKey("cert-manager", text(ref, "/name"), text(ref, "/key")));
    }

    private static boolean isPhaseReady(JsonNode object) {
        return text(object, "/status/phase").equals("Ready");
    }

    private boolean isCephReady() {
        return api.knows(CEPH, "CephBlockPool")
                && api.list(CEPH, "CephBlockPool").stream().anyMatch(PlayedOperators::isPhaseReady);
    }

    private static String text(JsonNode object, String pointer) {
        return object.at(pointer).asText();
    }

    private static String namespace(JsonNode object) {
        return text(object, "/metadata/namespace");
    }

    /** The Secret with the keys of the template, or of what is fetched where there is none. */
    private void fetch(ObjectNode external) {
        var values = new HashMap<String, String>();
        external.at("/spec/target/template/data").fieldNames().forEachRemaining(key -> values.put(key, "stand-in"));
        if (values.isEmpty()) {
            external.at("/spec/data").forEach(entry -> values.put(text(entry, "/secretKey"), "stand-in"));
        }
        make(external, text(external, "/spec/target/name"), values);
    }

    /** What Rook leaves for those who speak to its cluster. */
    private void monitors(ObjectNode cluster) {
        make(cluster, "rook-ceph-mon", Map.of("ceph-username", "stand-in", "ceph-secret", "stand-in"));
        String endpoints = "{apiVersion: v1, kind: ConfigMap, metadata: {name: rook-ceph-mon-endpoints, namespace: "
                + namespace(cluster) + "}}";
        api.apply(KubernetesApi.objects(endpoints).get(0), "operator").expectSuccess();
    }

    private void make(ObjectNode beside, String name, Map<String, String> values) {
        api.apply(StandIns.secret(namespace(beside), name, values), "operator").expectSuccess();
    }

    private boolean mayHaveVolume(ObjectNode claim) {
        String name = text(claim, "/spec/storageClassName");
        if (!text(claim, "/status/phase").equals("Pending")
                || !api.get("storage.k8s.io/v1", "StorageClass", "", name).ok()) {
            return false;
        }
        JsonNode from = claim.at("/spec/dataSourceRef");
        boolean filled = !text(from, "/kind").equals("ReplicationDestination")
                || api.get(VOLSYNC, "ReplicationDestination", namespace(claim), text(from, "/name"))
                        .body()
                        .at("/status")
                        .has("lastSyncTime");
        return filled && (!name.startsWith("ceph") || isCephReady());
    }

    private void provision(ObjectNode claim) {
        JsonNode storageClass = api.get("storage.k8s.io/v1", "StorageClass", "", text(claim, "/spec/storageClassName"))
                .expectSuccess();
        api.apply(StandIns.volume(claim, storageClass), "csi").expectSuccess();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
