package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a kubelet tells the API server of a node and its pods, and answers when it is asked for a container's log. It runs
 * nothing: what became of a pod is what the test says.
 */
final class PlayedKubelet implements AutoCloseable {
    private static final String PASSWORD = "loopback";

    private final KubernetesApi api;
    private final HttpsServer server;
    private final Map<String, String> logs = new ConcurrentHashMap<>();

    private PlayedKubelet(KubernetesApi api, HttpsServer server) {
        this.api = api;
        this.server = server;
        server.createContext("/containerLogs/", exchange -> {
            String log = logs.get(exchange.getRequestURI().getPath().substring("/containerLogs/".length()));
            byte[] body = String.valueOf(log).getBytes(UTF_8);
            exchange.sendResponseHeaders(log == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Speaks for the node {@code fake} from now on. */
    static PlayedKubelet of(KubernetesApi api, Path folder) throws Exception {
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(itself(folder)));
        var kubelet = new PlayedKubelet(api, server);
        ObjectNode node = KubernetesApi.objects("{apiVersion: v1, kind: Node, metadata: {name: fake}}")
                .get(0);
        String resources = "{\"cpu\": \"16\", \"memory\": \"64Gi\", \"pods\": \"110\"}";
        api.merge(
                        node,
                        "status",
                        "{\"status\": {\"capacity\": " + resources + ", \"allocatable\": " + resources
                                + ", \"conditions\": [{\"type\": \"Ready\", \"status\": \"True\", \"reason\": \"KubeletReady\"}]"
                                + ", \"addresses\": [{\"type\": \"InternalIP\", \"address\": \"127.0.0.1\"}]"
                                + ", \"daemonEndpoints\": {\"kubeletEndpoint\": {\"Port\": "
                                + server.getAddress().getPort() + "}}}}")
                .expectSuccess();
        return kubelet;
    }

    /** The API server takes any certificate of a kubelet, where nobody tells it which to trust. */
    private static SSLContext itself(Path folder) throws Exception {
        Path file = folder.resolve("kubelet.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "kubelet",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=fake",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        if (keytool.start().waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** What a container wrote before it ended. */
    void log(ObjectNode pod, String container, String text) {
        logs.put(pod.at("/metadata/namespace").asText() + "/" + FluxStatus.name(pod) + "/" + container, text);
    }

    /** What became of a pod: its {@code status}, in YAML. */
    void tell(ObjectNode pod, String status) {
        api.merge(pod, "status", "{\"status\": " + KubernetesApi.objects(status).get(0) + "}")
                .expectSuccess();
    }

    /** A warning about a pod. */
    void warn(ObjectNode pod, String reason, String message) {
        ObjectNode event = KubernetesApi.objects("""
                apiVersion: v1
                kind: Event
                metadata: {name: %1$s.%2$s, namespace: %3$s}
                involvedObject: {apiVersion: v1, kind: Pod, name: %1$s, namespace: %3$s, uid: %4$s}
                type: Warning
                reason: %5$s
                source: {component: kubelet, host: fake}
                """.formatted(
                                FluxStatus.name(pod),
                                reason.toLowerCase(java.util.Locale.ROOT),
                                pod.at("/metadata/namespace").asText(),
                                pod.at("/metadata/uid").asText(),
                                reason))
                .get(0)
                .put("message", message);
        api.apply(event, "kubelet").expectSuccess();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
