package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import espalier.Cluster;
import espalier.SecretDeclaration;
import espalier.hidden.Hidden;
import espalier.live.LiveCluster;
import espalier.order.Order;
import espalier.secrets.DeclaredSecrets;
import espalier.secrets.GitCredential;
import espalier.secrets.Givens;
import espalier.secrets.Readers;
import espalier.secrets.SecretMaker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a Secret can do without, such as the token of a repository that anybody may read, is made of what somebody brings. */
class OptionalSecretValuesTest {
    private final List<String> written = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void anApiServerWithoutSecrets() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean isWrite = exchange.getRequestMethod().equals("POST");
        byte[] asked = exchange.getRequestBody().readAllBytes();
        if (isWrite) {
            written.add(new String(asked, UTF_8));
        }
        byte[] answer = isWrite ? asked : "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":404}".getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(isWrite ? 201 : 404, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private boolean make(Givens givens) throws Exception {
        Order order = Objects.requireNonNull(Compiled.cluster((fleet, name) -> new Cluster(
                        fleet,
                        name,
                        c -> c.kubernetes("1.33").flux("2.7.5").git("https://git.example.com/house", "main")) {})
                .order());
        SecretDeclaration git = Objects.requireNonNull(GitCredential.of(order));
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        try (LiveCluster cluster = LiveCluster.at(address, Duration.ofSeconds(30))) {
            return new SecretMaker(DeclaredSecrets.of(order), Readers.of(order), givens, Map.of(), Set.of())
                    .make(git, cluster.secrets());
        }
    }

    @Test
    void isMadeOfWhatIsBrought() throws Exception {
        assertThat(make((name, given) -> Hidden.of("canary-" + name.key()))).isTrue();
        assertThat(written).hasSize(1);
        assertThat(written.get(0))
                .contains("\"username\":\"" + Hidden.of("canary-username").base64() + '"')
                .contains("\"password\":\"" + Hidden.of("canary-password").base64() + '"');
    }

    @Test
    void isNotMadeOfNothing() throws Exception {
        assertThat(make(Givens.NONE)).isFalse();
        assertThat(written).isEmpty();
    }
}
