package features;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that deletes what Elasticsearch has kept long enough, against a server that answers like one. */
class ExpiredIndicesTest {
    private static final Path SCRIPT =
            Path.of(System.getProperty("espalier.root", ".")).resolve("src/main/resources/infra/elastic/expire.sh");
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** What was asked of a server with {@code indices} when the script, which keeps a week, has run. */
    private Tools.Ran run(int status, String indices) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String login = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + login);
            byte[] body = indices.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            return Tools.run(
                    List.of(
                            "env",
                            "ELASTICSEARCH_URL=" + url,
                            "ELASTICSEARCH_USER=elastic",
                            "ELASTICSEARCH_PASSWORD=s3cret",
                            "KEEP_DAYS=7",
                            "sh",
                            "-c",
                            Files.readString(SCRIPT)),
                    folder,
                    "");
        } finally {
            server.stop(0);
        }
    }

    private List<String> deleted() {
        return asked.stream()
                .filter(request -> request.startsWith("DELETE"))
                .map(request -> request.split(" ")[1])
                .toList();
    }

    @Test
    void whatIsOlderThanAWeekGoesAndNothingElse() throws IOException {
        run(
                        200,
                        String.join(
                                        "\n",
                                        "pods-" + TODAY.minusDays(8),
                                        "pods-" + TODAY.minusDays(7),
                                        "pods-" + TODAY,
                                        "jaeger-span-" + TODAY.minusDays(30),
                                        "logs-" + TODAY.minusDays(9).toString().replace('-', '.'),
                                        "books",
                                        "books-2020",
                                        "")
                                + "\n")
                .expectSuccess();
        assertThat(deleted())
                .containsExactly(
                        "/pods-" + TODAY.minusDays(8),
                        "/jaeger-span-" + TODAY.minusDays(30),
                        "/logs-" + TODAY.minusDays(9).toString().replace('-', '.'));
        String login = Base64.getEncoder().encodeToString("elastic:s3cret".getBytes(StandardCharsets.UTF_8));
        assertThat(asked).allMatch(request -> request.endsWith("Basic " + login));
    }

    /** A Job that failed is seen, and one that did nothing is not. */
    @Test
    void aServerThatRefusesIsAFailure() throws IOException {
        assertThat(run(401, "").exit()).isNotZero();
        assertThat(deleted()).isEmpty();
    }
}
