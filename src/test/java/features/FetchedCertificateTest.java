package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import features.Checkout.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate that a cluster seals with comes from its controller, through the API server, as kubeseal takes it. */
class FetchedCertificateTest {
    private static final String PATH =
            "/api/v1/namespaces/sealed-secrets-system/services/http:sealed-secrets:http/proxy/v1/cert.pem";
    private static final String FILE = "etc/certs/pub-sealed-secrets.pem";

    @TempDir
    Path folder;

    private Checkout checkout;
    private HttpServer server;
    private String answer = "";

    @BeforeEach
    void aClusterAnswers() throws IOException {
        checkout = Checkout.at(Files.createDirectories(folder.resolve("checkout")))
                .clusters(fleet -> fleet.cluster("sealed", SealingCluster::new));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, 404, "{\"kind\": \"Status\", \"code\": 404}"));
        server.createContext(
                "/api/v1/namespaces/kube-system",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"kube-system\", \"uid\":"
                                + " \"5a1e0000-0000-4000-8000-000000000000\"}}"));
        server.createContext(PATH, exchange -> answer(exchange, answer.isEmpty() ? 503 : 200, answer));
        server.start();
        Files.writeString(
                folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: u, user: {}}]
                contexts: [{name: home, context: {cluster: c, user: u}}]
                current-context: home
                """.formatted(server.getAddress().getPort()));
    }

    private static void answer(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void itIsGone() {
        server.stop(0);
    }

    private Run fetch(String... more) {
        var command = new java.util.ArrayList<>(java.util.List.of(
                "seal",
                "--cluster",
                "sealed",
                "--fetch",
                "--kubeconfig",
                folder.resolve("kubeconfig").toString()));
        command.addAll(java.util.List.of(more));
        return checkout.espalier(command.toArray(new String[0]));
    }

    @Test
    void itIsWrittenWhereSealLooksForIt() throws IOException {
        answer = Files.readString(SealingKeys.in(folder).certificate());
        Run run = fetch();
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(FILE + "\n");
        assertThat(run.err()).contains("the certificate of home", "is valid until", "commit it");
        assertThat(checkout.read(FILE)).isEqualTo(answer);
        assertThat(fetch().err()).contains("it is there already");
    }

    @Test
    void whatIsNoCertificateIsNotWritten() {
        answer = "<html>log in</html>";
        Run run = fetch();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "Tried to take the certificate of sealed-secrets-system/sealed-secrets, but it holds no certificate in PEM,"
                                + " which begins with -----BEGIN CERTIFICATE-----\n");
        assertThat(checkout.path(FILE)).doesNotExist();
        assertThat(fetch("--controller", "kube-system").exit()).isEqualTo(2);
        assertThat(fetch("--controller", "nowhere/sealed-secrets-controller").exit())
                .isEqualTo(3);
    }
}
