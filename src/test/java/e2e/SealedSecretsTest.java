package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.ControlPlaneFiles.User;
import espalier.Fleet;
import espalier.bootstrap.Bootstrap;
import espalier.bootstrap.Ground;
import espalier.bootstrap.Step;
import espalier.bootstrap.WrittenTree;
import espalier.compile.Compiler;
import espalier.live.Deadline;
import espalier.live.LiveCluster;
import espalier.order.Order;
import espalier.secrets.DeclaredSecrets;
import espalier.secrets.EscrowFile;
import espalier.secrets.Givens;
import espalier.secrets.Readers;
import espalier.secrets.SecretMaker;
import features.AgeKeys;
import features.Checkout;
import features.Checkout.Run;
import features.SealingCluster;
import features.Tools;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The controller of Sealed Secrets itself opens what {@code espalier seal} sealed, also after its keys were lost and brought back. */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SealedSecretsTest {
    private static final String SYSTEM = "sealed-secrets-system";
    private static final String FOLDER = "src/main/resources/sealed/";
    /** A controller believes that it is in a pod, and so finds there what else it would be given; nobody else sees that. */
    private static final String IN_A_POD = """
            set -e
            run=$(readlink -f /var/run)
            mount -t tmpfs tmpfs "$run"
            mkdir -p "$run/secrets/kubernetes.io/serviceaccount"
            cp "$1" "$run/secrets/kubernetes.io/serviceaccount/ca.crt"
            cp "$2" "$run/secrets/kubernetes.io/serviceaccount/token"
            shift 2
            exec "$@"
            """;

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private final KubernetesApi api = CONTROL_PLANE.api();
    private final StringBuilder said = new StringBuilder();
    private Checkout checkout;

    @Test
    void theControllerOpensWhatIsSealedAlsoAfterALoss() throws Exception {
        define();
        for (String namespace : List.of(SYSTEM, "data", "web", "media")) {
            apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}");
        }
        checkout = Checkout.at(Files.createDirectories(folder.resolve("checkout")))
                .clusters(fleet -> fleet.cluster("sealed", SealingCluster::new));
        ServerProcess controller = controller("controller");
        JsonNode key = key();
        checkout.write("etc/certs/pub-sealed-secrets.pem", values(key).get("tls.crt"));

        seal("", "--generate");
        seal("sunny\nmore\n", "web-access", "api-key", "extra");
        seal("anywhere", "--namespace", "media", "--scope", "cluster-wide", "token", "token");
        String token = checkout.read(FOLDER + "media/token.sealed.yaml");
        for (String file : List.of("data/store-login", "web/web-access")) {
            apply(checkout.read(FOLDER + file + ".sealed.yaml"));
        }
        apply(token.replace("namespace: media", "namespace: web").replace("name: token", "name: elsewhere"));
        Map<String, String> login = opened("data", "store-login");
        Map<String, String> access = opened("web", "web-access");
        assertThat(login.get("PASSWORD")).hasSize(32);
        assertThat(access)
                .containsEntry("url", "store://{{app}}:" + login.get("PASSWORD") + "@store.data")
                .containsEntry("api-key", "sunny");
        assertThat(opened("web", "elsewhere")).containsEntry("token", "anywhere");
        JsonNode made = api.get("v1", "Secret", "data", "store-login").body();
        assertThat(made.at("/metadata/labels/app.example.com~1part").asText()).isEqualTo("store");

        apply(checkout.read(FOLDER + "web/web-access.sealed.yaml").replace("name: web-access", "name: stolen"));
        Await.until(
                60,
                () -> sealed("web", "stolen")
                        .at("/status/conditions/0/message")
                        .asText()
                        .contains("no key could decrypt"),
                () -> "the controller opened what was sealed for another name: " + sealed("web", "stolen"));
        assertThat(api.get("v1", "Secret", "web", "stolen").code()).isEqualTo(404);

        AgeKeys safe = AgeKeys.in(folder.resolve("safe.txt"));
        Path escrow = folder.resolve("escrow.age");
        espalier("escrow", "sealed", "--escrow", safe.recipient(), "--escrow-file", escrow.toString());
        assertThat(safe.decrypt(escrow)).contains("-----BEGIN RSA PRIVATE KEY-----");

        controller.close();
        api.delete((ObjectNode) key);
        api.delete((ObjectNode) made);
        for (boolean twice : new boolean[] {false, true}) {
            assertThat(restore(escrow, safe)).isEqualTo(!twice);
        }
        JsonNode back = key();
        assertThat(values(back)).isEqualTo(values(key));
        assertThat(back.at("/type").asText()).isEqualTo("kubernetes.io/tls");
        controller("controller-after-the-loss");
        assertThat(opened("data", "store-login")).isEqualTo(login);

        login.values().forEach(value -> assertThat(said.toString()).doesNotContain(value));
        assertThat(said.toString()).doesNotContain("sunny", "anywhere", safe.identity(), "PRIVATE KEY");
    }

    private void define() {
        apply("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: sealedsecrets.bitnami.com}
                spec:
                  group: bitnami.com
                  names: {kind: SealedSecret, listKind: SealedSecretList, plural: sealedsecrets, singular: sealedsecret}
                  scope: Namespaced
                  versions:
                    - name: v1alpha1
                      served: true
                      storage: true
                      subresources: {status: {}}
                      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """);
        Await.until(30, () -> api.knows("bitnami.com/v1alpha1", "SealedSecret"), () -> "there is no SealedSecret");
    }

    private ServerProcess controller(String name) throws Exception {
        String program = Tools.find("sealed-secrets-controller");
        if (Tools.run(List.of("unshare", "-rm", "true"), folder, "").exit() != 0) {
            System.err.println(
                    "SKIPPED: nobody may have a /run of their own here, without which the controller does not start");
            Assumptions.abort("unshare -rm is not allowed");
        }
        String kubeconfig = Files.readString(CONTROL_PLANE.kubeconfig(User.ADMIN));
        Path token = Files.writeString(folder.resolve("token"), part(kubeconfig, "token: \"([^\"]+)\""));
        int port = Integer.parseInt(part(kubeconfig, "https://127.0.0.1:([0-9]+)"));
        ServerProcess controller = ServerProcess.start(
                name,
                CONTROL_PLANE.logs(),
                Map.of(
                        "KUBERNETES_SERVICE_HOST",
                        "127.0.0.1",
                        "KUBERNETES_SERVICE_PORT",
                        Integer.toString(port),
                        "POD_NAMESPACE",
                        SYSTEM),
                List.of(
                        "/usr/bin/env",
                        "unshare",
                        "-rm",
                        "sh",
                        "-c",
                        IN_A_POD,
                        "sh",
                        part(kubeconfig, "certificate-authority: \"([^\"]+)\""),
                        token.toString(),
                        program,
                        "--key-size=2048",
                        "--listen-addr=127.0.0.1:0",
                        "--listen-metrics-addr=127.0.0.1:0"));
        return CONTROL_PLANE.beside(controller).await(60, () -> !keys().isEmpty());
    }

    private static String part(String text, String pattern) {
        var matcher = java.util.regex.Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private List<? extends JsonNode> keys() {
        return api.list("v1", "Secret").stream()
                .filter(secret -> secret.at("/metadata/labels/sealedsecrets.bitnami.com~1sealed-secrets-key")
                        .asText()
                        .equals("active"))
                .toList();
    }

    private JsonNode key() {
        assertThat(keys()).hasSize(1);
        String name = keys().get(0).at("/metadata/name").asText();
        return api.get("v1", "Secret", SYSTEM, name).body();
    }

    private JsonNode sealed(String namespace, String name) {
        return api.get("bitnami.com/v1alpha1", "SealedSecret", namespace, name).body();
    }

    private Map<String, String> opened(String namespace, String name) {
        Await.until(
                60,
                () -> api.get("v1", "Secret", namespace, name).code() == 200,
                () -> "not opened: " + sealed(namespace, name));
        return values(api.get("v1", "Secret", namespace, name).body());
    }

    private static Map<String, String> values(JsonNode secret) {
        var values = new TreeMap<String, String>();
        secret.path("data")
                .fields()
                .forEachRemaining(field -> values.put(
                        field.getKey(),
                        new String(Base64.getDecoder().decode(field.getValue().asText()), UTF_8)));
        return values;
    }

    private void apply(String yaml) {
        for (ObjectNode object : KubernetesApi.objects(yaml)) {
            var answer = api.apply(object, "test");
            assertThat(answer.code()).as(answer.body().toString()).isLessThan(300);
        }
    }

    private void seal(String input, String... words) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
        try {
            var command = new java.util.ArrayList<>(List.of("seal", "--cluster", "sealed"));
            command.addAll(List.of(words));
            Run run = checkout.espalier(command.toArray(String[]::new));
            said.append(run.out()).append(run.err());
            assertThat(run.out()).as(run.err()).isNotEmpty();
        } finally {
            System.setIn(before);
        }
    }

    private void espalier(String... words) {
        var command = new java.util.ArrayList<>(List.of(words));
        command.addAll(
                List.of("--kubeconfig", CONTROL_PLANE.kubeconfig(User.ADMIN).toString()));
        Run run = checkout.espalier(command.toArray(String[]::new));
        said.append(run.out()).append(run.err());
        assertThat(run.exit()).as(run.err()).isZero();
    }

    /** The bootstrap's own step; gives whether it changed anything. */
    private boolean restore(Path escrow, AgeKeys safe) throws Exception {
        var fleet = new Fleet().cluster("sealed", SealingCluster::new);
        Order order = Objects.requireNonNull(
                new Compiler(fleet, checkout.root).compile("sealed").order());
        var maker = new SecretMaker(DeclaredSecrets.of(order), Readers.of(order), Givens.NONE, Map.of(), Set.of());
        var keys = EscrowFile.sealingKeys(escrow, safe.file(), "sealed");
        assertThat(keys).hasSize(1);
        Path kubeconfig = CONTROL_PLANE.kubeconfig(User.ADMIN);
        try (LiveCluster cluster = LiveCluster.of(List.of(kubeconfig), null, Duration.ofMinutes(1))) {
            var ground = new Ground(
                    cluster.applier(),
                    cluster.secrets(),
                    cluster.volumes(),
                    new WrittenTree(checkout.root, "sealed"),
                    Deadline.in(Duration.ofMinutes(1)),
                    kubeconfig,
                    cluster.context(),
                    said::append);
            for (Bootstrap.Part part : Bootstrap.of(order, maker, null, keys).parts()) {
                for (Step step : part.steps()) {
                    if (step.what().startsWith("the keys of Sealed Secrets")) {
                        assertThat(part.steps().indexOf(step))
                                .as("before what needs it")
                                .isZero();
                        return step.bring(ground);
                    }
                }
            }
        }
        throw new AssertionError("the bootstrap brings no keys back");
    }
}
