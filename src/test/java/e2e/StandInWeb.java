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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
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

    private final Map<String, byte[]> pages = new TreeMap<>();
    private final Path certificate;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConnectProxy proxy;

    /** Serves {@code charts} by the address of their repository. */
    StandInWeb(Path folder, Map<String, SmallChart> charts) throws Exception {
        var hosts = new TreeSet<String>();
        charts.forEach((repository, chart) -> {
            URI address = URI.create(repository);
            hosts.add(address.getHost());
            pages.put(
                    address.getHost() + address.getPath() + "/index.yaml",
                    chart.index().getBytes(UTF_8));
            pages.put(address.getHost() + address.getPath() + "/" + chart.fileName(), chart.archive());
        });
        Path keys = folder.resolve("keys.p12");
        certificate = folder.resolve("web.crt");
        makeCertificate(hosts, keys);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        proxy = new ConnectProxy(server.getAddress().getPort(), threads);
    }

    /** What lets a Go program find this web, and believe it. */
    Map<String, String> environment() {
        return Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port(), "SSL_CERT_FILE", certificate.toString());
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
        String host = exchange.getRequestHeaders().getFirst("Host");
        byte[] page = pages.get(host + exchange.getRequestURI().getPath());
        try (exchange) {
            if (page == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
