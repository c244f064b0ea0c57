package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.ControlPlaneFiles.User;
import features.Checkout;
import features.Checkout.Run;
import features.Snapshots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

/** {@code espalier diff --live} says what real Flux then does, object by object; of a Secret it says only which keys. */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveDiffTest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private static KubernetesApi api;
    private static FollowedRepository repository;
    private static Checkout clone;
    private static Map<String, ObjectNode> before;
    private static List<String> predicted;

    @BeforeAll
    static void handOver() throws Exception {
        api = CONTROL_PLANE.api();
        repository = new FollowedRepository(CONTROL_PLANE, "hand", folder);
        clone = repository.clone;
        clone.clusters(fleet -> fleet.cluster("hand", (f, name) -> new Garden(f, name, "red", "green")));
        HandWrittenTree.first(clone);
        for (ObjectNode object : KubernetesApi.objects("""
                {apiVersion: v1, kind: Namespace, metadata: {name: flux-system}}
                ---
                {apiVersion: v1, kind: ConfigMap, metadata: {name: cluster-vars, namespace: flux-system}, data: {HOST: example.com}}
                ---
                {apiVersion: v1, kind: Secret, metadata: {name: cluster-secrets, namespace: flux-system}, stringData: {TOKEN: canary-token}}
                """)) {
            api.apply(object, "e2e").expectSuccess();
        }
        repository.handOver();
        String commit = clone.git("rev-parse", "HEAD").strip();
        repository.flux.awaitRevision(60, commit);
    }

    private static Run diff(String... more) {
        var all = new ArrayList<>(List.of("diff", "--live"));
        all.addAll(Arrays.asList(more));
        all.add("--kubeconfig");
        all.add(CONTROL_PLANE.kubeconfig(User.ADMIN).toString());
        Run run = clone.espalier(all.toArray(String[]::new));
        assertThat(run.out() + run.err()).doesNotContain("canary").doesNotContain("Y2FuYXJ5");
        return new Run(run.exit(), run.out(), run.err().replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT"));
    }

    @Test
    @Order(1)
    void whatFluxHasAppliedIsNoDifference() {
        Run run = diff();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("nothing would change: ");
        assertThat(run.exit()).isZero();
    }

    @Test
    @Order(2)
    void everyChangeIsToldBeforeItHappens() throws Exception {
        HandWrittenTree.second(clone);
        api.apply(KubernetesApi.objects(HandWrittenTree.BY_HAND).get(0), "kubectl")
                .expectSuccess();
        before = repository.flux.managed();
        Run run = diff();
        Snapshots.verify("live/diff.txt", run.out() + "--\n" + run.err().replaceAll("\\d+ calls", "N calls"));
        assertThat(run.exit()).isEqualTo(1);
        Run json = diff("--output", "json");
        predicted = new ArrayList<>();
        for (String line : json.out().lines().toList()) {
            JsonNode each = new ObjectMapper().readTree(line);
            predicted.add(each.path("fate").asText() + " " + each.path("kind").asText() + " "
                    + each.path("name").asText());
        }
        assertThat(repository.flux.managed()).as("a dry run changes nothing").isEqualTo(before);
    }

    @Test
    @Order(3)
    void thatIsWhatFluxDoes() {
        String commit = repository.pushAndLook("What was compared");
        Await.until(
                60,
                () -> repository.flux.isLive("app", commit)
                        && repository.flux.isLive("vars", commit)
                        && repository.flux.isLive("flux-system", commit)
                        && api.get("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "flux-system", "bad")
                                .body()
                                .toString()
                                .contains(commit),
                repository.flux::troubles);
        var happened = new TreeSet<String>();
        var after = repository.flux.managed();
        for (String change : Changes.between(before, after)) {
            String path = change.substring(change.indexOf(' ') + 1);
            ObjectNode object = before.containsKey(path) ? before.get(path) : after.get(path);
            boolean stays = change.startsWith("gone ") && api.get(path).ok();
            boolean anew = change.startsWith("changed ")
                    && !before.get(path)
                            .at("/metadata/uid")
                            .equals(after.get(path).at("/metadata/uid"));
            String fate = stays
                    ? "stays"
                    : anew
                            ? "recreated"
                            : change.split(" ")[0].replace("gone", "pruned").replace("new", "created");
            happened.add(fate + " " + object.path("kind").asText() + " "
                    + object.at("/metadata/name").asText());
        }
        var foretold = new TreeSet<>(predicted);
        // Of two Kustomizations nobody knows which comes first.
        foretold.removeIf(line -> line.endsWith(" ConfigMap moving"));
        happened.removeIf(line -> line.endsWith(" ConfigMap moving"));
        assertThat(api.get("/api/v1/namespaces/default/configmaps/moving").ok()).isTrue();
        assertThat(foretold.remove("not judged Fruit apple")).isTrue();
        foretold.add("created Fruit apple");
        foretold.removeIf(line ->
                line.startsWith("passed over ") || line.startsWith("refused ") || line.startsWith("not judged "));
        // Flux's inventory does not list what it passes over.
        predicted.stream()
                .filter(line -> line.startsWith("passed over "))
                .forEach(line -> happened.remove(line.replace("passed over", "stays")));
        assertThat(happened).isEqualTo(foretold);
        assertThat(repository.flux.troubles()).as("what is refused").contains("Kustomization bad: ");
    }

    @Test
    @Order(4)
    void whatThisUserMayNotSeeIsTold() {
        Run run = clone.espalier(
                "diff",
                "--live",
                "--kubeconfig",
                CONTROL_PLANE.kubeconfig(User.SOURCE_CONTROLLER).toString());
        assertThat(run.err())
                .containsPattern(
                        "passed over \\(not compared: this user may not get deployments\\): .*Deployment default/web")
                .contains("this user may not see everything. The least role that lets it:\n\napiVersion: rbac")
                .containsPattern("apiGroups: \\[apps\\]\n +resources: \\[deployments\\]\n +verbs: \\[get, patch\\]\n");
        assertThat(run.out() + run.err()).doesNotContain("canary").doesNotContain("Y2FuYXJ5");
    }

    @Test
    @Order(5)
    void aSuspendedKustomizationDoesNothing() {
        clone.espalier(
                "suspend",
                "kustomization/app",
                "--kubeconfig",
                CONTROL_PLANE.kubeconfig(User.ADMIN).toString());
        HandWrittenTree.third(clone);
        Run run = diff();
        assertThat(run.out()).doesNotContain("Deployment");
        assertThat(run.err())
                .contains("Kustomization flux-system/app is suspended: nothing of dist/hand/app happens until somebody"
                        + " runs espalier resume app\n");
    }

    @Test
    @Order(6)
    void aClusterThatNobodyFollows() {
        clone.clusters(fleet -> fleet.cluster("other", (f, name) -> new Garden(f, name, "red", "green")));
        Run run = diff();
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("follows the directory of a cluster of this repository: say which with --cluster");
        run = diff("--cluster", "other");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("there is no dist/other: run mvn synth");
        clone.synth();
        run = diff("--cluster", "other");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("created Kustomization flux-system/apps")
                .contains("created ConfigMap default/pears")
                .containsPattern("made at e2e/Garden.java:\\d+");
        assertThat(run.err()).contains("no Kustomization of that cluster follows dist/other");
    }
}
