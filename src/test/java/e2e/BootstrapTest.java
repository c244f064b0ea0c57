package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import e2e.ControlPlaneFiles.User;
import features.Checkout;
import features.Checkout.Run;
import features.GitServer;
import features.Tools;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
 * A cluster from nothing to where Flux has it, however often the way is broken off; then a change, which shows that Flux owns
 * what was there before it. Each step goes on where the one before it ended.
 */
@Tag("e2e")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BootstrapTest {
    private static final String RELEASES = "helm.toolkit.fluxcd.io/v2";

    /** The names under which a control plane writes objects of its own. */
    private static final Set<String> KUBERNETES =
            Set.of("kube-apiserver", "kube-controller-manager", "clusterrole-aggregation-controller");

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private static KubernetesApi api;
    private static GitServer git;
    private static String charts;
    private static Checkout clone;

    @BeforeAll
    static void repositories() throws Exception {
        api = CONTROL_PLANE.api();
        git = CONTROL_PLANE.beside(GitServer.start(CONTROL_PLANE.data("git")));
        charts = serve(sprinkler());
        clone = Checkout.at(Files.createDirectories(folder.resolve("clone")));
        clone.git("clone", "--quiet", git.url(), ".");
        clone.git("config", "user.name", "gardener");
        clone.git("config", "user.email", "gardener@example.com");
        clone.write(".gitignore", ".espalier/\n");
        sow(true);
        clone.git("checkout", "--quiet", "-b", "main");
        clone.write("weeds/nettle.yaml", weed("nettle"));
        clone.write("weeds/deep/dandelion.yaml", weed("dandelion"));
        clone.commit("Begin");
        clone.git("tag", "wild");
        clone.git("push", "--quiet", "-u", "origin", "main", "wild");
    }

    private static String weed(String name) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + ", namespace: weeds}, data: {a: b}}\n";
    }

    private static SmallChart sprinkler() {
        var files = new LinkedHashMap<>(SmallChart.of("sprinkler", "1.2.3").files());
        files.put("values.yaml", "hours: 1\nagain: never\n");
        files.put("templates/configmap.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Release.Name }}-hours
                data:
                  hours: {{ .Values.hours | quote }}
                  again: {{ .Values.again | quote }}
                  code: {{ add .Values.tap.code 1 | quote }}
                """);
        return new SmallChart("sprinkler", "1.2.3", files);
    }

    /** A repository of charts, over http. */
    private static String serve(SmallChart chart) throws Exception {
        Map<String, byte[]> pages =
                Map.of("/index.yaml", chart.index().getBytes(UTF_8), "/" + chart.fileName(), chart.archive());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = pages.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(page == null ? 404 : 200, page == null ? -1 : page.length);
            if (page != null) {
                exchange.getResponseBody().write(page);
            }
            exchange.close();
        });
        server.start();
        CONTROL_PLANE.beside(() -> server.stop(0));
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void sow(boolean full) {
        clone.clusters(fleet -> fleet.cluster("nursery", (f, name) -> new Nursery(f, name, git.url(), charts, full)))
                .synth();
    }

    private static Run espalier(String... args) {
        return espalier(User.ADMIN, args);
    }

    private static Run espalier(User user, String... args) {
        var all = new ArrayList<>(Arrays.asList(args));
        all.add("--kubeconfig");
        all.add(CONTROL_PLANE.kubeconfig(user).toString());
        Run run = clone.espalier(all.toArray(String[]::new));
        System.err.println(
                "e2e: espalier " + String.join(" ", args) + ": exit code " + run.exit() + "\n" + run.out() + run.err());
        return run;
    }

    /** What was told, without its seconds. */
    private static List<String> told(String out) {
        return out.lines()
                .map(line -> line.replaceFirst("^ *[0-9.]+s +", "").replaceAll(" +", " "))
                .toList();
    }

    @Test
    @Order(1)
    void whatItWouldBring() {
        Map<String, String> before = versions();
        Run run = espalier("bootstrap", "nursery", "--dry-run");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(told(run.out()))
                .contains(
                        "phase crds",
                        "missing base-definitions: 1 object",
                        "phase core",
                        "missing base-bed: 2 objects",
                        "missing base-sprinkler: chart sprinkler 1.2.3",
                        "phase flux");
        assertThat(run.out())
                .contains("flux install --version=v2.7.5 --export > dist/nursery/flux-system/gotk-components.yaml");
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    @Order(2)
    void aValueThatNobodyMade() {
        Run run = espalier("bootstrap", "nursery");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "Tried to bootstrap nursery, but HelmRelease default/sprinkler needs the key code of the Secret"
                                + " default/tap for its values, which is not there");
        assertThat(told(run.out()))
                .containsExactly(
                        "phase crds",
                        "ready base-definitions: 1 object",
                        "phase core",
                        "ready base-weeds: ./weeds of " + git.url());
        assertThat(api.get("v1", "ConfigMap", "weeds", "dandelion").ok()).isTrue();
        api.apply(StandIns.secret("default", "tap", Map.of("code", "4711")), "kubectl")
                .expectSuccess();
    }

    @Test
    @Order(3)
    void whoMayNot() {
        Run stranger = espalier(User.GUEST, "bootstrap", "nursery");
        assertThat(stranger.exit()).isEqualTo(3);
        assertThat(stranger.err()).contains("Tried to bootstrap nursery, but this user may not get namespaces");
        KubernetesApi.objects("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: guests}
                rules:
                  - {apiGroups: [""], resources: [namespaces], verbs: [get, patch]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: guests}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: guests}
                subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: guests}]
                """)
                .forEach(object -> api.apply(object, "kubectl").expectSuccess());
        Run guest = espalier(User.GUEST, "bootstrap", "nursery");
        assertThat(guest.exit()).isEqualTo(3);
        assertThat(guest.err())
                .contains("but this user may not get customresourcedefinitions of apiextensions.k8s.io")
                .contains("    resources: [customresourcedefinitions]\n    verbs: [get]\n");
    }

    @Test
    @Order(4)
    void noTimeForAChart() {
        Run run = espalier("bootstrap", "nursery", "--timeout", "3s");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(told(run.out()))
                .contains("phase crds")
                .doesNotContain("ready base-sprinkler: chart sprinkler 1.2.3");
    }

    @Test
    @Order(5)
    void fluxThatNobodyBrings() {
        Run run = espalier("bootstrap", "nursery");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(told(run.out()))
                .containsExactly(
                        "phase crds",
                        "there base-definitions: 1 object",
                        "phase core",
                        "there base-weeds: ./weeds of " + git.url(),
                        "ready base-sprinkler: chart sprinkler 1.2.3",
                        "ready base-bed: 2 objects",
                        "phase flux");
        assertThat(run.err())
                .contains("the phase flux cannot begin:\n  there is nothing to install Flux from:"
                        + " dist/nursery/flux-system/gotk-components.yaml is empty, and the cluster does not have Flux")
                .contains(
                        "begin again: flux install --version=v2.7.5 --export > dist/nursery/flux-system/gotk-components.yaml\n");
        assertThat(config("sprinkler-hours").path("code").asText())
                .as("a number, as Helm's --set reads it")
                .isEqualTo("4712");
    }

    /** The kubelet of this test: Flux's controllers run as soon as there is a Deployment of them. */
    private static Thread kubelet() {
        var thread = new Thread(() -> {
            Await.until(
                    120,
                    () -> api.get("/apis/apps/v1/namespaces/flux-system/deployments/kustomize-controller")
                            .ok(),
                    () -> "nobody deployed Flux");
            new FluxProcesses(CONTROL_PLANE, new FluxBootstrap(api, clone.path("dist/nursery/flux-system")).build())
                    .start(Map.of());
        });
        thread.start();
        return thread;
    }

    @Test
    @Order(6)
    void brokenOffInTheMiddleOfAChartItBeginsThatAgain() throws Exception {
        Path helm = Path.of(Tools.find("helm"));
        for (ObjectNode secret : releaseSecrets()) {
            api.delete(secret).expectSuccess();
        }
        api.delete(deployment()).expectSuccess();
        Process process = bootstrap(helm.getParent() + ":");
        Await.until(
                60,
                () -> releaseSecrets().stream()
                        .anyMatch(secret ->
                                secret.at("/metadata/labels/status").asText().equals("pending-install")),
                () -> "Helm did not begin");
        assertThat(process.children().map(child -> child.info().command().orElse("")))
                .as("the program on PATH comes first")
                .contains(helm.toRealPath().toString());
        kill(process);
        assertThat(releaseSecrets()).hasSize(1);
        Run run = espalier("bootstrap", "nursery");
        assertThat(run.err()).contains("a Helm was broken off at sprinkler: begun again\n");
        assertThat(told(run.out())).contains("ready base-sprinkler: chart sprinkler 1.2.3");
        assertThat(releaseSecrets())
                .extracting(secret -> secret.at("/metadata/labels/status").asText())
                .containsExactly("deployed");
    }

    private static ObjectNode deployment() {
        return (ObjectNode) object("apps/v1", "Deployment", "sprinkler");
    }

    /** Where Helm writes down what it does. */
    private static List<ObjectNode> releaseSecrets() {
        return api.list("v1", "Secret").stream()
                .filter(secret -> secret.path("type").asText().equals("helm.sh/release.v1"))
                .toList();
    }

    /** @param path what stands on PATH before all else */
    private static Process bootstrap(String path) throws Exception {
        String kubeconfig = CONTROL_PLANE.kubeconfig(User.ADMIN).toString();
        var command = NurseryProgram.command(
                clone.root, git.url(), charts, "bootstrap", "nursery", "--kubeconfig", kubeconfig);
        command.environment().merge("PATH", path, (before, front) -> front + before);
        return command.redirectErrorStream(true).start();
    }

    private static void kill(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        System.err.println("e2e: killed");
    }

    @Test
    @Order(7)
    void brokenOffAtEachStepItGoesOn() throws Exception {
        Files.copy(
                Programs.find("gotk-components.yaml"),
                clone.path("dist/nursery/flux-system/gotk-components.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        Thread kubelet = kubelet();
        int steps = 0;
        while (!isKilledAfter(steps)) {
            steps++;
        }
        assertThat(steps).as("times that it was killed").isGreaterThan(3);
        kubelet.join();
        Run run = espalier("bootstrap", "nursery", "--timeout", "3m");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(told(run.out()))
                .contains(
                        "there base-definitions: 1 object",
                        "there base-bed: 2 objects",
                        "there base-sprinkler: chart sprinkler 1.2.3",
                        "there flux-system: Flux's controllers");
    }

    /** Kills it when it has told of {@code steps} lines and is at the next one; true when it came to its end. */
    private static boolean isKilledAfter(int steps) throws Exception {
        Process process = bootstrap("");
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (int i = 0; i < steps + 1; i++) {
                String line = lines.readLine();
                if (line == null) {
                    assertThat(process.waitFor()).isZero();
                    return true;
                }
                System.err.println("e2e: " + line);
            }
            Thread.sleep(300);
            kill(process);
            return false;
        }
    }

    @Test
    @Order(8)
    void fluxTakesOver() {
        clone.git("add", "-A");
        clone.git("commit", "--quiet", "-m", "What the bootstrap wrote");
        clone.git("push", "--quiet", "origin", "main");
        Run run = espalier("watch", "--timeout", "3m");
        assertThat(run.exit()).as(run.err()).isZero();
        new FluxStatus(api)
                .awaitReady(
                        60,
                        List.of(
                                "flux-system",
                                "base",
                                "base-definitions",
                                "base-bed",
                                "base-sprinkler",
                                "base-weeds",
                                "weeds-wild",
                                "later",
                                "later-harvest"));
        JsonNode soil = object("v1", "ConfigMap", "bed-soil");
        assertThat(FieldOwners.of(soil).keySet()).containsExactly("kustomize-controller");
        JsonNode history = object(RELEASES, "HelmRelease", "sprinkler").at("/status/history");
        assertThat(history.path(0).path("status").asText()).isEqualTo("deployed");
        assertThat(history.path(0).path("firstDeployed").asText())
                .isNotEqualTo(history.path(0).path("lastDeployed").asText());
        var failures = new ArrayList<String>();
        for (ObjectNode event : api.list("v1", "Event")) {
            boolean ofRelease = event.at("/involvedObject/kind").asText().equals("HelmRelease");
            String reason = event.path("reason").asText();
            if (ofRelease && (reason.startsWith("Install") || reason.endsWith("Failed"))) {
                failures.add(reason + ": " + event.path("message").asText());
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    @Order(9)
    void aSecondRunChangesNothing() {
        Map<String, String> before = versions();
        Run run = espalier("bootstrap", "nursery");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(told(run.out())).allMatch(line -> line.startsWith("phase ") || line.startsWith("there "));
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    @Order(10)
    void whatLeavesGitLeavesTheCluster() {
        assertThat(config("bed-soil").has("sand")).isTrue();
        assertThat(config("sprinkler-hours").path("again").asText()).isEqualTo("dawn");
        sow(false);
        Run run = espalier("push", "--watch", "--timeout", "3m");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(config("bed-soil").has("sand")).isFalse();
        Await.until(
                60,
                () -> config("sprinkler-hours").path("again").asText().equals("never"),
                () -> config("sprinkler-hours").toString());
    }

    private static JsonNode config(String name) {
        return object("v1", "ConfigMap", name).path("data");
    }

    private static JsonNode object(String apiVersion, String kind, String name) {
        return api.get(apiVersion, kind, "default", name).expectSuccess();
    }

    /** Flux writes its own status at any time, which makes another version of an object. */
    private static String withoutStatus(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("status");
        copy.withObject("/metadata").remove(List.of("resourceVersion", "managedFields"));
        return copy.toString();
    }

    /** Which version each object has that a bootstrap could change. */
    private static Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        var kinds = new ArrayList<>(List.of(
                List.of("v1", "Namespace"),
                List.of("v1", "ConfigMap"),
                List.of("v1", "Secret"),
                List.of("v1", "Service"),
                List.of("v1", "ServiceAccount"),
                List.of("apps/v1", "Deployment"),
                List.of("rbac.authorization.k8s.io/v1", "ClusterRole"),
                List.of("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"),
                List.of("apiextensions.k8s.io/v1", "CustomResourceDefinition")));
        if (api.get("/apis/" + RELEASES).ok()) {
            kinds.add(List.of("source.toolkit.fluxcd.io/v1", "GitRepository"));
            kinds.add(List.of("kustomize.toolkit.fluxcd.io/v1", "Kustomization"));
            kinds.add(List.of(RELEASES, "HelmRelease"));
        }
        for (List<String> kind : kinds) {
            for (ObjectNode object : api.list(kind.get(0), kind.get(1))) {
                if (isKubernetesOwn(object)) {
                    continue;
                }
                JsonNode metadata = object.path("metadata");
                versions.put(
                        kind.get(1) + " " + metadata.path("namespace").asText() + "/"
                                + metadata.path("name").asText(),
                        kind.get(0).contains(".toolkit.fluxcd.io/")
                                ? withoutStatus(object)
                                : metadata.path("resourceVersion").asText());
            }
        }
        return versions;
    }

    /** Kubernetes makes and completes these by itself, for some time after its start. */
    private static boolean isKubernetesOwn(ObjectNode object) {
        for (JsonNode fields : object.at("/metadata/managedFields")) {
            if (!KUBERNETES.contains(fields.path("manager").asText())) {
                return false;
            }
        }
        return true;
    }
}
