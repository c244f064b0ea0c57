package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import clusters.Chongus;
import clusters.Main;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.ControlPlaneFiles.User;
import espalier.Fleet;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import espalier.order.Unit;
import features.Checkout;
import features.ChildJvm;
import features.GitServer;
import features.SchemaJudge;
import features.Tools;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
 * The committed chongus from nothing, as {@code docs/recovery.md} says: the bootstrap, broken off and gone on with, Flux, and all
 * apps in the order that the cluster's page shows. Each step goes on where the one before it ended.
 *
 * <p>Every Kustomization, HelmRelease and source is the committed one, and Flux fetches charts and other repositories from the
 * addresses that stand there. Left to stand-ins, which the output names: what charts are made of, where it is not known here,
 * their operators, and the kubelet. So this shows the order, that the server takes every object, and that each part has what it
 * waits for; it does not show that a real chart takes its values, or that Ceph, PostgreSQL or VolSync bring data back.
 */
@Tag("e2e")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChongusTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    private static final String SYNC = "flux-system";

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private static KubernetesApi api;
    private static FluxStatus flux;
    private static Compilation committed;
    private static Checkout clone;
    private static StandInWeb web;
    private static volatile FirstTimes times;
    private static volatile Instant handedOver;

    @BeforeAll
    static void standIns() throws Exception {
        SchemaJudge.mustBeThere();
        api = CONTROL_PLANE.api();
        flux = new FluxStatus(api);
        committed = new Compiler(new Fleet().cluster("chongus", Chongus::new), ROOT).compile("chongus");
        var charts = new ChongusCharts(committed);
        var repositories = new TreeMap<String, String>();
        for (Map.Entry<String, List<String>> entry : ChongusCharts.IN_GIT.entrySet()) {
            List<String> at = entry.getValue();
            repositories.put(at.get(0), repository(entry.getKey(), at.get(1), at.get(2), charts));
        }
        web = CONTROL_PLANE.beside(new StandInWeb(CONTROL_PLANE.data("web"), charts.byAddress(), repositories));
        String url = committedTree();
        var operator =
                new PlayedFluxOperator(CONTROL_PLANE, url, web.environment(), charts.of(ChongusCharts.NOTIFICATION));
        var operators = CONTROL_PLANE.beside(new PlayedOperators(api));
        operators.part(
                "flux-operator",
                "fluxcd.controlplane.io/v1",
                "FluxInstance",
                instance -> operators.runs(SYNC, "flux-operator")
                        && api.get("v1", "Secret", SYNC, SYNC)
                                .body()
                                .path("data")
                                .has("identity"),
                instance -> {
                    operator.install(instance);
                    handedOver = Instant.now();
                    times = FirstTimes.watch(api);
                },
                PlayedOperators.condition("Ready"));
        operators.start();
        System.err.println("NOTICE: stand-ins, made by this test:");
        charts.names().forEach(name -> System.err.println("  charts and repositories: " + name));
        operators.names().forEach(name -> System.err.println("  operators: " + name));
        System.err.println("  Flux's source: " + url + " for " + "ssh://git@github.com/example/home-ops");
        System.err.println("  notification-controller: its definitions alone");
        System.err.println("  kubelet: kwok, whose pods are ready without running");
    }

    /** A repository that holds definitions where the real one has them; gives its address. */
    private static String repository(String group, String tag, String path, ChongusCharts charts) throws Exception {
        var server = CONTROL_PLANE.beside(GitServer.start(CONTROL_PLANE.data(group)));
        Checkout work = clone(server.url(), group);
        work.write(path + "/definitions.yaml", ChongusCharts.text(charts.of(group)));
        work.commit("Definitions");
        work.git("tag", tag);
        work.git("push", "--quiet", "origin", "HEAD:main", tag);
        return server.url();
    }

    private static Checkout clone(String url, String name) throws Exception {
        Checkout work = Checkout.at(Files.createDirectories(folder.resolve(name)));
        work.git("clone", "--quiet", url, ".");
        return work;
    }

    /** Pushes what is committed here; gives the address from which Flux can have it. */
    private static String committedTree() throws Exception {
        var server = CONTROL_PLANE.beside(GitServer.start(CONTROL_PLANE.data("git")));
        clone = clone(server.url(), "clone");
        for (String top : List.of("dist/chongus", "schemas", ".gitattributes", ".gitignore")) {
            try (Stream<Path> paths = Files.walk(ROOT.resolve(top))) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    Path copy = clone.path(ROOT.relativize(path).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(path, copy);
                }
            }
        }
        clone.commit("What is committed");
        clone.git("push", "--quiet", "origin", "HEAD:main");
        return server.url();
    }

    /** The bootstrap in a JVM of its own, as a user starts it, in a web of stand-ins. */
    private static Process bootstrap() throws Exception {
        var command = new ArrayList<>(List.of(ChildJvm.jdk().resolve("bin/java").toString()));
        command.addAll(ChildJvm.QUICK);
        command.addAll(web.optionsOfJvm());
        command.add("-Despalier.root=" + clone.root.toAbsolutePath());
        var classPath = new ArrayList<>(List.of(ChildJvm.classes()));
        classPath.addAll(ChildJvm.libraries());
        command.addAll(List.of("-cp", ChildJvm.classPath(classPath), Main.class.getName()));
        command.addAll(List.of("bootstrap", "chongus", "--timeout", "4m"));
        command.addAll(
                List.of("--kubeconfig", CONTROL_PLANE.kubeconfig(User.ADMIN).toString()));
        for (String given : List.of(
                "external-secrets/doppler-token/dopplerToken=DOPPLER_TOKEN",
                "flux-system/flux-system/identity=DEPLOY_KEY",
                "flux-system/flux-system/known_hosts=KNOWN_HOSTS")) {
            command.addAll(List.of("--given-env", given));
        }
        var builder = new ProcessBuilder(command).directory(clone.root.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.putAll(web.environment());
        environment.putAll(Map.of("DOPPLER_TOKEN", "dp.st.x", "DEPLOY_KEY", "a key", "KNOWN_HOSTS", "a host"));
        environment.put("HELM_CACHE_HOME", CONTROL_PLANE.data("helm").toString());
        environment.merge("PATH", Path.of(Tools.find("helm")).getParent() + ":", (before, front) -> front + before);
        return builder.start();
    }

    /** The lines that it tells, up to one that ends with {@code last}, at which it is killed. */
    private static List<String> told(String last) throws Exception {
        Process process = bootstrap();
        var told = new ArrayList<String>();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.err.println("e2e: " + line);
                told.add(line.replaceFirst("^ *[0-9.]+s +", "").replaceAll(" +", " "));
                if (line.endsWith(last)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly().waitFor();
                    System.err.println("e2e: killed");
                    return told;
                }
            }
        }
        assertThat(process.waitFor()).as(String.join("\n", told)).isZero();
        return told;
    }

    @Test
    @Order(1)
    void theBootstrapIsBrokenOff() throws Exception {
        assertThat(told("cert-manager: chart cert-manager v1.18.2"))
                .containsSubsequence(
                        "ready gateway-api: ./config/crd/experimental of https://github.com/kubernetes-sigs/gateway-api",
                        "ready cilium: chart cilium 1.20.1",
                        "ready cert-manager: chart cert-manager v1.18.2");
        assertThat(api.knows("kustomize.toolkit.fluxcd.io/v1", "Kustomization")).isFalse();
    }

    @Test
    @Order(2)
    void itGoesOnAndHandsOver() throws Exception {
        long start = System.nanoTime();
        List<String> told = told("no such line");
        System.err.println("e2e: the bootstrap went on to its end in " + millisSince(start) + " ms");
        assertThat(told)
                .containsSubsequence(
                        "there gateway-api: ./config/crd/experimental of https://github.com/kubernetes-sigs/gateway-api",
                        "there cilium: chart cilium 1.20.1",
                        "there coredns: chart coredns 1.46.2",
                        "there cert-manager: chart cert-manager v1.18.2",
                        "ready rook-ceph: chart rook-ceph v1.20.6");
        assertThat(told).contains("ready flux-instance: 1 object");
        assertThat(times).as("Flux was installed when the bootstrap ended").isNotNull();
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    @Test
    @Order(3)
    void everythingBecomesReady() {
        var names = new ArrayList<>(List.of(SYNC));
        Objects.requireNonNull(committed.order()).units().forEach(unit -> {
            names.add(unit.name());
            unit.objects().stream()
                    .filter(object -> object.kind().equals("Kustomization"))
                    .forEach(object -> names.add(object.name()));
        });
        flux.awaitReady(300, names);
        System.err.println("e2e: chongus was live " + (Instant.now().toEpochMilli() - handedOver.toEpochMilli())
                + " ms after it was handed over");
    }

    @Test
    @Order(4)
    void nothingFailedOnTheWay() {
        assertThat(times.failures()).isEmpty();
    }

    /** Each wave, those that the bootstrap brought among them, begins only once what it waits for is ready. */
    @Test
    @Order(5)
    void theOrderIsTheDerivedOne() {
        var tooEarly = new ArrayList<String>();
        var waves = new TreeMap<String, Integer>();
        List<List<Unit>> derived = Objects.requireNonNull(committed.order()).waves();
        for (int i = 0; i < derived.size(); i++) {
            for (Unit unit : derived.get(i)) {
                waves.put(unit.name(), i + 1);
            }
        }
        Map<String, Instant> started = started();
        for (Unit unit : derived.stream().flatMap(List::stream).toList()) {
            String name = unit.name();
            int wave = waves.get(name);
            Instant start = started.get(name);
            for (Unit before : unit.dependsOn()) {
                if (start != null && start.isBefore(times.ready().get(before.name()))) {
                    tooEarly.add(name + " began before " + before + " was ready");
                }
                if (waves.getOrDefault(before.name(), 0) >= wave) { // what comes before Flux is in none
                    tooEarly.add(name + " stands in wave " + wave + ", " + before + " not in an earlier one");
                }
            }
            System.err.printf(
                    "e2e: wave %d  %-26s first object after %4s s, ready after %4d s%n",
                    wave,
                    name,
                    start == null ? "-" : seconds(start),
                    seconds(times.ready().get(name)));
        }
        assertThat(tooEarly).isEmpty();
        assertThat(started.size()).as("Kustomizations that made something").isGreaterThan(derived.size() * 5);
    }

    private static long seconds(Instant time) {
        return time.getEpochSecond() - handedOver.getEpochSecond();
    }

    /** When Flux made the first object of each Kustomization, of those that the bootstrap had not made. */
    private static Map<String, Instant> started() {
        var started = new TreeMap<String, Instant>();
        flux.managed().values().forEach(object -> {
            Instant made =
                    Instant.parse(object.at("/metadata/creationTimestamp").asText());
            String owner = object.at("/metadata/labels/kustomize.toolkit.fluxcd.io~1name")
                    .asText();
            if (made.getEpochSecond() > handedOver.getEpochSecond()) {
                started.merge(owner, made, (one, other) -> one.isBefore(other) ? one : other);
            }
        });
        return started;
    }

    /** A kubelet would leave a pod waiting that names a Secret or a key which is not there; the fake one does not look. */
    @Test
    @Order(6)
    void whatThePodsReadIsThere() {
        var references = PodReferences.of(api);
        assertThat(references.missing()).isEmpty();
        assertThat(references.count()).as("references of pods").isGreaterThan(10);
    }

    @Test
    @Order(7)
    void aSecondRunChangesNothing() throws Exception {
        Map<String, ObjectNode> before = everything();
        List<String> told = told("no such line");
        assertThat(told.stream().filter(line -> line.startsWith("ready "))).isEmpty();
        assertThat(told.stream().filter(line -> line.startsWith("there "))).hasSizeGreaterThan(5);
        assertThat(Changes.between(before, everything())).isEmpty();
    }

    /** The commands of the page; what it leaves to kubectl is asked of the server here. */
    @Test
    @Order(8)
    void oneVolumeIsBroughtBackAsThePageSays() {
        ObjectNode claim = paperless("v1", "PersistentVolumeClaim");
        espalier("suspend", "kustomization/paperless-ngx");
        espalier("suspend", "helmrelease/paperless-ngx");
        api.merge(paperless("apps/v1", "Deployment"), "", "{\"spec\": {\"replicas\": 0}}")
                .expectSuccess();
        api.delete(claim).expectSuccess();
        api.delete(paperless("volsync.backube/v1alpha1", "ReplicationDestination"))
                .expectSuccess();
        Await.until(60, () -> !api.get(api.path(claim)).ok(), () -> "the claim is still there");
        espalier("resume", "kustomization/paperless-ngx");
        espalier("resume", "helmrelease/paperless-ngx");
        Await.until(
                90,
                () -> api.get(api.path(claim))
                                .body()
                                .at("/status/phase")
                                .asText()
                                .equals("Bound")
                        && paperless("apps/v1", "Deployment")
                                        .at("/status/readyReplicas")
                                        .asInt()
                                == 1,
                () -> flux.troubles() + api.get(api.path(claim)).body() + paperless("apps/v1", "Deployment"));
        assertThat(paperless("v1", "PersistentVolumeClaim").at("/metadata/uid"))
                .isNotEqualTo(claim.at("/metadata/uid"));
    }

    private static ObjectNode paperless(String apiVersion, String kind) {
        return api.get(apiVersion, kind, "default", "paperless-ngx").expectSuccess();
    }

    private static void espalier(String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--kubeconfig", CONTROL_PLANE.kubeconfig(User.ADMIN).toString()));
        Checkout.Run run = clone.clusters(Main::clusters).espalier(all.toArray(String[]::new));
        System.err.println(
                "e2e: espalier " + String.join(" ", args) + ": " + run.exit() + "\n" + run.out() + run.err());
        assertThat(run.exit()).isZero();
    }

    /** What Flux keeps, and what the bootstrap made beside it, by its path. */
    private static Map<String, ObjectNode> everything() {
        var objects = new TreeMap<>(flux.managed());
        var more = new ArrayList<ObjectNode>();
        for (String kind : List.of("Namespace", "Secret", "ConfigMap", "ServiceAccount", "Service")) {
            more.addAll(api.list("v1", kind));
        }
        more.addAll(api.list("apps/v1", "Deployment"));
        more.addAll(api.list("apiextensions.k8s.io/v1", "CustomResourceDefinition"));
        more.forEach(object -> objects.put(api.path(object), object));
        return objects;
    }
}
