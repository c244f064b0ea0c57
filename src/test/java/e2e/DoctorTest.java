package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import e2e.ControlPlaneFiles.User;
import features.Checkout;
import features.Checkout.Run;
import features.GitServer;
import features.Snapshots;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** The causes that real controllers and the real scheduler bring about, each named first by {@code espalier doctor}. */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoctorTest {
    private static final List<String> KINDS = List.of("Kustomization", "HelmRelease");
    private static final Set<String> WELL =
            Set.of("flux-system", "apps", "apps-apples", "apps-pears", "well", "after-well");

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private static KubernetesApi api;
    private static Checkout clone;

    @BeforeAll
    static void handOver() throws Exception {
        api = CONTROL_PLANE.api();
        var git = CONTROL_PLANE.beside(GitServer.start(CONTROL_PLANE.data("git")));
        clone = Checkout.at(Files.createDirectories(folder.resolve("clone")));
        clone.git("clone", "--quiet", git.url(), ".");
        clone.git("checkout", "--quiet", "-B", "main");
        clone.clusters(fleet -> fleet.cluster("garden", (f, name) -> new Garden(f, name, "red", "green")))
                .synth();
        var sick = new SickTrees().releases(charts());
        sick.write(clone);
        var bootstrap = new FluxBootstrap(api, clone.path("dist/garden/flux-system"));
        bootstrap.write(git.url(), "./dist/garden");
        push("The tree, what flux bootstrap adds to it, and what is wrong");
        bootstrap.install();
        new FluxProcesses(CONTROL_PLANE, strict(bootstrap.build())).start(Map.of());
        bootstrap.sync();
        for (ObjectNode object : KubernetesApi.objects("""
                {apiVersion: v1, kind: Namespace, metadata: {name: sick}}
                ---
                {apiVersion: v1, kind: Namespace, metadata: {name: small}}
                ---
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: nobody, namespace: flux-system}}
                ---
                {apiVersion: v1, kind: ResourceQuota, metadata: {name: none, namespace: small}, spec: {hard: {pods: 0}}}
                ---
                """ + sick.objects())) {
            api.apply(object, "e2e").expectSuccess();
        }
        Await.until(120, () -> unsettled().isEmpty(), () -> "not settled: " + unsettled());
    }

    private static String charts() throws Exception {
        SmallChart chart = SickTrees.chart();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean index = exchange.getRequestURI().getPath().endsWith("index.yaml");
            byte[] body = index ? chart.index().getBytes(UTF_8) : chart.archive();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        CONTROL_PLANE.beside(() -> server.stop(0));
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A variable that nothing sets is an error only where Flux is told so, before 2.9. */
    private static List<ObjectNode> strict(List<ObjectNode> components) {
        for (ObjectNode object : components) {
            if (object.at("/metadata/name").asText().equals("kustomize-controller")
                    && object.at("/spec/template/spec/containers/0/args") instanceof ArrayNode args) {
                for (int i = 0; i < args.size(); i++) {
                    String word = args.get(i).asText();
                    if (word.startsWith("--feature-gates=")) {
                        args.set(i, word + ",StrictPostBuildSubstitutions=true");
                    } else if (word.startsWith("--requeue-dependency=")) {
                        args.set(i, "--requeue-dependency=1s");
                    }
                }
            }
        }
        return components;
    }

    private static void push(String message) {
        clone.commit(message);
        clone.git("push", "--quiet", "-u", "origin", "main");
    }

    /** What Flux has not come to its verdict on. */
    private static List<String> unsettled() {
        var left = new ArrayList<String>();
        for (String kind : KINDS) {
            String version =
                    kind.equals("HelmRelease") ? "helm.toolkit.fluxcd.io/v2" : "kustomize.toolkit.fluxcd.io/v1";
            for (ObjectNode object : api.list(version, kind)) {
                if (!isSettled(object)) {
                    left.add(FluxStatus.name(object));
                }
            }
        }
        return left;
    }

    /** Well, if it ever will be, or given up, or at its verdict for this revision. */
    private static boolean isSettled(ObjectNode object) {
        if (WELL.contains(FluxStatus.name(object))) {
            return FluxStatus.isReady(object);
        }
        JsonNode ready = condition(object, "Ready");
        // Values that the chart refuses are tried again and again, Ready being Unknown meanwhile.
        boolean failed = condition(object, "Released").path("status").asText().equals("False")
                || ready.path("status").asText().equals("False")
                        && !ready.path("reason").asText().equals("Progressing");
        boolean givenUp = condition(object, "Stalled").path("status").asText().equals("True");
        return failed && (givenUp || !FluxStatus.name(object).equals("release-unschedulable"));
    }

    private static JsonNode condition(JsonNode object, String type) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return MissingNode.getInstance();
    }

    private static Run espalier(String... args) {
        var all = new ArrayList<>(Arrays.asList(args));
        all.add("--kubeconfig");
        all.add(CONTROL_PLANE.kubeconfig(User.ADMIN).toString());
        return clone.espalier(all.toArray(String[]::new));
    }

    /** Without what differs from run to run. */
    private static String plain(Run run) {
        return run.out()
                .replaceAll("127\\.0\\.0\\.1:\\d{3,}", "127.0.0.1:PORT")
                .replaceAll("-[0-9a-f]{8,10}-[a-z0-9]{5}\\b", "-POD")
                .replaceAll("-[0-9a-f]{8,10}\\b(?=.*forbidden)", "-HASH")
                .replaceAll("-[a-z0-9]{5}(?=\" is forbidden)", "-POD")
                .replaceAll("after \\d+(\\.\\d+)?m?s", "after TIME")
                .replaceAll("sha1:[0-9a-f]{40}", "sha1:COMMIT");
    }

    @Test
    @Order(1)
    void everyCauseIsNamedFirst() {
        var text = new StringBuilder();
        for (String name : List.of(
                "of-nobody-answers",
                "source-missing",
                "path-missing",
                "after-after-path-missing",
                "build-failed",
                "variable-missing",
                "variables-missing",
                "decryption-key",
                "schema-refused",
                "kind-missing",
                "namespace-missing",
                "rights-missing",
                "dependency-missing",
                "after-circle",
                "unschedulable",
                "after-unschedulable",
                "claim-pending",
                "quota",
                "helmrelease/chart-missing",
                "helmrelease/charts-unreachable",
                "helmrelease/values-refused",
                "helmrelease/values-missing",
                "helmrelease/release-unschedulable",
                "helmrelease/after-release")) {
            Run run = espalier("doctor", name);
            text.append("== ")
                    .append(name)
                    .append(run.exit() == 1 ? "" : ": exit code " + run.exit() + "\n" + run.err());
            text.append('\n').append(plain(run));
        }
        Snapshots.verify("doctor/of-real-flux.txt", text.toString());
    }

    @Test
    @Order(2)
    void eachCauseIsToldOnce() {
        Run run = espalier("doctor");
        System.err.println("e2e: " + run.err());
        assertThat(run.exit()).isEqualTo(1);
        Snapshots.verify(
                "doctor/all-of-real-flux.txt",
                plain(run).lines().filter(line -> !line.startsWith("    ")).reduce("", (a, b) -> a + b + "\n"));
    }

    @Test
    @Order(3)
    void aSuspendedParent() throws Exception {
        // While there is a circle, Flux takes no new commit: "failed to sort dependencies for revision change".
        for (String name : List.of("circle-a", "circle-b", "after-circle")) {
            api.delete(api.get("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "flux-system", name)
                            .expectSuccess())
                    .expectSuccess();
        }
        espalier("suspend", "kustomization/well");
        clone.write("sick/well/note.txt", "a new revision\n");
        push("A new revision");
        new FluxStatus(api).lookNow();
        Await.until(
                30,
                () -> api.get("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "flux-system", "after-well")
                        .body()
                        .at("/status/conditions")
                        .toString()
                        .contains("dependency 'flux-system/well'"),
                () -> "after-well does not wait");
        Run run = espalier("doctor", "after-well");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("Kustomization flux-system/well: somebody suspended it, so that Flux does nothing with it\n"
                        + "  next     espalier resume kustomization/well\n"
                        + "  waiting  Kustomization after-well\n");
        espalier("resume", "kustomization/well");
    }

    @Test
    @Order(4)
    void whatTheJavaMadeIsToldWithItsLine() {
        clone.clusters(fleet -> fleet.cluster("garden", (f, name) -> new Garden(f, name, "red", "blue")))
                .synth();
        clone.git("add", "-A");
        Run watch = espalier("push", "--watch", "--timeout", "1m");
        assertThat(watch.exit()).isEqualTo(1);
        assertThat(watch.err())
                .contains("failed:\n")
                .containsPattern("ConfigMap [a-z-]+/pears: a field changed that Kubernetes lets nobody change\n")
                .containsPattern("  made at  e2e/Garden.java:\\d+");
    }
}
