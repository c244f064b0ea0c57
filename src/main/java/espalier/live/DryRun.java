package espalier.live;

import espalier.doctor.NoAnswer;
import espalier.doctor.OutOfTime;
import espalier.json.JsonLine;
import espalier.json.JsonReader;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Asks the API server what would come of an object if Flux applied it. Nothing is stored. Used by several threads at once. */
public final class DryRun {
    /** The name under which kustomize-controller owns fields; another's dry run would show other conflicts. */
    private static final String FLUX = "kustomize-controller";

    private static final String APPLY = "application/apply-patch+yaml";

    private final KubernetesClient client;
    private final String cluster;
    private final long end;
    private final Map<String, Map<String, Kind>> kinds = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();

    DryRun(KubernetesClient client, String cluster, Duration timeout) {
        this.client = client;
        this.cluster = cluster;
        this.end = System.nanoTime() + timeout.toNanos();
    }

    /** A kind as the server has it in its addresses. */
    public record Kind(String group, String base, String plural, boolean isNamespaced) {
        private String path(String namespace, String name) {
            String scope = isNamespaced && !namespace.isEmpty() ? "/namespaces/" + namespace : "";
            return base + scope + "/" + plural + "/" + name;
        }
    }

    /**
     * What the server said.
     *
     * @param code HTTP's
     * @param body the object; where the code says that it failed, a Status that tells why
     */
    public record Answer(int code, Mapping body) {
        public boolean isDone() {
            return code / 100 == 2;
        }

        /** Why not, in the server's words. */
        public String message() {
            return body.get("message") instanceof Leaf leaf ? leaf.text() : "code " + code;
        }
    }

    /** The kind as the server has it in exactly that version; null where it has none. */
    public @Nullable Kind kind(String apiVersion, String kind) throws NoAnswer {
        Map<String, Kind> known = kinds.get(apiVersion);
        if (known == null) {
            known = discovered(apiVersion);
            kinds.put(apiVersion, known);
        }
        return known.get(kind);
    }

    private Map<String, Kind> discovered(String apiVersion) throws NoAnswer {
        int slash = apiVersion.indexOf('/');
        String base = (slash < 0 ? "/api/" : "/apis/") + apiVersion;
        var found = new HashMap<String, Kind>();
        Answer answer = send("GET", base, null);
        if (!answer.isDone() && answer.code() != 404) {
            throw new NoAnswer("the API server of " + cluster + " does not tell which kinds " + apiVersion + " has: "
                    + answer.message());
        }
        Sequence resources = answer.body().sequence("resources");
        for (Value each : resources == null ? new Sequence() : resources) {
            if (each instanceof Mapping resource) {
                String plural = String.valueOf(resource.text("name"));
                if (plural.indexOf('/') < 0) {
                    found.put(
                            String.valueOf(resource.text("kind")),
                            new Kind(
                                    slash < 0 ? "" : apiVersion.substring(0, slash),
                                    base,
                                    plural,
                                    "true".equals(resource.text("namespaced"))));
                }
            }
        }
        return found;
    }

    /** The object as it is; 404 where there is none. */
    public Answer get(Kind kind, String namespace, String name) throws NoAnswer {
        return send("GET", kind.path(namespace, name), null);
    }

    /** The object as it would be if Flux applied {@code object}, over whoever owns its fields. */
    public Answer apply(Kind kind, String namespace, String name, Mapping object) throws NoAnswer {
        String query = "?dryRun=All&force=true&fieldManager=" + FLUX;
        return send("PATCH", kind.path(namespace, name) + query, JsonLine.text(object));
    }

    private Answer send(String method, String path, @Nullable String body) throws NoAnswer {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new OutOfTime("after " + calls.get() + " calls there was more to ask");
        }
        calls.incrementAndGet();
        String address = client.getMasterUrl().toString();
        HttpRequest.Builder request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri((address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + path);
        if (body != null) {
            request.method(method, APPLY, body);
        }
        try {
            HttpResponse<String> response = client.getHttpClient()
                    .sendAsync(request.build(), String.class)
                    .get(left, TimeUnit.NANOSECONDS);
            if (response.code() == 401) {
                throw new NoAnswer("the API server does not know this user: the credential of " + cluster
                        + " is missing or has expired");
            }
            return new Answer(response.code(), mapping(response.body()));
        } catch (TimeoutException e) {
            throw new OutOfTime("after " + calls.get() + " calls the API server had not answered");
        } catch (ExecutionException e) {
            throw new NoAnswer("the API server of " + cluster + " does not answer: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("it was interrupted", e);
        }
    }

    private static Mapping mapping(@Nullable String text) {
        try {
            if (text != null && JsonReader.read(text) instanceof Mapping mapping) {
                return mapping;
            }
        } catch (JsonReader.SyntaxException e) {
            // some errors are told in plain words
        }
        return Mapping.of("message", text == null ? "" : text.strip());
    }

    /** How often the API server was asked. */
    public int calls() {
        return calls.get();
    }
}
