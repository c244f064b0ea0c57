package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import e2e.Timeline.Moment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a new image of an app takes, by how many apps it stands on, none of which changed: any commit is a new revision,
 * which Flux brings everything to, from the bottom up.
 */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TimeToLiveTest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private final Map<String, Moment> applied = new ConcurrentHashMap<>();
    private final Map<String, Moment> live = new ConcurrentHashMap<>();

    @Test
    void aNewImageByTheDepthOfTheChain() throws Exception {
        KubernetesApi api = CONTROL_PLANE.api();
        var repository = new FollowedRepository(CONTROL_PLANE, "chains", folder);
        sow(repository, "example.com/leaf:1");
        List<ObjectNode> components = repository.handOver();
        repository.flux.awaitRevision(
                180, repository.clone.git("rev-parse", "HEAD").strip());
        Map<String, ObjectNode> before = repository.flux.managed();

        sow(repository, "example.com/leaf:2");
        String commit = repository.push("New images of the leaves");
        long start = System.nanoTime();
        api.watch("apps/v1", "Deployment", event -> {
            if (event.object()
                    .at("/spec/template/spec/containers/0/image")
                    .asText()
                    .endsWith("leaf:2")) {
                applied.putIfAbsent("apps-" + FluxStatus.name(event.object()), moment(event, start));
            }
        });
        api.watch("kustomize.toolkit.fluxcd.io/v1", "Kustomization", event -> {
            JsonNode object = event.object();
            if (FluxStatus.isReady(object)
                    && object.at("/status/lastAppliedRevision").asText().endsWith(commit)) {
                live.putIfAbsent(FluxStatus.name(object), moment(event, start));
            }
        });
        repository.flux.lookNow();
        Await.until(
                120,
                () -> live.containsKey(Chains.leaf(Chains.DEEPEST)) && applied.size() == Chains.DEEPEST,
                repository.flux::troubles);
        repository.flux.awaitRevision(60, commit);

        System.err.println(
                "e2e: a new image of an app that stands on others, none of which changed (--requeue-dependency="
                        + requeue(components)
                        + ", which Flux looks at dependencies again after; 30 s where nobody says otherwise)");
        System.err.println("e2e: depth  applied after  live after");
        for (int depth = 1; depth <= Chains.DEEPEST; depth++) {
            String leaf = Chains.leaf(depth);
            System.err.printf("e2e: %5d  %13s  %10s%n", depth, applied.get(leaf), live.get(leaf));
        }
        assertThat(Changes.between(before, repository.flux.managed()))
                .containsExactlyInAnyOrderElementsOf(java.util.stream.IntStream.rangeClosed(1, Chains.DEEPEST)
                        .mapToObj(depth -> "changed /apis/apps/v1/namespaces/default/deployments/"
                                + Chains.leaf(depth).substring(5))
                        .toList());
        for (int depth = 2; depth <= Chains.DEEPEST; depth++) {
            assertThat(live.get(Chains.leaf(depth - 1)))
                    .as("the image of " + Chains.leaf(depth) + " came before what it stands on was at the new revision")
                    .isNotNull();
            assertThat(applied.get(Chains.leaf(depth)).isAfter(live.get("apps-c" + depth + "-" + (depth - 1))))
                    .as("the image of " + Chains.leaf(depth) + " came after what it stands on was live")
                    .isTrue();
        }
    }

    private static void sow(FollowedRepository repository, String leaf) {
        repository
                .clone
                .clusters(fleet -> fleet.cluster("chains", (f, name) -> new Chains(f, name, leaf)))
                .synth();
    }

    private static Moment moment(KubernetesApi.Event event, long start) {
        return new Moment(event.version(), (System.nanoTime() - start) / 1_000_000);
    }

    private static String requeue(List<ObjectNode> components) {
        Matcher matcher = Pattern.compile("--requeue-dependency=(\\w+)").matcher(components.toString());
        return matcher.find() ? matcher.group(1) : "30s";
    }
}
