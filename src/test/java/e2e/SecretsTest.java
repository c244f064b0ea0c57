package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.ControlPlaneFiles.User;
import e2e.PantryProgram.Run;
import espalier.hidden.Hidden;
import features.AgeKeys;
import features.Checkout;
import features.GitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Secrets of a cluster on a real API server: made, kept, put back, rotated, and never shown. Each step goes on where the one
 * before ended; at the end everything that was printed or written is searched for every value that there was.
 */
@Tag("e2e")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretsTest {
    private static final String TOKEN = "canary-token-Zk3vTq81";
    private static final String SSH_KEY =
            "-----BEGIN OPENSSH PRIVATE KEY-----\ncanaryKeyLineOne81\ncanaryKeyLineTwo82\n"
                    + "-----END OPENSSH PRIVATE KEY-----\n";
    private static final String HOST = "git.example.com ssh-ed25519 canaryHostKey83";

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private static KubernetesApi api;
    private static Checkout clone;
    private static PantryProgram program;
    private static AgeKeys sops;
    private static AgeKeys safe;
    private static final List<Run> RUNS = new ArrayList<>();
    private static final Set<String> VALUES = new LinkedHashSet<>();

    @BeforeAll
    static void prepare() throws Exception {
        api = CONTROL_PLANE.api();
        sops = AgeKeys.in(Files.createDirectories(folder.resolve("brought")).resolve("sops.txt"));
        safe = AgeKeys.in(folder.resolve("brought/safe.txt"));
        Files.writeString(folder.resolve("brought/id"), SSH_KEY);
        clone = Checkout.at(Files.createDirectories(folder.resolve("clone")));
        var git = CONTROL_PLANE.beside(GitServer.start(CONTROL_PLANE.data("git")));
        clone.git("clone", "--quiet", git.url(), ".");
        clone.git("checkout", "--quiet", "-B", "main");
        clone.clusters(fleet -> fleet.cluster("pantry", (f, name) -> new Pantry(f, name, sops.recipient()))
                        .cluster("larder", (f, name) -> new Pantry(f, name, sops.recipient())))
                .synth();
        var flux = new FluxBootstrap(api, clone.path("dist/pantry/flux-system"));
        flux.write(git.url(), "./dist/pantry");
        clone.commit("The tree, and what flux bootstrap adds to it");
        clone.git("push", "--quiet", "-u", "origin", "main");
        FluxBootstrap.installDefinitions(api);
        new FluxProcesses(CONTROL_PLANE, flux.build()).start(Map.of());
        program = new PantryProgram(
                clone.root,
                Files.createDirectories(folder.resolve("tmp")),
                sops.recipient(),
                CONTROL_PLANE.kubeconfig(User.ADMIN));
        VALUES.addAll(List.of(
                TOKEN,
                "canaryKeyLineOne81",
                "canaryKeyLineTwo82",
                "canaryHostKey83",
                sops.identity(),
                safe.identity()));
    }

    private static Run espalier(String... args) {
        return espalier(Map.of(), "", args);
    }

    private static Run espalier(Map<String, String> environment, String in, String... args) {
        Run run = program.run(environment, in, args);
        RUNS.add(run);
        noteValues();
        return run;
    }

    /** In this JVM, which is quicker where nothing is brought. */
    private static Run inside(String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--kubeconfig", CONTROL_PLANE.kubeconfig(User.ADMIN).toString()));
        Checkout.Run run = clone.espalier(all.toArray(String[]::new));
        RUNS.add(new Run(run.exit(), run.out(), run.err()));
        return RUNS.get(RUNS.size() - 1);
    }

    private static void noteValues() {
        for (String namespace : List.of("cellar", "bar", "flux-system")) {
            api.list("v1", "Secret").stream()
                    .filter(secret -> secret.at("/metadata/namespace").asText().equals(namespace))
                    .forEach(secret -> secret.path("data")
                            .forEach(value -> VALUES.add(decoded(value).strip())));
        }
    }

    private static String decoded(JsonNode value) {
        return new String(Base64.getDecoder().decode(value.asText()), UTF_8);
    }

    private static Map<String, String> secret(String namespace, String name) {
        var values = new TreeMap<String, String>();
        JsonNode secret = api.get("v1", "Secret", namespace, name).body();
        secret.path("data").fields().forEachRemaining(field -> values.put(field.getKey(), decoded(field.getValue())));
        return values;
    }

    private static boolean isHash(String password, String hash) {
        return hash.startsWith("$2a$11$") && BCrypt.verifyer().verify(password.toCharArray(), hash).verified;
    }

    private static String[] brought(String... more) {
        var args = new ArrayList<>(List.of(
                "bootstrap",
                "pantry",
                "--given-file",
                "sops-age/age.agekey=" + sops.file(),
                "--given-file",
                "flux-system/identity=" + folder.resolve("brought/id"),
                "--given-file",
                "store-seal/tls.crt=" + folder.resolve("brought/id"),
                "--given-file",
                "store-seal/tls.key=" + folder.resolve("brought/id"),
                "--given-env",
                "flux-system/known_hosts=HOST_KEY",
                "--given-stdin",
                "cellar/store-token/token"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static Run bootstrap(String... more) {
        return espalier(Map.of("HOST_KEY", HOST), TOKEN + "\n", brought(more));
    }

    @Test
    @Order(1)
    void aLookTellsWhatIsToBeBroughtAndChangesNothing() {
        Run run = espalier("bootstrap", "pantry", "--dry-run");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("Secret cellar/store-login", "PASSWORD: random, 32 letters and digits")
                .contains("token: given: the token of the grocer")
                .contains("ssh-keyscan git.example.com")
                .contains(sops.recipient());
        assertThat(api.get("v1", "Namespace", "", "cellar").ok()).isFalse();
        assertThat(clone.path("bindings")).doesNotExist();
    }

    @Test
    @Order(2)
    void aPhaseIsRefusedWithAllThatItLacks() {
        Run run = espalier("bootstrap", "pantry");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("cellar/store-token/token is to be brought: the token of the grocer")
                .contains("flux-system/sops-age/age.agekey is to be brought: ");
        assertThat(secret("cellar", "store-login"))
                .as("nothing of the phase is done")
                .isEmpty();
        assertThat(clone.path("bindings/pantry.yaml"))
                .as("it is known which cluster it is")
                .exists();
    }

    @Test
    @Order(3)
    void aKeyThatDoesNotBelongToTheCluster() {
        Run run = espalier(
                Map.of("HOST_KEY", HOST), TOKEN, brought("--given-file", "sops-age/age.agekey=" + safe.file()));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("flux-system/sops-age/age.agekey cannot be what was brought: it is the identity of "
                        + safe.recipient() + ", and what is in git is encrypted for " + sops.recipient());
    }

    /** In a terminal of Python's, which answers only once it is asked. */
    @Test
    @Order(3)
    void aTerminalIsAskedWithoutEcho() throws IOException {
        Run run = program.onTerminal(
                Files.createDirectories(folder.resolve("terminal")),
                Map.of("store-token/token: ", TOKEN, "age.agekey: ", "", "tls.crt: ", "", "tls.key: ", ""),
                "bootstrap",
                "pantry");
        RUNS.add(run);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("the token of the grocer")
                .contains("flux-system/sops-age/age.agekey is to be brought")
                .doesNotContain("cellar/store-token/token is to be brought")
                .doesNotContain(TOKEN);
    }

    /** A volume that was kept: its data is behind a password that is gone. */
    @Test
    @Order(4)
    void newPasswordsBesideOldDataAreRefused() {
        api.apply(KubernetesApi.objects("""
                                apiVersion: v1
                                kind: PersistentVolume
                                metadata: {name: old-data}
                                spec:
                                  capacity: {storage: 1Gi}
                                  accessModes: [ReadWriteOnce]
                                  persistentVolumeReclaimPolicy: Retain
                                  storageClassName: disk
                                  claimRef: {apiVersion: v1, kind: PersistentVolumeClaim, namespace: cellar, name: store-data}
                                  hostPath: {path: /data}
                                """).get(0), "test").expectSuccess();
        Run run = bootstrap();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "cellar/store-login/PASSWORD is not there, but data of StatefulSet cellar/store-server is, in the volume"
                                + " old-data of the claim cellar/store-data")
                .contains("--restore FILE --identity FILE")
                .contains("--new-passwords-for store-login");
        assertThat(secret("cellar", "store-login")).isEmpty();
    }

    @Test
    @Order(5)
    void everythingIsMadeFromWhatWasBrought() throws IOException {
        var beside = java.util.concurrent.CompletableFuture.supplyAsync(() -> program.run(
                Map.of("HOST_KEY", HOST), TOKEN, brought("--new-passwords-for", "store-login", "--timeout", "2m")));
        Run run = bootstrap(
                "--new-passwords-for",
                "store-login",
                "--escrow",
                safe.recipient(),
                "--escrow-file",
                folder.resolve("escrow.age").toString(),
                "--timeout",
                "2m");
        assertThat(run.exit()).isZero();
        RUNS.add(beside.join());
        assertThat(beside.join().exit())
                .as("one who did the same at the same time")
                .isZero();
        JsonNode seal = api.get("v1", "Secret", "cellar", "store-seal").body();
        assertThat(seal.path("type").asText()).isEqualTo("kubernetes.io/tls");
        assertThat(seal.at("/metadata/labels/sealedsecrets.bitnami.com~1sealed-secrets-key")
                        .asText())
                .isEqualTo("active");
        Map<String, String> login = secret("cellar", "store-login");
        assertThat(login).containsOnlyKeys("PASSWORD", "HASH", "SALT");
        assertThat(login.get("PASSWORD")).matches("[A-Za-z0-9]{32}");
        assertThat(login.get("SALT")).matches("salt-[A-Za-z0-9]{12}");
        assertThat(isHash(login.get("PASSWORD"), login.get("HASH"))).isTrue();
        assertThat(secret("bar", "guest-way"))
                .containsOnly(Map.entry("URL", "store://me:" + login.get("PASSWORD") + "@store"));
        assertThat(secret("cellar", "store-token")).containsOnly(Map.entry("token", TOKEN));
        assertThat(secret("flux-system", "sops-age")).containsOnlyKeys("age.agekey");
        assertThat(secret("flux-system", "flux-system"))
                .containsOnly(Map.entry("identity", SSH_KEY), Map.entry("known_hosts", HOST));
        ObjectNode cellar =
                (ObjectNode) api.get("v1", "Namespace", "", "cellar").body();
        assertThat(cellar.at("/metadata/labels").toString()).contains("example.com/purpose");
        assertThat(FieldOwners.of(cellar)).containsKey("kubectl");
    }

    @Test
    @Order(6)
    void anotherRunChangesNothing() {
        Map<String, String> before = versions();
        Run run = bootstrap("--timeout", "2m");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).doesNotContain("left as it is");
        assertThat(versions()).isEqualTo(before);
    }

    private static Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        for (ObjectNode secret : api.list("v1", "Secret")) {
            versions.put(
                    FluxStatus.name(secret),
                    secret.at("/metadata/resourceVersion").asText());
        }
        return versions;
    }

    @Test
    @Order(7)
    void whatIsMissingIsAddedAndWhatIsWrongIsSaid() {
        Map<String, String> before = secret("cellar", "store-login");
        patch("cellar", "store-login", "{\"data\":{\"HASH\":null,\"EXTRA\":\"Y2FuYXJ5LWV4dHJhLTg0\"}}");
        patch("bar", "guest-way", "{\"data\":{\"URL\":\"Y2FuYXJ5LXVybC04NQ==\"}}");
        Run run = bootstrap("--timeout", "2m");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("Secret cellar/store-login: it has the key EXTRA, which nobody declares")
                .contains("Secret bar/guest-way: its key URL is not made of")
                .contains("espalier rotate bar/guest-way/URL");
        Map<String, String> after = secret("cellar", "store-login");
        assertThat(after).containsEntry("PASSWORD", before.get("PASSWORD")).containsEntry("SALT", before.get("SALT"));
        assertThat(isHash(after.get("PASSWORD"), after.get("HASH"))).isTrue();
        assertThat(secret("bar", "guest-way")).containsEntry("URL", "canary-url-85");
        Run rotated = espalier("rotate", "bar/guest-way/URL");
        assertThat(rotated.exit()).isZero();
        assertThat(secret("bar", "guest-way")).containsEntry("URL", "store://me:" + before.get("PASSWORD") + "@store");
        assertThat(bootstrap("--timeout", "2m").exit()).isZero();
    }

    private static void patch(String namespace, String name, String merge) {
        api.merge(object(namespace, name), "", merge).expectSuccess();
    }

    private static ObjectNode object(String namespace, String name) {
        return (ObjectNode) api.get("v1", "Secret", namespace, name).body();
    }

    @Test
    @Order(8)
    void aLostClusterGetsItsPasswordsBack() throws Exception {
        Map<String, String> login = secret("cellar", "store-login");
        String escrow = Files.readString(folder.resolve("escrow.age"));
        assertThat(escrow).startsWith("-----BEGIN AGE ENCRYPTED FILE-----");
        assertThat(safe.decrypt(folder.resolve("escrow.age")))
                .contains("kind: Secret", "name: store-login", login.get("PASSWORD"))
                .doesNotContain(TOKEN, "canaryKeyLine");
        api.delete(object("cellar", "store-login")).expectSuccess();
        api.delete(object("bar", "guest-way")).expectSuccess();
        assertThat(bootstrap().exit())
                .as("new ones would be beside the old data")
                .isEqualTo(1);
        Run wrong = bootstrap(
                "--restore",
                folder.resolve("escrow.age").toString(),
                "--identity",
                sops.file().toString());
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("the identity does not open it");
        Run run = bootstrap(
                "--restore",
                folder.resolve("escrow.age").toString(),
                "--identity",
                safe.file().toString(),
                "--timeout",
                "2m");
        assertThat(run.exit()).isZero();
        Map<String, String> back = secret("cellar", "store-login");
        assertThat(back).containsEntry("PASSWORD", login.get("PASSWORD")).containsEntry("SALT", login.get("SALT"));
        assertThat(isHash(back.get("PASSWORD"), back.get("HASH"))).isTrue();
        assertThat(secret("bar", "guest-way")).containsEntry("URL", "store://me:" + login.get("PASSWORD") + "@store");
    }

    /** What the bootstrap made before Flux, Flux keeps from then on as if it had made it. */
    @Test
    @Order(9)
    void fluxTakesTheNamespacesOver() {
        var status = new FluxStatus(api);
        status.awaitReady(
                120,
                List.of(
                        "flux-system",
                        "house",
                        "house-bar",
                        "house-cellar",
                        "house-disk",
                        "house-guest",
                        "house-store"));
        ObjectNode cellar =
                (ObjectNode) api.get("v1", "Namespace", "", "cellar").body();
        assertThat(FieldOwners.of(cellar)).containsKey("kustomize-controller").doesNotContainKey("kubectl");
    }

    @Test
    @Order(10)
    void aNewPasswordReachesAllWhoReadIt() {
        Map<String, String> before = versions();
        Run plan = espalier("rotate", "store-login/PASSWORD", "--dry-run");
        assertThat(plan.exit()).isZero();
        assertThat(plan.out())
                .contains("new             cellar/store-login/PASSWORD")
                .contains("made anew       cellar/store-login/HASH")
                .contains("made anew       bar/guest-way/URL")
                .contains("restart         StatefulSet cellar/store-server");
        assertThat(versions()).isEqualTo(before);
        Map<String, String> old = secret("cellar", "store-login");
        Run run = espalier("rotate", "store-login/PASSWORD", "--output", "json", "--timeout", "2m");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .containsSubsequence(
                        "StatefulSet cellar/store-server", "Deployment cellar/store-keeper", "Deployment bar/guest");
        Map<String, String> login = secret("cellar", "store-login");
        assertThat(login.get("PASSWORD")).isNotEqualTo(old.get("PASSWORD"));
        assertThat(login.get("SALT")).isEqualTo(old.get("SALT"));
        assertThat(isHash(login.get("PASSWORD"), login.get("HASH"))).isTrue();
        assertThat(secret("bar", "guest-way")).containsEntry("URL", "store://me:" + login.get("PASSWORD") + "@store");
        assertThat(restarted()).hasSize(3).doesNotContain("");
    }

    private static List<String> restarted() {
        var times = new ArrayList<String>();
        for (String[] each : new String[][] {
            {"StatefulSet", "cellar", "store-server"},
            {"Deployment", "cellar", "store-keeper"},
            {"Deployment", "bar", "guest"}
        }) {
            times.add(api.get("apps/v1", each[0], each[1], each[2])
                    .body()
                    .at("/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt")
                    .asText());
        }
        return times;
    }

    /** Otherwise every pod would begin anew once more. */
    @Test
    @Order(11)
    void fluxLeavesTheRestartAlone() {
        List<String> before = restarted();
        new FluxStatus(api).reconcileAll(120);
        assertThat(restarted()).isEqualTo(before);
    }

    @Test
    @Order(12)
    void whatIsNotOursToRotateIsRefused() {
        Run token = inside("rotate", "store-token");
        assertThat(token.exit()).isEqualTo(1);
        assertThat(token.err())
                .contains("cellar/store-token/token was brought by a person (the token of the grocer)")
                .contains("kubectl --namespace cellar delete secret store-token");
        Run none = inside("rotate", "store-lodgin/PASSWORD");
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.err()).contains("there is none called store-lodgin/PASSWORD");
        Run other = inside("rotate", "store-login", "--cluster", "larder");
        assertThat(other.exit()).isEqualTo(3);
        assertThat(other.err()).contains("leads to pantry").contains("and not to larder");
    }

    /** An admission policy whose message quotes what it was sent, and a user who may nothing. */
    @Test
    @Order(13)
    void aRefusalThatRepeatsTheValueIsNotRepeated() {
        Map<String, String> before = versions();
        api.delete(object("cellar", "store-token")).expectSuccess();
        Run forbidden = program.as(CONTROL_PLANE.kubeconfig(User.SOURCE_CONTROLLER))
                .run(Map.of("HOST_KEY", HOST), TOKEN, brought());
        RUNS.add(forbidden);
        assertThat(forbidden.exit()).isEqualTo(3);
        assertThat(forbidden.err()).contains("this user may not create secrets").contains("kind: ClusterRole");
        KubernetesApi.objects("""
                        apiVersion: admissionregistration.k8s.io/v1
                        kind: ValidatingAdmissionPolicy
                        metadata: {name: talkative}
                        spec:
                          failurePolicy: Fail
                          matchConstraints:
                            resourceRules:
                              - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [secrets]}
                          validations:
                            - expression: "object.metadata.namespace != 'cellar'"
                              messageExpression: "'no: ' + string(object.data['PASSWORD'])"
                        ---
                        apiVersion: admissionregistration.k8s.io/v1
                        kind: ValidatingAdmissionPolicyBinding
                        metadata: {name: talkative}
                        spec: {policyName: talkative, validationActions: [Deny]}
                        """).forEach(object -> api.apply(object, "test").expectSuccess());
        Await.until(
                30,
                () -> !api.merge(object("cellar", "store-login"), "", "{\"data\":{\"EXTRA\":\"eA==\"}}")
                        .ok(),
                () -> "the policy is not at work");
        Run run = espalier("rotate", "store-login");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("its message may show a value, and is left out");
        KubernetesApi.objects("""
                        apiVersion: admissionregistration.k8s.io/v1
                        kind: ValidatingAdmissionPolicyBinding
                        metadata: {name: talkative}
                        """).forEach(object -> api.delete(object).expectSuccess());
        Await.until(
                30,
                () -> api.merge(object("cellar", "store-login"), "", "{\"data\":{\"EXTRA\":null}}")
                        .ok(),
                () -> "the policy is still at work");
    }

    @Test
    @Order(14)
    void theOtherCommandsAndTheirTracesShowNothing() {
        String[] traces = {
            "-Djdk.httpclient.HttpClient.log=errors,requests,headers,content,frames:all,ssl,trace,channel",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"
        };
        for (String[] command : new String[][] {
            {"status", "--all", "--output", "json"},
            {"doctor", "--output", "json"},
            {"watch", "--timeout", "1m", "--output", "json"},
            {"reconcile", "house-store", "--timeout", "1m"},
            {"bootstrap", "pantry", "--dry-run", "--output", "json"},
        }) {
            RUNS.add(program.with(traces).run(command));
        }
        RUNS.add(program.with(traces).run(Map.of("HOST_KEY", HOST), TOKEN, brought("--timeout", "2m")));
        RUNS.add(program.with(traces).run("rotate", "store-login", "--timeout", "2m"));
        noteValues();
        assertThat(RUNS.get(RUNS.size() - 1).exit()).isZero();
    }

    @Test
    @Order(15)
    void nothingIsDoneToAnotherCluster() throws IOException {
        Path binding = clone.path("bindings/pantry.yaml");
        String known = Files.readString(binding);
        String uid = api.get("v1", "Namespace", "", "kube-system")
                .body()
                .at("/metadata/uid")
                .asText();
        assertThat(known).contains(uid).contains("context: \"e2e\"");
        String other = "00000000-1111-4222-8333-444444444444";
        Files.writeString(binding, known.replace(uid, other));
        Map<String, String> before = versions();
        for (String[] command : new String[][] {
            {"status"},
            {"doctor"},
            {"watch"},
            {"reconcile", "house-store"},
            {"suspend", "house-store"},
            {"resume", "house-store"},
            {"rotate", "store-login"},
            {"bootstrap", "pantry"},
            {"push", "--watch"},
            {"diff", "--live"},
        }) {
            Run run = inside(command);
            assertThat(run.exit()).as(command[0]).isEqualTo(3);
            assertThat(run.err()).as(command[0]).contains(uid).contains("and not to pantry (fingerprint " + other);
        }
        assertThat(versions()).isEqualTo(before);
        Files.delete(binding);
        Run larder = inside("bootstrap", "larder");
        assertThat(larder.exit()).isEqualTo(3);
        assertThat(larder.err())
                .contains("a cluster that was bootstrapped as pantry")
                .contains("and not to larder");
        assertThat(inside("status").exit()).as("it says itself who it is").isZero();
        Files.writeString(binding, known.replace(uid, other));
        assertThat(bootstrap("--rebind", "--timeout", "2m").exit()).isZero();
        assertThat(Files.readString(binding)).isEqualTo(known);
    }

    /** Everything that was printed, and every file but those that were brought. */
    @Test
    @Order(99)
    void noValueIsSeenAnywhere() throws IOException {
        assertThat(VALUES).hasSizeGreaterThan(15).contains(TOKEN, sops.identity());
        Set<String> forms = new TreeSet<>();
        for (String value : VALUES) {
            if (value.length() >= 8) {
                forms.add(value);
                forms.add(Hidden.of(value).base64());
                forms.add(java.net.URLEncoder.encode(value, UTF_8));
                value.lines()
                        .filter(line -> line.length() >= 8 && !line.startsWith("-----") && !line.startsWith("#"))
                        .forEach(forms::add);
            }
        }
        clone.git("add", "-A");
        clone.git("commit", "--quiet", "--allow-empty", "-m", "Everything");
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("the log of git", clone.git("log", "-p", "--all"));
        for (int i = 0; i < RUNS.size(); i++) {
            texts.put("run " + i, RUNS.get(i).all());
        }
        for (Path top : List.of(folder, CONTROL_PLANE.logs())) {
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (!file.startsWith(folder.resolve("brought"))) {
                        texts.put(
                                file.toString(), Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
        var seen = new ArrayList<String>();
        texts.forEach(
                (where, text) -> forms.stream().filter(text::contains).forEach(form -> seen.add(where + ": " + form)));
        assertThat(seen).isEmpty();
        System.err.println("e2e: " + forms.size() + " forms of " + VALUES.size() + " values are in none of "
                + texts.size() + " texts");
    }
}
