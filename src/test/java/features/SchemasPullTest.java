package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import features.Checkout.Run;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code espalier schemas pull}: how a server is reached, and who one is there. What a real one answers, e2e tries. */
@Tag("long")
class SchemasPullTest {
    private static final Path DOCUMENTS =
            Path.of(System.getProperty("espalier.root", "."), "src/test/resources/schemas");
    private static final String PASSWORD = "changeit";

    /** Made once: each takes a JVM. */
    @TempDir
    static Path keys;

    @TempDir
    Path root;

    private Checkout checkout;
    private HttpServer server;
    private String authorization;

    private final Map<String, String> answers = new LinkedHashMap<>();

    @BeforeAll
    static void makeKeys() {
        keytool("server", "RSA", "-ext", "san=ip:127.0.0.1");
        keytool("stranger", "RSA");
        keytool("client-rsa", "RSA");
        keytool("client-ec", "EC");
    }

    @BeforeEach
    void prepare() throws IOException {
        checkout = Checkout.at(root);
        answers.put(
                "/openapi/v3",
                "{\"paths\": {\"apis/garden.example.com/v1\": {\"serverRelativeURL\": \"/plums?hash=1\"},"
                        + " \"apis/garden.example.com\": {\"serverRelativeURL\": \"/group\"}, \"version\": {\"serverRelativeURL\": \"/v\"}}}");
        answers.put("/plums?hash=1", Files.readString(DOCUMENTS.resolve("openapi.json")));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private String serve(HttpServer made) {
        server = made;
        server.createContext("/", exchange -> {
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            String answer = answers.get(exchange.getRequestURI().toString());
            byte[] bytes = String.valueOf(answer).getBytes(UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Test
    void aServerThatAsksNoName() throws IOException {
        String address = serve(HttpServer.create(loopback(), 0));
        Run run = checkout.espalier("schemas", "pull", "--all", "--server", "http://" + address);
        assertThat(run.err()).contains("1 kind: 1 added");
        assertThat(run.out()).isEqualTo("added garden.example.com/v1 Plum\n");
        assertThat(checkout.espalier("schemas", "pull", "--all", "--server", "http://" + address)
                        .err())
                .contains("1 kind: 0 added, 0 changed, 1 unchanged");
    }

    @Test
    void theDefinitionsOfCustomResourcesSayMoreThanWhatIsPublishedOfThem() throws IOException {
        answers.put(
                "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
                "{\"kind\": \"CustomResourceDefinitionList\", \"items\": [{\"spec\": {\"group\": \"garden.example.com\","
                        + " \"names\": {\"kind\": \"Plum\"}, \"versions\": [{\"name\": \"v1\", \"served\": true, \"schema\":"
                        + " {\"openAPIV3Schema\": {\"type\": \"object\", \"properties\": {\"spec\": {\"type\": \"object\","
                        + " \"x-kubernetes-validations\": [{\"rule\": \"true\"}]}}}}}]}}]}");
        String address = serve(HttpServer.create(loopback(), 0));
        checkout.espalier("schemas", "pull", "--all", "--server", "http://" + address);
        assertThat(checkout.read("schemas/garden.example.com/plum_v1.schema")).contains("? {\"rule\":\"true\"}");
    }

    @Test
    void onlyWhatTheClustersUseUnlessAllIsAskedFor() throws IOException {
        checkout.orchard(apps -> apps.app("apple", "apple:1.0"));
        String address = serve(HttpServer.create(loopback(), 0));
        Run run = checkout.espalier("schemas", "pull", "--server", "http://" + address);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("0 kinds: 0 added").contains("not served there: apps/v1 Deployment\n");
        assertThat(root.resolve("schemas")).doesNotExist();
    }

    @Test
    void aTokenANameAndACertificate() throws Exception {
        String address = serve(https("client-ec"));
        write("token", "from-a-file\n");
        certificate("ca.crt", "server");
        certificate("client.crt", "client-ec");
        pem("client.key", "PRIVATE KEY", key("client-ec"));

        String certificate = "client-certificate: client.crt, client-key: client.key";
        config(address, "{" + certificate + "}");
        assertThat(pull().err()).contains("1 added");
        assertThat(authorization).isNull();
        config(address, "{token: from-the-config, " + certificate + "}");
        pull();
        assertThat(authorization).isEqualTo("Bearer from-the-config");
        config(address, "{tokenFile: token, " + certificate + "}");
        pull();
        assertThat(authorization).isEqualTo("Bearer from-a-file");
        config(address, "{username: ada, password: lovelace, " + certificate + "}");
        pull();
        assertThat(authorization).isEqualTo("Basic YWRhOmxvdmVsYWNl");
    }

    @Test
    void keysInEveryEnvelopeThatKubernetesWrites() throws Exception {
        certificate("ca.crt", "server");
        for (String algorithm : List.of("rsa", "ec")) {
            certificate("client.crt", "client-" + algorithm);
            pem("pkcs8.key", "PRIVATE KEY", key("client-" + algorithm));
            var convert = new ArrayList<>(
                    List.of(Tools.find("openssl"), algorithm, "-in", "pkcs8.key", "-out", "client.key"));
            Tools.run(convert, root, "").expectSuccess();
            if (checkout.read("client.key").contains("BEGIN PRIVATE KEY")) { // as openssl 3 has it
                convert.add("-traditional");
                Tools.run(convert, root, "").expectSuccess();
            }
            assertThat(checkout.read("client.key"))
                    .contains("BEGIN " + algorithm.toUpperCase(Locale.ROOT) + " PRIVATE KEY");
            String address = serve(https("client-" + algorithm));
            config(address, "{client-certificate: client.crt, client-key: client.key}");
            assertThat(pull().err()).as(algorithm).contains("1 kind: ");
            server.stop(0);
        }
    }

    @Test
    void aProgramOfTheKubeconfigGivesTheToken() throws Exception {
        certificate("ca.crt", "server");
        write(
                "plugin",
                "#!/bin/sh\necho a word to people >&2\necho \"$KUBERNETES_EXEC_INFO\" > $(dirname $0)/said\necho '{\"kind\":\"ExecCredential\",\"status\":{\"token\":\"for-'$WHO-$1'\"}}'\n");
        assertThat(root.resolve("plugin").toFile().setExecutable(true)).isTrue();
        String address = serve(https(null));
        config(
                address,
                "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, args: [lab],"
                        + " env: [{name: WHO, value: ada}]}}");
        assertThat(pull().err()).contains("1 added");
        assertThat(authorization).isEqualTo("Bearer for-ada-lab");
        assertThat(checkout.read("said")).contains("\"apiVersion\":\"client.authentication.k8s.io/v1\"");

        // What it gave is over at once, so that each question needs a new token.
        write(
                "plugin",
                "#!/bin/sh\necho x >>$(dirname $0)/runs\necho '{\"status\":{\"token\":\"'$(wc -l <$(dirname $0)/runs)'\","
                        + "\"expirationTimestamp\":\"2020-01-01T00:00:00Z\"}}'\n");
        pull();
        assertThat(Integer.parseInt(authorization.substring("Bearer ".length()).strip()))
                .isGreaterThan(2);

        write("plugin", "#!/bin/sh\nexit 3\n");
        assertThat(pull().err()).contains("./plugin, which the kubeconfig has run, gave no credential (exit 3)");
    }

    @Test
    void whatGoesWrongIsSaidWithTheWayOut() throws Exception {
        String address = serve(https(null));
        certificate("ca.crt", "stranger");
        var said = new StringBuilder();
        config(address, "{token: x}");
        said.append(pull().err());
        said.append(checkout.espalier("schemas", "pull", "--kubeconfig", "config", "--context", "prod")
                .err());
        said.append(
                checkout.espalier("schemas", "pull", "--kubeconfig", "nowhere").err());
        config(address, "{auth-provider: {name: gcp}}");
        said.append(pull().err());
        config(address, "{client-certificate: missing.crt}");
        said.append(pull().err());
        write("config", "clusters: [");
        said.append(pull().err());
        write("config", "hello\n");
        said.append(pull().err());
        write("config", "contexts: []\n");
        said.append(pull().err());
        write("config", "\n");
        said.append(pull().err());
        config(address, "{token: x}");
        write(
                "config",
                checkout.read("config").replace("certificate-authority: ca.crt", "insecure-skip-tls-verify: true"));
        assertThat(pull().err()).contains("1 added");
        answers.remove("/openapi/v3");
        said.append(pull().err());
        server.stop(0);
        said.append(pull().err());
        Snapshots.verify("schemas/pull-failed.txt", said.toString().replace(address, "127.0.0.1:N"));
    }

    private Run pull() {
        return checkout.espalier("schemas", "pull", "--all", "--kubeconfig", "config");
    }

    private void config(String address, String user) throws IOException {
        write(
                "config",
                "current-context: lab\n"
                        + "contexts: [{name: lab, context: {cluster: lab, user: ada}}]\n"
                        + "clusters: [{name: lab, cluster: {server: \"https://" + address
                        + "\", certificate-authority: ca.crt}}]\n"
                        + "users: [{name: ada, user: " + user + "}]\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(root.resolve(name), text);
    }

    private void pem(String name, String label, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        write(name, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }

    private void certificate(String file, String of) throws IOException, GeneralSecurityException {
        pem(file, "CERTIFICATE", store(of).getCertificate(of).getEncoded());
    }

    private static byte[] key(String of) throws IOException, GeneralSecurityException {
        return store(of).getKey(of, PASSWORD.toCharArray()).getEncoded();
    }

    private static void keytool(String name, String algorithm, String... more) {
        String program = ChildJvm.jdk().resolve("bin/keytool").toString();
        var command = new ArrayList<>(List.of(program, "-genkeypair", "-alias", name, "-keyalg", algorithm));
        command.addAll(List.of("-dname", "CN=" + name, "-validity", "30", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", name + ".p12", "-storepass", PASSWORD));
        command.addAll(List.of(more));
        Tools.run(command, keys, "").expectSuccess();
    }

    private static KeyStore store(String name) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** @param client whose certificate it asks for, or null */
    private static HttpServer https(@Nullable String client) throws GeneralSecurityException, IOException {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store("server"), PASSWORD.toCharArray());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        String vouched = client == null ? "server" : client;
        known.setCertificateEntry(vouched, store(vouched).getCertificate(vouched));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer made = HttpsServer.create(loopback(), 0);
        made.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = context.getDefaultSSLParameters();
                ssl.setNeedClientAuth(client != null);
                parameters.setSSLParameters(ssl);
            }
        });
        return made;
    }
}
