package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Lab;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import espalier.Fleet;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import espalier.order.Unit;
import features.Checkout;
import features.EditedCluster;
import features.GitServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * The committed lab, handed to real Flux on a real API server: from nothing to ready, a change, a removal. Each step goes on
 * where the one before it ended.
 */
@Tag("e2e")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LabTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    /** Two watches tell of what happened at one time. */
    private static final int WATCHES_DIFFER_MILLIS = 100;

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private static KubernetesApi api;
    private static FluxStatus flux;
    private static Checkout clone;
    private static EditedCluster lab;
    private static Compilation committed;
    private static Timeline timeline;
    private static long handedOver;

    @BeforeAll
    static void handOver() throws Exception {
        api = CONTROL_PLANE.api();
        flux = new FluxStatus(api);
        lab = new EditedCluster(Lab.class, "lab", Files.createDirectories(folder.resolve("java")));
        committed = new Compiler(new Fleet().cluster("lab", Lab::new), ROOT).compile("lab");

        var git = CONTROL_PLANE.beside(GitServer.start(CONTROL_PLANE.data("git")));
        clone = Checkout.at(Files.createDirectories(folder.resolve("clone")));
        clone.git("clone", "--quiet", git.url(), ".");
        copyOfWhatIsCommitted();
        var bootstrap = new FluxBootstrap(api, clone.path("dist/lab/flux-system"));
        bootstrap.write(git.url(), "./dist/lab");
        push("The committed tree, and what flux bootstrap adds to it");

        bootstrap.install();
        BootstrapSecrets.make(api, committed);
        var web = CONTROL_PLANE.beside(new StandInWeb(CONTROL_PLANE.data("web"), StandIns.CHARTS));
        new FluxProcesses(CONTROL_PLANE, bootstrap.build()).start(web.environment());
        var standIns = new StandIns(api);
        System.err.println("NOTICE: small stand-ins, made by this test, take the place of the charts "
                + StandIns.CHARTS.keySet() + " and of what their controllers do");
        standIns.provisionVolumes();
        timeline = Timeline.watch(api);
        handedOver = System.nanoTime();
        bootstrap.sync();
        standIns.fetchSecrets();
    }

    private static void copyOfWhatIsCommitted() throws Exception {
        for (String top : List.of("dist/lab", ".gitattributes", ".gitignore")) {
            try (Stream<Path> paths = Files.walk(ROOT.resolve(top))) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    Path copy = clone.path(ROOT.relativize(path).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(path, copy);
                }
            }
        }
    }

    private static String push(String message) {
        clone.commit(message);
        clone.git("push", "--quiet", "origin", "HEAD:main");
        return clone.git("rev-parse", "HEAD").strip();
    }

    private static List<String> kustomizations(Compilation cluster) {
        var names = new ArrayList<>(List.of("flux-system", "infrastructure", "apps"));
        Objects.requireNonNull(cluster.order()).units().forEach(unit -> names.add(unit.name()));
        return names;
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    @Test
    @Order(1)
    void everythingBecomesReady() {
        flux.awaitReady(180, kustomizations(committed));
        System.err.println("e2e: the lab was live " + millisSince(handedOver) + " ms after it was handed over");
    }

    @Test
    @Order(2)
    void nothingStartsBeforeWhatItWaitsFor() {
        var waves = new TreeMap<String, Integer>();
        List<List<Unit>> derived = Objects.requireNonNull(committed.order()).waves();
        for (int i = 0; i < derived.size(); i++) {
            for (Unit unit : derived.get(i)) {
                waves.put(unit.name(), i + 1);
            }
        }
        Map<String, ObjectNode> live = new TreeMap<>();
        flux.kustomizations().forEach(kustomization -> live.put(FluxStatus.name(kustomization), kustomization));
        var tooEarly = new ArrayList<String>();
        waves.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(entry -> {
            String name = entry.getKey();
            System.err.printf(
                    "e2e: wave %d  %-26s first object after %6d ms, running after %6s ms, ready after %6d ms%n",
                    entry.getValue(), name, timeline.started(name), timeline.running(name), timeline.ready(name));
            for (String before : waitsFor(name, live)) {
                if (timeline.ready(before) > timeline.started(name)) {
                    tooEarly.add(name + " began before " + before + " was ready");
                }
                if (waves.containsKey(before) && waves.get(before) >= entry.getValue()) {
                    tooEarly.add(
                            name + " stands in wave " + entry.getValue() + ", " + before + " not in an earlier one");
                }
            }
            Long running = timeline.running(name);
            if (running != null && running > timeline.ready(name) + WATCHES_DIFFER_MILLIS) {
                tooEarly.add(name + " was ready before it ran");
            }
        });
        assertThat(tooEarly).isEmpty();
    }

    /** By what the API server has: what the Kustomization depends on, and what the stage does in which it stands. */
    private static TreeSet<String> waitsFor(String name, Map<String, ObjectNode> live) {
        var before = new TreeSet<String>();
        ObjectNode kustomization = live.get(name);
        for (ObjectNode waiting : List.of(kustomization, live.get(ownedBy(kustomization)))) {
            for (JsonNode dependency : waiting.at("/spec/dependsOn")) {
                before.add(dependency.path("name").asText());
            }
        }
        return before;
    }

    /** A kubelet would leave a pod waiting that names a Secret or a key which is not there; the fake one does not look. */
    @Test
    @Order(3)
    void whatThePodsReadIsThere() {
        var missing = new TreeSet<String>();
        int read = 0;
        for (ObjectNode pod : api.list("v1", "Pod")) {
            for (JsonNode reference : pod.findValues("secretKeyRef")) {
                read++;
                JsonNode secret = api.get(
                                "v1",
                                "Secret",
                                namespace(pod),
                                reference.path("name").asText())
                        .body();
                if (!secret.path("data").has(reference.path("key").asText())) {
                    missing.add(FluxStatus.name(pod) + " reads " + reference);
                }
            }
            for (JsonNode volume : pod.at("/spec/volumes")) {
                String config = volume.at("/configMap/name").asText();
                if (!config.isEmpty()) {
                    read++;
                    if (!api.get("v1", "ConfigMap", namespace(pod), config).ok()) {
                        missing.add(FluxStatus.name(pod) + " mounts the ConfigMap " + config);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(read).as("references of pods").isGreaterThan(10);
    }

    private static String namespace(JsonNode object) {
        return object.at("/metadata/namespace").asText();
    }

    @Test
    @Order(4)
    void reconcilingAgainChangesNothing() {
        flux.reconcileAll(120); // takes over what the bootstrap made
        Map<String, ObjectNode> before = flux.managed();
        long start = System.nanoTime();
        flux.reconcileAll(120);
        System.err.println("e2e: everything was reconciled again after " + millisSince(start) + " ms");
        assertThat(Changes.between(before, flux.managed())).isEmpty();
    }

    /** A field with two owners stays when git lets go of it, and two that differ take turns. */
    @Test
    @Order(5)
    void nobodyElseOwnsAFieldThatGitSays() {
        var shared = new TreeSet<String>();
        flux.managed().forEach((path, object) -> {
            Map<String, Set<String>> owners = FieldOwners.of(object);
            Set<String> ours = owners.remove("kustomize-controller");
            assertThat(ours).as(path).isNotEmpty();
            if (!ownedBy(object).equals("flux-system")) { // what flux bootstrap applied stays its own, too
                owners.forEach((who, fields) -> {
                    fields.retainAll(ours);
                    fields.forEach(field -> shared.add(path + ": " + field + " is " + who + "'s, too"));
                });
            }
        });
        assertThat(shared).isEmpty();
    }

    private static String ownedBy(JsonNode object) {
        return object.at("/metadata/labels/kustomize.toolkit.fluxcd.io~1name").asText();
    }

    @Test
    @Order(6)
    void aLineOfJavaChangesWhatItIsAbout() {
        Map<String, ObjectNode> before = flux.managed();
        clone.clusters(lab.edit("o.nodePort(30080)", "o.nodePort(30081)").fleet())
                .synth();
        assertThat(clone.git("status", "--porcelain").lines())
                .containsExactly(" M dist/lab/apps/openwebui/service.yaml");
        String revision = push("Another port");
        long start = System.nanoTime();
        flux.lookNow();
        Await.until(120, () -> flux.isLive("apps-openwebui", revision), flux::troubles);
        System.err.println("e2e: a change of the last in the chain was live " + millisSince(start)
                + " ms after Flux was asked to look");
        flux.awaitRevision(120, revision);
        System.err.println("e2e: everything was at the new revision after " + millisSince(start) + " ms");
        assertThat(Changes.between(before, flux.managed()))
                .containsExactly("changed /api/v1/namespaces/default/services/openwebui");
    }

    @Test
    @Order(7)
    void aRemovedAppGoesAndItsDiskStays() {
        Map<String, ObjectNode> before = flux.managed();
        clone.clusters(lab.edit("new OpenWebUi(apps, \"openwebui\", litellm, o -> o.nodePort(30081));", "")
                        .edit("new Etcd(apps, \"etcd\", synology.ephemeral(), \"2Gi\");", "")
                        .fleet())
                .synth();
        long start = System.nanoTime();
        flux.awaitRevision(120, pushAndLook("Two apps less"));
        System.err.println("e2e: two apps were gone after " + millisSince(start) + " ms");
        assertThat(Changes.between(before, flux.managed()))
                .containsExactlyInAnyOrder(
                        "gone /api/v1/namespaces/default/services/openwebui",
                        "gone /apis/apps/v1/namespaces/default/deployments/openwebui",
                        "gone /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps-openwebui",
                        "gone /api/v1/namespaces/default/services/etcd",
                        "gone /api/v1/namespaces/default/persistentvolumeclaims/etcd-data",
                        "gone /apis/apps/v1/namespaces/default/statefulsets/etcd",
                        "gone /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps-etcd",
                        // the longest chain of the stage is shorter by one, and so is the time it may take
                        "changed /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps");
        assertThat(left(before, "openwebui")).isEmpty();
        assertThat(left(before, "/etcd"))
                .containsExactly("/api/v1/namespaces/default/persistentvolumeclaims/etcd-data");
    }

    /** An operator goes with its release, its namespace stays, and what it had made for the apps is not missed by them. */
    @Test
    @Order(8)
    void aRemovedOperatorLeavesItsNamespace() throws Exception {
        Map<String, ObjectNode> before = flux.managed();
        clone.clusters(lab.edit("var onePassword = new OnePassword(infrastructure, \"onepassword\", \"lab\");", "")
                        .edit(".key(\"GEMINI_API_KEY\", onePassword.item(\"google\"))", "")
                        .edit(".key(\"OPENROUTER_API_KEY\", onePassword.item(\"openrouter\"))", "")
                        .fleet())
                .synth();
        long start = System.nanoTime();
        flux.awaitRevision(120, pushAndLook("No operator"));
        System.err.println("e2e: an operator was gone after " + millisSince(start) + " ms");
        Await.until(
                60,
                () -> left(before, "onepassword").equals(List.of("/api/v1/namespaces/onepassword")),
                () -> "Flux left " + left(before, "onepassword"));
        assertThat(api.get("apps/v1", "Deployment", "onepassword", "onepassword")
                        .ok())
                .as("what the chart had installed")
                .isFalse();
    }

    /** The paths of what is there still, of those that have {@code word} in them. */
    private static List<String> left(Map<String, ObjectNode> before, String word) {
        return before.keySet().stream()
                .filter(path -> path.contains(word))
                .filter(path -> api.get(path).ok())
                .toList();
    }

    private static String pushAndLook(String message) {
        String revision = push(message);
        flux.lookNow();
        return revision;
    }
}
