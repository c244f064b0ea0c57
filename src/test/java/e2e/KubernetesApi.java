package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The API server as it is on the wire, so that a test sees what it really answers, to wrong objects above all. */
final class KubernetesApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private final HttpClient client;
    private final String address;
    private final String token;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    KubernetesApi(String address, Path certificate, String token) {
        this.address = address;
        this.token = token;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(certificate))
                .build();
    }

    /** A kind as the server knows it: {@code base} is {@code /api/v1} or {@code /apis/<group>/<version>}. */
    private record Kind(String base, String plural, boolean namespaced) {
        String path(String namespace, String name) {
            String scope = namespaced && !namespace.isEmpty() ? "/namespaces/" + namespace : "";
            return base + scope + "/" + plural + (name.isEmpty() ? "" : "/" + name);
        }
    }

    /** What the server said: an object, or a Status that tells why not. */
    record Answer(int code, JsonNode body) {
        boolean ok() {
            return code / 100 == 2;
        }

        String message() {
            return body.path("message").asText();
        }

        ObjectNode expectSuccess() {
            if (!ok()) {
                throw new AssertionError(code + " " + message());
            }
            return (ObjectNode) body;
        }
    }

    private static SSLContext trusting(Path certificate) {
        try (InputStream in = Files.newInputStream(certificate)) {
            var keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            keys.setCertificateEntry(
                    "e2e", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(keys);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The objects of a YAML stream. */
    static List<ObjectNode> objects(String yaml) {
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            var objects = new ArrayList<ObjectNode>();
            values.readAll().stream()
                    .filter(JsonNode::isObject)
                    .forEach(document -> objects.add((ObjectNode) document));
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer get(String path) {
        return send("GET", path, "", null);
    }

    Answer get(String apiVersion, String kind, String namespace, String name) {
        return get(kind(apiVersion, kind).path(namespace, name));
    }

    /** All objects of a kind, of all namespaces. */
    List<ObjectNode> list(String apiVersion, String kind) {
        var objects = new ArrayList<ObjectNode>();
        get(kind(apiVersion, kind).path("", ""))
                .expectSuccess()
                .path("items")
                .forEach(item -> objects.add(
                        ((ObjectNode) item).put("apiVersion", apiVersion).put("kind", kind)));
        return objects;
    }

    /** Server-side apply in the name of {@code manager}, as Flux and {@code kubectl apply --server-side} do it. */
    Answer apply(ObjectNode object, String manager) {
        return send(
                "PATCH", path(object) + "?force=true&fieldManager=" + manager, "application/apply-patch+yaml", object);
    }

    /** What would come of an apply by Flux. Nothing is stored. */
    Answer dryRun(ObjectNode object) {
        String query = "?dryRun=All&force=true&fieldManager=kustomize-controller";
        return send("PATCH", path(object) + query, "application/apply-patch+yaml", object);
    }

    /** A merge patch of {@code object}, or of the {@code part} of it with a path of its own, such as {@code status}. */
    Answer merge(ObjectNode object, String part, String patch) {
        String path = path(object) + (part.isEmpty() ? "" : "/" + part) + "?fieldManager=e2e";
        try {
            return send("PATCH", path, "application/merge-patch+json", JSON.readTree(patch));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer delete(ObjectNode object) {
        return send("DELETE", path(object), "", null);
    }

    /** Where the server keeps {@code object}. */
    String path(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        Kind kind = kind(object.path("apiVersion").asText(), object.path("kind").asText());
        return kind.path(
                metadata.path("namespace").asText(""), metadata.path("name").asText());
    }

    /** Whether the server has such a kind. */
    boolean knows(String apiVersion, String kind) {
        try {
            kind(apiVersion, kind);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the server has such a kind, and can tell its objects already. */
    boolean serves(String apiVersion, String kind) {
        return knows(apiVersion, kind)
                && get(kind(apiVersion, kind).path("", "")).ok();
    }

    private Kind kind(String apiVersion, String kind) {
        return kinds.computeIfAbsent(apiVersion + " " + kind, key -> {
            String base = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
            for (JsonNode resource : get(base).body().path("resources")) {
                String plural = resource.path("name").asText();
                if (resource.path("kind").asText().equals(kind) && !plural.contains("/")) {
                    return new Kind(base, plural, resource.path("namespaced").asBoolean());
                }
            }
            throw new IllegalArgumentException("Tried to find the kind " + key + ", but the API server has none");
        });
    }

    private Answer send(String method, String path, String type, JsonNode body) {
        try {
            var publisher = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
            var request = request(path).method(method, publisher);
            if (body != null) {
                request.header("Content-Type", type);
            }
            var response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), answer(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The server's health is told in plain text. */
    private static JsonNode answer(byte[] body) throws IOException {
        return body.length > 0 && body[0] == '{'
                ? JSON.readTree(body)
                : JSON.createObjectNode().put("message", new String(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + token);
    }

    /**
     * Tells {@code each} of every object of a kind, those that are there first, on a thread of its own, until the server ends.
     * Where the server breaks off, as it does for a kind that is only just defined, the objects are told anew.
     */
    void watch(String apiVersion, String kind, Consumer<Event> each) {
        String path = kind(apiVersion, kind).path("", "");
        follow(kind, () -> path + "?watch=true", each);
    }

    /** All objects of a kind, with the version that the whole has at this moment. */
    ObjectNode listing(String apiVersion, String kind) {
        return get(kind(apiVersion, kind).path("", "")).expectSuccess();
    }

    /**
     * Tells {@code each} of everything that becomes of the objects of a kind after {@code version} of the whole, on a thread of its
     * own, until the server ends. Nothing is left out and nothing told twice: where the server breaks off, it goes on from there.
     */
    void watch(String apiVersion, String kind, String version, Consumer<Event> each) {
        String path = kind(apiVersion, kind).path("", "");
        String[] last = {version};
        follow(kind, () -> path + "?watch=true&resourceVersion=" + last[0], event -> {
            last[0] = event.version() > 0 ? "" + event.version() : last[0];
            each.accept(event);
        });
    }

    /** Asks for {@code path} again and again, on a thread of its own, until the server ends. */
    private void follow(String kind, Supplier<String> path, Consumer<Event> each) {
        var thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            var response = client.send(request(path.get()).build(), BodyHandlers.ofLines());
                            try (Stream<String> lines = response.body()) {
                                lines.filter(line -> response.statusCode() == 200)
                                        .forEach(line -> each.accept(Event.of(line)));
                            }
                            Thread.sleep(100);
                        }
                    } catch (IOException | UncheckedIOException e) {
                        // the server was stopped
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "watch " + kind);
        thread.setDaemon(true);
        thread.start();
    }

    /** A line of a watch. */
    record Event(String type, ObjectNode object) {
        /** The number of the write that this tells of, among all of the server's. */
        long version() {
            return object.at("/metadata/resourceVersion").asLong();
        }

        private static Event of(String line) {
            try {
                JsonNode event = JSON.readTree(line);
                return new Event(event.path("type").asText(), (ObjectNode) event.path("object"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
