package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import espalier.Identity;
import espalier.tree.Mapping;
import features.Checkout;
import features.GitServer;
import features.Snapshots;
import features.TreePair;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a plan says, and what then happens: pairs of trees are applied by real Flux, all in one cluster and each in a place of its own,
 * and every object is looked at. Where it differs, the plan is wrong, or it is a limit that docs/plan.md tells.
 */
@Tag("e2e")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PlanTruthTest {
    /**
     * What the corpus has besides is of sources elsewhere, needs a key, never comes to life, looks for health for minutes, hangs
     * on whether Flux sees a new commit or its own suspension first, or has not been tried yet (what Flux does there was read in
     * its source).
     */
    private static final Set<String> ELSEWHERE = Set.of(
            "another-source",
            "broken-in-a-stage",
            "chart-of-a-source",
            "contested",
            "contested-no-more",
            "listed-no-more",
            "mended",
            "sops-secret",
            "source-missing",
            "suspended-and-waited-for");

    /** These differ from others only in what they put into an object, which is all the same to Flux. */
    private static final Set<String> ALIKE = Set.of(
            "backup-rarer",
            "control-characters",
            "downtime-volume",
            "exposure-host",
            "exposure-ports",
            "gateway-listener",
            "image-back",
            "image-digest",
            "image-in-values",
            "image-major",
            "image-mutable-tag",
            "image-tag-and-digest",
            "many-at-once",
            "policy-removed-beside-another",
            "privilege-pod",
            "privilege-rights",
            "release-removed",
            "text-lines");

    private static final String REQUESTED = "reconcile.fluxcd.io/requestedAt";
    private static final int PATIENCE = 240;

    /** On so many branches they are fetched, so that Flux need not unpack all of them for each. */
    private static final int BRANCHES = 5;

    private static final int MOST_TRIES = 3;

    private static final String TWICE = "twice";

    /** What the plan does not see, by pair and object, as docs/plan.md says it. */
    private static final Map<String, String> LIMITS = Map.of(
            "config-reloader: Deployment web/web",
            "Whether Reloader runs, where its annotations say that it shall start pods anew.",
            "reordered: Deployment web/web",
            "That the elements of a list stand in another order: Flux applies that, and in a pod template it starts pods anew.");

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private static final List<PlantedPair> PAIRS = new ArrayList<>();
    private static final Map<String, PlantedGroup> GROUPS = new TreeMap<>();
    private static KubernetesApi api;
    private static ClusterHistory history;
    private static PlayedOperator operator;
    private static int marks;

    @BeforeAll
    static void plant() throws Exception {
        api = CONTROL_PLANE.api();
        var git = CONTROL_PLANE.beside(GitServer.start(CONTROL_PLANE.data("git")));
        String only = System.getProperty("espalier.pairs", ".*");
        for (TreePair pair : TreePair.all()) {
            String name = pair.toString();
            if (!ELSEWHERE.contains(name) && !ALIKE.contains(name) && name.matches(only)) {
                plant(pair, git.url());
            }
        }
        startFlux(git.url());
        apply(StandInKinds.definitions());
        history = new ClusterHistory(api, kinds());
        new PlayedStorage(api).begin();
        operator = new PlayedOperator(api);
        operator.begin();
        String charts = charts();
        apply(PlayedStorage.USUAL);
        PAIRS.parallelStream().forEach(pair -> apply(pair.surroundings(charts)));
    }

    /**
     * One that is first something else than before is in the group to which another commit comes; so is one with what Flux makes only
     * once, which is another thing to it when it looks for the second time.
     */
    private static void plant(TreePair pair, String url) {
        var planted = new PlantedPair(pair, TWICE);
        boolean twice = !planted.born().equals(planted.before())
                || pair.before().toString().contains("IfNotPresent");
        String group = twice ? TWICE : "once-" + PAIRS.size() % BRANCHES;
        planted = twice ? planted : new PlantedPair(pair, group);
        PAIRS.add(planted);
        GROUPS.computeIfAbsent(group, name -> new PlantedGroup(name, url, folder))
                .add(planted);
    }

    private static void startFlux(String url) throws Exception {
        Checkout files = Checkout.at(Files.createDirectories(folder.resolve("files")));
        files.write("flux/kustomization.yaml", """
                resources: [gotk-components.yaml]
                patches:
                  - target: {kind: Deployment, name: (kustomize|helm)-controller}
                    patch: |
                      - {op: add, path: /spec/template/spec/containers/0/args/-, value: --requeue-dependency=1s}
                      - {op: add, path: /spec/template/spec/containers/0/args/-, value: --concurrent=8}
                      - {op: add, path: /spec/template/spec/containers/0/args/-, value: --kube-api-qps=1000}
                      - {op: add, path: /spec/template/spec/containers/0/args/-, value: --kube-api-burst=1000}
                """);
        var bootstrap = new FluxBootstrap(api, files.path("flux"));
        bootstrap.write(url, "./none");
        bootstrap.install();
        new FluxProcesses(CONTROL_PLANE, bootstrap.build()).start(Map.of());
    }

    private static void apply(String yaml) {
        KubernetesApi.objects(yaml).forEach(object -> api.apply(object, "e2e").expectSuccess());
    }

    /** The kinds of all pairs, and those by which somebody sees what else becomes of them. */
    private static TreeSet<String> kinds() {
        var kinds = new TreeSet<>(Set.of(
                "v1 Namespace",
                "v1 Pod",
                "v1 PersistentVolume",
                "v1 PersistentVolumeClaim",
                "keda.sh/v1alpha1 ScaledObject",
                "longhorn.io/v1beta2 RecurringJob",
                "apps/v1 Deployment",
                "apps/v1 ReplicaSet",
                "kustomize.toolkit.fluxcd.io/v1 Kustomization",
                "helm.toolkit.fluxcd.io/v2 HelmRelease"));
        for (PlantedPair pair : PAIRS) {
            for (Mapping object : pair.objects().values()) {
                kinds.add(object.text("apiVersion") + " " + object.text("kind"));
            }
        }
        return kinds;
    }

    /** A repository of all charts that are named, each a Deployment that says its version and its values. */
    private static String charts() throws Exception {
        var charts = new ArrayList<SmallChart>();
        var wanted = new TreeSet<String>();
        PAIRS.forEach(pair -> wanted.addAll(pair.charts()));
        for (String each : wanted) {
            String[] chart = each.split(" ");
            SmallChart plain = SmallChart.of(chart[0], chart[1]);
            var files = new LinkedHashMap<>(plain.files());
            files.computeIfPresent(
                    "templates/deployment.yaml",
                    (name, text) -> text.replace(
                            "stand-in:1",
                            "stand-in:{{ .Chart.Version }}\n          args: [{{ toJson .Values | quote }}]"));
            charts.add(new SmallChart(plain.name(), plain.version(), files));
        }
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String asked = exchange.getRequestURI().getPath();
            byte[] body = SmallChart.index(charts).getBytes(StandardCharsets.UTF_8);
            for (SmallChart chart : charts) {
                body = asked.endsWith(chart.fileName()) ? chart.archive() : body;
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        CONTROL_PLANE.beside(() -> server.stop(0));
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Asks Flux to look at {@code objects} now; gives the marks by which it says that it did. */
    private static Map<Identity, String> request(Collection<ObjectNode> objects) {
        String mark = "look " + ++marks;
        var requests = new HashMap<Identity, String>();
        objects.forEach(object -> requests.put(ClusterHistory.identity(object), mark));
        objects.parallelStream()
                .forEach(object -> api.merge(
                        object, "", "{\"metadata\": {\"annotations\": {\"" + REQUESTED + "\": \"" + mark + "\"}}}"));
        return requests;
    }

    /** What Flux reconciles for the pairs of which {@code which} says so. */
    private static List<ObjectNode> reconciled(Predicate<PlantedPair> which) {
        var objects = new ArrayList<ObjectNode>();
        for (PlantedPair pair : PAIRS) {
            if (which.test(pair)) {
                history.now().forEach((identity, object) -> {
                    boolean flux = identity.group().endsWith(".toolkit.fluxcd.io")
                            && !identity.kind().endsWith("Repository");
                    if (flux && identity.namespace().endsWith("-" + pair.name())) {
                        objects.add(object);
                    }
                });
            }
        }
        return objects;
    }

    /** Waits until nobody has anything to do any more about {@code commits}. */
    private static void settle(Set<String> commits, Map<Identity, String> requests) {
        long start = System.nanoTime();
        Await.until(
                PATIENCE,
                () -> left(commits, requests).isEmpty()
                        && history.hasCaughtUp()
                        && left(commits, requests).isEmpty(),
                () -> String.join("\n", left(commits, requests)));
        System.err.println("e2e: nothing was left to do after " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    private static List<String> left(Set<String> commits, Map<Identity, String> requests) {
        Map<Identity, ObjectNode> now = history.now();
        var settling = new Settling(now, commits, requests);
        List<String> left = settling.flux();
        if (left.isEmpty()) {
            operator.cleanUp(now);
            left = settling.kubernetes();
        }
        return left;
    }

    private static List<String> failed(Set<String> commits) {
        Map<Identity, ObjectNode> now = history.now();
        var settling = new Settling(now, commits, Map.of());
        var failed = new ArrayList<String>();
        now.forEach((identity, object) -> {
            if (settling.hasFailed(object)) {
                failed.add(identity + ": "
                        + FluxStatus.condition(object).path("message").asText());
            }
        });
        Collections.sort(failed);
        return failed;
    }

    @Test
    void thePlansComeTrue() throws Exception {
        bringToLife();
        Set<String> after =
                Set.copyOf(push(GROUPS.keySet(), "after", PlantedPair::after).values());
        settle(after, Map.of());
        lookAgain(after);

        var truth = new Truth(history);
        var text = new StringBuilder();
        var disagreements = new ArrayList<String>();
        var reached = new TreeSet<String>();
        for (PlantedPair pair : PAIRS) {
            var verdict = new PlanVerdict(pair, truth, after, LIMITS);
            text.append(pair.name() + ": " + pair.about() + "\n");
            verdict.lines().forEach(line -> text.append("  " + pair.plain(line) + "\n"));
            verdict.disagreements().forEach(each -> disagreements.add(pair.name() + ": " + each));
            reached.addAll(verdict.reached());
        }
        assertThat(disagreements).isEmpty();
        assertThat(reached).isEqualTo(LIMITS.keySet());
        assertThat(PAIRS).hasSizeGreaterThanOrEqualTo(25);
        Snapshots.verify("e2e/plan-truth.txt", text.toString());
        assertThat(Files.readString(Path.of(System.getProperty("espalier.root", "."), "docs/plan.md"))
                        .replace("\n  ", " "))
                .contains(LIMITS.values());
    }

    /** The trees before, as somebody has them whose cluster runs for a while: Flux has looked at them more than once. */
    private static void bringToLife() {
        Map<String, String> commits = push(GROUPS.keySet(), "born", PlantedPair::born);
        GROUPS.values().parallelStream().forEach(group -> apply(group.sync()));
        Set<String> born = Set.copyOf(commits.values());
        settle(born, Map.of());
        for (int i = 0; i < MOST_TRIES && !failed(born).isEmpty(); i++) {
            settle(born, request(reconciled(pair -> true)));
        }
        assertThat(failed(born)).isEmpty();
        if (GROUPS.containsKey(TWICE)) {
            commits.putAll(push(Set.of(TWICE), "before", PlantedPair::before));
            Set<String> before = Set.copyOf(commits.values());
            settle(before, Map.of());
            assertThat(failed(before)).isEmpty();
        }
        history.mark();
    }

    /** What Flux does without a commit when its interval is over, as often as that makes a difference. */
    private static void lookAgain(Set<String> commits) {
        List<String> before;
        int looks = 0;
        do {
            before = failed(commits);
            List<ObjectNode> all = reconciled(
                    pair -> PlanVerdict.needsAnotherLook(pair) || pair.name().equals("values-from"));
            settle(commits, request(all));
        } while (!failed(commits).equals(before) && ++looks < MOST_TRIES);
    }

    /** Commits one of the trees of the pairs of {@code groups}, and asks Flux to fetch it; gives the commits. */
    private static Map<String, String> push(
            Set<String> groups, String message, Function<PlantedPair, Map<String, String>> tree) {
        var commits = new HashMap<String, String>();
        for (String name : groups) {
            commits.put(name, GROUPS.get(name).push(message, tree));
        }
        request(api.list("source.toolkit.fluxcd.io/v1", "GitRepository"));
        return commits;
    }
}
