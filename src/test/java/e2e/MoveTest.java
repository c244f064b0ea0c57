package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import features.Checkout;
import features.Checkout.Run;
import features.Terrace;
import java.nio.file.Path;
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
 * An app goes from one Kustomization to another: by the commits of {@code espalier move} it stays, by one commit it is lost, as
 * the plan says.
 */
@Tag("e2e")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MoveTest {
    private static final int PATIENCE = 240;
    private static final String MARK = "kustomize.toolkit.fluxcd.io~1prune";

    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private static KubernetesApi api;
    private static FollowedRepository repository;
    private static Checkout clone;

    @BeforeAll
    static void handOver() throws Exception {
        api = CONTROL_PLANE.api();
        for (String name : new String[] {"one", "two", "three"}) {
            api.apply(KubernetesApi.objects("""
                            apiVersion: v1
                            kind: PersistentVolume
                            metadata: {name: %s}
                            spec:
                              storageClassName: by-hand
                              accessModes: [ReadWriteOnce]
                              capacity: {storage: 1Gi}
                              hostPath: {path: /nowhere}
                            """.formatted(name)).get(0), "e2e").expectSuccess();
        }
        repository = new FollowedRepository(CONTROL_PLANE, "terrace", folder);
        clone = repository.clone;
        clone.write(".gitignore", "target/\n");
        Terrace.plant(clone, "early apple", "early pear", "late melon");
        repository.handOver();
        repository.flux.awaitRevision(PATIENCE, clone.git("rev-parse", "HEAD").strip());
    }

    private static JsonNode deployment(String app) {
        return api.get("apps/v1", "Deployment", "default", app).body();
    }

    private static JsonNode claim(String app) {
        return api.get("v1", "PersistentVolumeClaim", "default", app + "-fruit").body();
    }

    private static String uid(JsonNode object) {
        return object.at("/metadata/uid").asText();
    }

    private static String owner(JsonNode object) {
        return object.at("/metadata/labels/kustomize.toolkit.fluxcd.io~1name").asText();
    }

    /** Merges what {@code branch} has, and waits until Flux has applied it. */
    private static void merge(String branch) {
        clone.git("push", "--quiet", "origin", branch + ":main");
        repository.flux.lookNow();
        repository.flux.awaitRevision(PATIENCE, clone.git("rev-parse", branch).strip());
    }

    @Test
    @Order(1)
    void byTwoCommitsItStays() {
        String before = uid(deployment("apple"));
        String data = uid(claim("apple"));
        clone.git("checkout", "--quiet", "-b", "feature");
        Terrace.plant(clone, "early pear", "late apple", "late melon").commit("Move the apple");
        Run move = clone.espalier("move");
        assertThat(move.exit()).as(move.err()).isZero();

        merge("feature-1");
        for (JsonNode object : new JsonNode[] {deployment("apple"), claim("apple")}) {
            assertThat(owner(object)).isEqualTo("early");
            assertThat(object.at("/metadata/annotations/" + MARK).asText()).isEqualTo("disabled");
        }
        merge("feature-2");
        for (JsonNode object : new JsonNode[] {deployment("apple"), claim("apple")}) {
            assertThat(owner(object)).isEqualTo("late");
            assertThat(object.at("/metadata/annotations/" + MARK).asText()).isNotEqualTo("disabled");
            assertThat(object.at("/metadata").has("deletionTimestamp")).isFalse();
        }
        assertThat(uid(deployment("apple"))).isEqualTo(before);
        assertThat(uid(claim("apple"))).isEqualTo(data);
        assertThat(claim("apple").at("/status/phase").asText()).isEqualTo("Bound");
    }

    @Test
    @Order(2)
    void byOneCommitItIsLostAsThePlanSays() {
        String before = uid(deployment("pear"));
        String data = uid(claim("pear"));
        clone.git("checkout", "--quiet", "-B", "main", "feature-2");
        Terrace.plant(clone, "late apple", "late melon", "late pear");
        assertThat(clone.espalier("diff", "HEAD").out())
                .contains(
                        "data loss  PersistentVolumeClaim default/pear-fruit: early deletes it first, since late waits for"
                                + " that; then late makes it anew")
                .contains("recreated Deployment default/pear");
        repository.pushAndLook("Move the pear at once");
        Await.until(
                PATIENCE,
                () -> {
                    String now = uid(deployment("pear"));
                    return !now.isEmpty() && !now.equals(before);
                },
                () -> "the Deployment is still the same" + repository.flux.troubles());
        Await.until(
                PATIENCE,
                () -> !uid(claim("pear")).equals(data)
                        || claim("pear").at("/metadata").has("deletionTimestamp"),
                () -> "the claim is still the same" + repository.flux.troubles());
    }
}
