package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The part of the web that a cluster fetches charts from, on loopback: an https server for all its hosts, with a certificate
 * that a program trusts for being told to, behind a proxy that leads there whatever host is asked for. So the tree stays as
 * it is committed, the addresses in it included.
 */
final class StandInWeb implements AutoCloseable {
    private static final String PASSWORD = "stand-in";

    private static final Set<String> PASSED_ON = Set.of("content-type", "content-encoding", "accept", "git-protocol");

    private final Map<String, Page> pages = new TreeMap<>();
    private final Map<String, String> elsewhere = new TreeMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path keys;
    private final Path certificate;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConnectProxy proxy;

    /** Something to read. */
    record Page(byte[] content, String type) {
        static Page of(byte[] content) {
            return new Page(content, "application/octet-stream");
        }
    }

    /** Serves {@code charts} by the address of their repository. */
    StandInWeb(Path folder, Map<String, SmallChart> charts) throws Exception {
        this(folder, lists(charts), Map.of());
    }

    /**
     * Serves {@code charts} by the address of their repository, or by their own where that begins with {@code oci://}, and what
     * lies below the addresses of {@code elsewhere} from others, such as a git server, to which it leads.
     */
    StandInWeb(Path folder, Map<String, List<SmallChart>> charts, Map<String, String> elsewhere) throws Exception {
        var hosts = new TreeSet<String>();
        charts.forEach((repository, served) -> {
            URI address = URI.create(repository);
            if (address.getScheme().equals("oci")) {
                String host = OciPages.host(address);
                hosts.add(host);
                served.forEach(chart -> pages.putAll(OciPages.of(host + "/v2", address.getPath(), chart)));
            } else {
                hosts.add(address.getHost());
                String at = address.getHost() + address.getPath();
                pages.put(at + "/index.yaml", Page.of(SmallChart.index(served).getBytes(UTF_8)));
                served.forEach(chart -> pages.put(at + "/" + chart.fileName(), Page.of(chart.archive())));
            }
        });
        elsewhere.forEach((from, to) -> {
            URI address = URI.create(from);
            hosts.add(address.getHost());
            this.elsewhere.put(address.getHost() + address.getPath() + "/", to + "/");
        });
        keys = folder.resolve("keys.p12");
        certificate = folder.resolve("web.crt");
        makeCertificate(hosts, keys);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        proxy = new ConnectProxy(server.getAddress().getPort(), threads);
    }

    private static Map<String, List<SmallChart>> lists(Map<String, SmallChart> charts) {
        var lists = new TreeMap<String, List<SmallChart>>();
        charts.forEach((repository, chart) -> lists.put(repository, List.of(chart)));
        return lists;
    }

    /** What lets a Go program find this web, and believe it. */
    Map<String, String> environment() {
        return Map.of(
                "HTTPS_PROXY",
                "http://127.0.0.1:" + proxy.port(),
                "NO_PROXY",
                "127.0.0.1",
                "SSL_CERT_FILE",
                certificate.toString());
    }

    /** What lets a JVM find this web, and believe it. */
    List<String> optionsOfJvm() {
        return List.of(
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=" + proxy.port(),
                "-Djavax.net.ssl.trustStore=" + keys,
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /** The JDK makes certificates by its program keytool alone. */
    private void makeCertificate(Set<String> hosts, Path keys) throws IOException, InterruptedException {
        String names = hosts.stream().map(host -> "dns:" + host).collect(Collectors.joining(","));
        keytool(
                List.of(
                        "-genkeypair",
                        "-alias",
                        "web",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=stand-in",
                        "-ext",
                        "SAN=" + names),
                keys);
        keytool(List.of("-exportcert", "-alias", "web", "-rfc", "-file", certificate.toString()), keys);
    }

    private static void keytool(List<String> arguments, Path keys) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        command.addAll(List.of("-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + output);
        }
    }

    private static SSLContext context(Path keys) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestHeaders().getFirst("Host")
                + exchange.getRequestURI().getPath();
        Page page = pages.get(asked);
        try (exchange) {
            if (page != null) {
                give(page, exchange);
                return;
            }
            for (Map.Entry<String, String> entry : elsewhere.entrySet()) {
                if (asked.startsWith(entry.getKey())) {
                    String query = exchange.getRequestURI().getRawQuery();
                    String rest = asked.substring(entry.getKey().length());
                    passOn(entry.getValue() + rest + (query == null ? "" : "?" + query), exchange);
                    return;
                }
            }
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private static void give(Page page, HttpExchange exchange) throws IOException {
        byte[] content = page.content();
        exchange.getResponseHeaders().set("Content-Type", page.type());
        exchange.getResponseHeaders().set("Docker-Content-Digest", "sha256:" + SmallChart.digest(content));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private void passOn(String url, HttpExchange exchange) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        byte[] body = exchange.getRequestBody().readAllBytes();
        request.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        try {
            var response = client.send(request.build(), BodyHandlers.ofByteArray());
            response.headers().map().forEach((name, values) -> {
                if (PASSED_ON.contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(
                    response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
