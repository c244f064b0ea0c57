package features;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The part of an API server that answers who only reads, on loopback: lists in pages, single objects, what kinds there are,
 * the logs of pods. Its objects are written by hand, with status as real controllers write it, so that states which only a
 * kubelet or an operator brings about can be looked at without one.
 */
final class SickCluster implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Map<String, List<ObjectNode>> lists = new TreeMap<>();
    private final Map<String, Map<String, String>> groups = new TreeMap<>();
    private final Map<String, String> logs = new HashMap<>();
    private final Set<String> forbidden = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private final HttpServer server;

    /** @param yaml the objects; one of the kind Log is what the pod and container of its name wrote */
    SickCluster(String yaml) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            documents.readAll().forEach(document -> add((ObjectNode) document));
        }
        add(
                (ObjectNode)
                        YAML.readTree(
                                "{apiVersion: v1, kind: Namespace, metadata: {name: kube-system, uid: 5a1e0000-0000-4000-8000-000000000000}}"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void add(ObjectNode object) {
        String kind = object.path("kind").asText();
        String name = object.at("/metadata/name").asText();
        if (kind.equals("Log")) {
            logs.put(name, object.path("text").asText());
            return;
        }
        String plural = plural(kind);
        String version = object.path("apiVersion").asText();
        groups.computeIfAbsent(version, key -> new TreeMap<>()).put(kind, plural);
        String base = version.contains("/") ? "/apis/" + version : "/api/" + version;
        lists.computeIfAbsent(base + "/" + plural, key -> new ArrayList<>()).add(object);
    }

    private static String plural(String kind) {
        String lower = kind.toLowerCase(java.util.Locale.ROOT);
        return lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
    }

    /** From now on nobody may read what has this plural. */
    SickCluster forbid(String plural) {
        forbidden.add(plural);
        return this;
    }

    /** What was asked for. */
    List<String> asked() {
        return asked;
    }

    Path kubeconfig(Path folder) throws IOException {
        Path file = folder.resolve("kubeconfig");
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: sick
                contexts: [{name: sick, context: {cluster: sick, user: sick}}]
                clusters: [{name: sick, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: sick, user: {token: canary-token}}]
                """.formatted(server.getAddress().getPort()));
        return file;
    }

    /** What is in {@code text} of this cluster's alone. */
    String plain(String text) {
        return text.replace(String.valueOf(server.getAddress().getPort()), "PORT");
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        asked.add(path + "?" + query);
        try (exchange) {
            String[] words = path.split("/");
            if (forbidden.contains(words[words.length - 1])) {
                send(
                        exchange,
                        403,
                        JSON.createObjectNode().put("kind", "Status").put("code", 403));
            } else if (path.endsWith("/log")) {
                String log = logs.get(words[words.length - 2] + "/" + query.replaceAll(".*container=([^&]+).*", "$1"));
                send(exchange, log == null ? 400 : 200, log == null ? "" : log);
            } else if (path.equals("/apis") || groups.containsKey(path.replaceFirst("/apis?/", ""))) {
                send(exchange, 200, kinds(path));
            } else {
                objects(exchange, path, query);
            }
        }
    }

    private JsonNode kinds(String path) {
        ObjectNode answer = JSON.createObjectNode();
        if (path.equals("/apis")) {
            ArrayNode list = answer.putArray("groups");
            for (String group : groups.keySet()) {
                int slash = group.indexOf('/');
                if (slash > 0) {
                    ObjectNode each = list.addObject().put("name", group.substring(0, slash));
                    each.putObject("preferredVersion").put("version", group.substring(slash + 1));
                }
            }
            return answer;
        }
        ArrayNode list = answer.putArray("resources");
        groups.get(path.replaceFirst("/apis?/", ""))
                .forEach((kind, plural) -> list.addObject().put("kind", kind).put("name", plural));
        return answer;
    }

    private void objects(HttpExchange exchange, String path, String query) throws IOException {
        String all = path.replaceFirst("/namespaces/[^/]+(?=/)", "");
        String namespace = path.equals(all) ? "" : path.replaceFirst(".*/namespaces/([^/]+)/.*", "$1");
        List<ObjectNode> list = lists.get(all);
        if (list == null) {
            int last = all.lastIndexOf('/');
            for (ObjectNode object : lists.getOrDefault(all.substring(0, last), List.of())) {
                if (object.at("/metadata/name").asText().equals(all.substring(last + 1))) {
                    send(exchange, 200, object);
                    return;
                }
            }
            send(exchange, 404, JSON.createObjectNode().put("kind", "Status").put("code", 404));
            return;
        }
        int limit = number(query, "limit", list.size());
        int from = number(query, "continue", 0);
        ObjectNode answer = JSON.createObjectNode().put("kind", "List");
        ArrayNode items = answer.putArray("items");
        int at = from;
        for (; at < list.size() && items.size() < limit; at++) {
            ObjectNode item = list.get(at).deepCopy();
            item.remove(List.of("kind", "apiVersion"));
            if (namespace.isEmpty() || item.at("/metadata/namespace").asText().equals(namespace)) {
                items.add(item);
            }
        }
        ObjectNode metadata = answer.putObject("metadata");
        if (at < list.size()) {
            metadata.put("continue", String.valueOf(at));
        }
        send(exchange, 200, answer);
    }

    private static int number(String query, String name, int otherwise) {
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return Integer.parseInt(pair.substring(name.length() + 1));
            }
        }
        return otherwise;
    }

    private static void send(HttpExchange exchange, int code, Object body) throws IOException {
        byte[] bytes = body instanceof JsonNode json
                ? JSON.writeValueAsBytes(json)
                : body.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", body instanceof JsonNode ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static String read(String name) {
        try {
            return Files.readString(
                    Path.of(System.getProperty("espalier.root", "."), "src/test/resources/sick", name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
