package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the operators of a cluster would do for Flux to go on, which do not run here: they say of their objects that they are ready,
 * and make the Secrets and volumes that others read. Each does so only once what it would need is there, and not before its own
 * program runs.
 */
final class PlayedOperators implements AutoCloseable {
    private static final int PAUSE_MILLIS = 300;
    private static final String TIME = "2026-01-01T00:00:00Z";
    private static final String CERTIFICATES = "cert-manager.io/v1";

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
    }

    /** cert-manager, which asks Let's Encrypt; in its usual namespace. */
    void certificates() {
        part(
                "cert-manager",
                CERTIFICATES,
                "ClusterIssuer",
                issuer -> runs("cert-manager", "cert-manager"),
                issuer -> {},
                condition("Ready"));
        part(
                "cert-manager",
                CERTIFICATES,
                "Certificate",
                certificate -> mayBeIssued(text(certificate, "/spec/issuerRef/name")),
                certificate ->
                        make(certificate, text(certificate, "/spec/secretName"), Map.of("tls.crt", "", "tls.key", "")),
                condition("Ready"));
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

    boolean there(String apiVersion, String kind, String namespace, String name) {
        return api.knows(apiVersion, kind)
                && api.get(apiVersion, kind, namespace, name).ok();
    }

    boolean hasKey(String namespace, String secret, String key) {
        return api.get("v1", "Secret", namespace, secret).body().path("data").has(key);
    }

    boolean isReady(String apiVersion, String kind, String namespace, String name) {
        return is(apiVersion, kind, namespace, name, "Ready");
    }

    boolean is(String apiVersion, String kind, String namespace, String name, String condition) {
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

    static String text(JsonNode object, String pointer) {
        return object.at(pointer).asText();
    }

    static String namespace(JsonNode object) {
        return text(object, "/metadata/namespace");
    }

    void make(ObjectNode beside, String name, Map<String, String> values) {
        api.apply(StandIns.secret(namespace(beside), name, values), "operator").expectSuccess();
    }

    /** A volume for a claim, as its class has it. */
    void provision(ObjectNode claim) {
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
