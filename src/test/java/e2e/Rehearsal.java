package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.ControlPlaneFiles.User;
import e2e.Timeline.Moment;
import espalier.compile.Compilation;
import espalier.order.Order;
import espalier.order.Unit;
import features.Checkout;
import features.Checkout.Run;
import features.GitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A committed cluster from nothing, on real Flux and a real API server: how it is brought up is its own affair, and what holds of all
 * stands here. Each step goes on where the one before it ended.
 */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class Rehearsal {
    static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    static final String SYNC = "flux-system";

    @RegisterExtension
    final ControlPlane controlPlane = new ControlPlane();

    KubernetesApi api;
    FluxStatus flux;

    /** From when Flux begins; on some thread that waits for that. */
    volatile Timeline timeline;

    Compilation committed;
    Checkout clone;

    /** To be called first: what {@code committed} is, is compared with what comes of it. */
    final void begin(Compilation committed) {
        this.committed = committed;
        api = controlPlane.api();
        flux = new FluxStatus(api);
    }

    /** Kustomizations of which git says that they do not work. */
    Set<String> knownBroken() {
        return Set.of();
    }

    /** Puts files of this repository into the clone, folders with all that is in them. */
    final void copy(String... tops) throws IOException {
        for (String top : tops) {
            try (Stream<Path> paths = Files.walk(ROOT.resolve(top))) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    Path copy = clone.path(ROOT.relativize(path).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(path, copy);
                }
            }
        }
    }

    /** Runs the program in the clone, on the cluster. */
    final Run espalier(String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--kubeconfig", controlPlane.kubeconfig(User.ADMIN).toString()));
        return clone.espalier(all.toArray(String[]::new));
    }

    /** A file with a value that a person would bring. Nothing here looks at it. */
    final Path given(String key) throws IOException {
        return Files.writeString(controlPlane.data(key).resolve("value"), "handed over");
    }

    /** The part of the web that Flux fetches from: charts, and repositories that hold definitions where the real ones have them. */
    final StandInWeb web(StandInCharts charts, StandInCharts.Owners owners) throws Exception {
        var repositories = new TreeMap<String, String>();
        for (Map.Entry<String, List<String>> entry : owners.repositories().entrySet()) {
            List<String> at = entry.getValue();
            var server = controlPlane.beside(GitServer.start(controlPlane.data(entry.getKey())));
            Checkout work = cloneOf(server.url(), entry.getKey());
            work.write(at.get(2) + "/definitions.yaml", StandInCharts.text(charts.of(entry.getKey())));
            work.commit("Definitions");
            work.git("tag", at.get(1));
            work.git("push", "--quiet", "origin", "HEAD:main", at.get(1));
            repositories.put(at.get(0), server.url());
        }
        return controlPlane.beside(new StandInWeb(controlPlane.data("web"), charts.byAddress(), repositories));
    }

    final Checkout cloneOf(String url, String name) {
        Checkout work = Checkout.at(controlPlane.data("clone-of-" + name));
        work.git("clone", "--quiet", url, ".");
        return work;
    }

    /**
     * Runs Flux's controllers as soon as there are Deployments of them, and looks on from then.
     *
     * @param before what is to be done before they begin
     */
    final Thread kubelet(FluxBootstrap bootstrap, Map<String, String> web, Runnable before) {
        var thread = new Thread(() -> {
            Await.until(
                    120,
                    () -> api.get("/apis/apps/v1/namespaces/flux-system/deployments/kustomize-controller")
                            .ok(),
                    () -> "nobody deployed Flux");
            before.run();
            timeline = Timeline.watch(api);
            new FluxProcesses(controlPlane, bootstrap.build()).start(web);
        });
        thread.start();
        return thread;
    }

    /** Whether what stands in the clone is what stands here, but for what {@code flux bootstrap} writes. */
    final void isAsCommitted(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().contains("gotk-")) {
                    assertThat(clone.path(ROOT.relativize(file).toString())).hasSameBinaryContentAs(file);
                }
            }
        }
    }

    static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** The names of all that Flux has to bring up, those among them that somebody's repository is applied by. */
    final List<String> kustomizations() {
        var names = new TreeSet<>(Set.of(SYNC));
        order().stages()
                .forEach(stage -> stage.kustomizations().forEach(kustomization -> names.add(kustomization.name())));
        order().units().forEach(unit -> {
            names.add(unit.name());
            unit.objects().stream()
                    .filter(object -> object.kind().equals("Kustomization"))
                    .forEach(object -> names.add(object.name()));
        });
        return List.copyOf(names);
    }

    private Order order() {
        return Objects.requireNonNull(committed.order());
    }

    /** By what the API server has: what the Kustomization depends on, and what the stage does in which it stands. */
    private static TreeSet<String> waitsFor(String name, Map<String, ObjectNode> live) {
        var before = new TreeSet<String>();
        for (ObjectNode waiting : Stream.of(live.get(name), live.get(ownedBy(live.get(name))))
                .filter(Objects::nonNull)
                .toList()) {
            for (JsonNode dependency : waiting.at("/spec/dependsOn")) {
                before.add(dependency.path("name").asText());
            }
        }
        return before;
    }

    /** The Kustomization that made an object. */
    static String ownedBy(JsonNode object) {
        return object.at("/metadata/labels/kustomize.toolkit.fluxcd.io~1name").asText();
    }

    /** What Flux began with, and when, is the order that the compiler derived. */
    @Test
    @org.junit.jupiter.api.Order(40)
    void nothingStartsBeforeWhatItWaitsFor() {
        var waves = new TreeMap<String, Integer>();
        List<List<Unit>> derived = order().waves();
        for (int i = 0; i < derived.size(); i++) {
            for (Unit unit : derived.get(i)) {
                waves.put(unit.name(), i + 1);
            }
        }
        Map<String, ObjectNode> live = new TreeMap<>();
        flux.kustomizations().forEach(kustomization -> live.put(FluxStatus.name(kustomization), kustomization));
        var wrong = new ArrayList<String>();
        var begun = new ArrayList<String>();
        for (List<Unit> wave : derived) {
            for (Unit unit : wave) {
                String name = unit.name();
                Moment started = timeline.started(name);
                Moment ready = timeline.ready(name);
                System.err.printf(
                        "e2e: wave %d  %-50s first object after %s, running after %s, ready after %s%n",
                        waves.get(name), name, started, timeline.running(name), ready);
                if (started != null) {
                    begun.add(name);
                }
                if (ready == null && !knownBroken().contains(name)) {
                    wrong.add(name + " never was ready");
                }
                for (String before : waitsFor(name, live)) {
                    Moment end = timeline.ready(before);
                    if (end == null || started != null && end.isAfter(started)) {
                        wrong.add(name + " began before " + before + " was ready");
                    }
                    if (end == null || ready != null && end.isAfter(ready)) {
                        wrong.add(name + " was ready before " + before);
                    }
                    if (waves.getOrDefault(before, 0) >= waves.get(name)) { // what comes before Flux is in none
                        wrong.add(
                                name + " stands in wave " + waves.get(name) + ", " + before + " not in an earlier one");
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(begun.size())
                .as("Kustomizations of " + committed.name() + " that made something")
                .isGreaterThan(derived.size());
    }

    /** A kubelet would leave a pod waiting that names a Secret or a key which is not there; the fake one does not look. */
    @Test
    @org.junit.jupiter.api.Order(50)
    void whatThePodsReadIsThere() {
        var references = PodReferences.of(api);
        assertThat(references.missing()).isEmpty();
        assertThat(references.count()).as("references of pods").isGreaterThan(10);
    }
}
