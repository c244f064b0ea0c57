package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import e2e.ControlPlaneFiles.User;
import features.Checkout;
import features.Checkout.Run;
import features.GitServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

/** The commands that push to a running cluster and follow it, with real Flux. Each step goes on where the one before ended. */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApplierTest {
    @RegisterExtension
    static final ControlPlane CONTROL_PLANE = new ControlPlane();

    @TempDir
    static Path folder;

    private static FluxStatus flux;
    private static Checkout clone;

    @BeforeAll
    static void handOver() throws Exception {
        KubernetesApi api = CONTROL_PLANE.api();
        flux = new FluxStatus(api);
        var git = CONTROL_PLANE.beside(GitServer.start(CONTROL_PLANE.data("git")));
        clone = Checkout.at(Files.createDirectories(folder.resolve("clone")));
        clone.git("clone", "--quiet", git.url(), ".");
        clone.git("checkout", "--quiet", "-B", "main");
        clone.git("config", "user.name", "gardener");
        clone.git("config", "user.email", "gardener@example.com");
        sow("red", "green");
        var bootstrap = new FluxBootstrap(api, clone.path("dist/garden/flux-system"));
        bootstrap.write(git.url(), "./dist/garden");
        clone.commit("The tree, and what flux bootstrap adds to it");
        clone.git("push", "--quiet", "-u", "origin", "main");
        bootstrap.install();
        new FluxProcesses(CONTROL_PLANE, bootstrap.build()).start(Map.of());
        bootstrap.sync();
    }

    private static void sow(String apples, String pears) {
        clone.clusters(fleet -> fleet.cluster("garden", (f, name) -> new Garden(f, name, apples, pears)))
                .synth();
    }

    private static Run espalier(String... args) {
        var all = new ArrayList<>(Arrays.asList(args));
        all.add("--kubeconfig");
        all.add(CONTROL_PLANE.kubeconfig(User.ADMIN).toString());
        Run run = clone.espalier(all.toArray(String[]::new));
        System.err.println(
                "e2e: espalier " + String.join(" ", args) + ": exit code " + run.exit() + "\n" + run.out() + run.err());
        return run;
    }

    @Test
    @Order(1)
    void theFirstCommitIsFollowedFromNothing() {
        Run run = espalier("watch", "--timeout", "2m");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).containsPattern("s  source +fetched").containsPattern("s  apps-pears +live");
        assertThat(run.err()).endsWith("live\n");
        Run status = espalier("status", "--all");
        assertThat(status.exit()).isZero();
        assertThat(status.out()).containsPattern("Kustomization +apps-apples +ready +main@[0-9a-f]{8}\n");
        assertThat(status.err()).contains(": 5 of 5 ready\n");
    }

    @Test
    @Order(2)
    void aPushIsFollowedWhereItChangesSomething() throws Exception {
        sow("yellow", "green");
        long start = System.nanoTime();
        Run run = espalier("push", "--watch", "--output", "json", "--timeout", "2m");
        assertThat(run.exit()).isZero();
        String commit = new ObjectMapper()
                .readTree(run.out().lines().findFirst().orElseThrow())
                .path("commit")
                .asText();
        assertThat(flux.isLive("apps-apples", commit)).isTrue();
        System.err.println(
                "e2e: a pushed change was known to be live after " + (System.nanoTime() - start) / 1_000_000 + " ms");
        var names = new ArrayList<String>();
        for (String line : run.out().lines().skip(1).toList()) {
            names.add(new ObjectMapper().readTree(line).path("name").asText());
        }
        assertThat(names).contains("flux-system", "apps-apples").doesNotContain("apps-pears", "apps");
    }

    @Test
    @Order(3)
    void aSuspendedObjectIsToldAndNotWaitedFor() {
        assertThat(espalier("suspend", "apps-apples").err()).contains("apps-apples is suspended now");
        assertThat(espalier("suspend", "apps-apples").err()).contains("was suspended already");
        assertThat(espalier("status").out()).containsPattern("apps-apples +suspended .* since 20\\d\\d-");
        assertThat(espalier("reconcile", "apps-apples").err()).contains("is suspended since 20");
        sow("brown", "green");
        Run run = espalier("push", "--watch", "--timeout", "1m");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).containsPattern("apps-apples +suspended since 20.*: the commit does not reach it");
        assertThat(espalier("resume", "apps-apples").err()).contains("apps-apples goes on");
        Run reconciled = espalier("reconcile", "apps-apples", "--with-source", "--timeout", "1m");
        assertThat(reconciled.exit()).isZero();
        assertThat(flux.isLive("apps-apples", clone.git("rev-parse", "HEAD").strip()))
                .isTrue();
    }

    @Test
    @Order(4)
    void aNameThatFluxDoesNotKnow() {
        Run run = espalier("reconcile", "apps-appels");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("Tried to reconcile apps-appels, but Flux has nothing called apps-appels there; it has: ")
                .contains("apps-apples");
    }

    @Test
    @Order(5)
    void aFailureIsToldWithItsCause() {
        sow("brown", "blue");
        Run run = espalier("push", "--watch", "--timeout", "2m");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("failed:\n").contains("Kustomization flux-system/apps-pears: ");
        assertThat(run.err()).contains("immutable");
        Run status = espalier("status");
        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.out()).containsPattern("apps-pears +failed");
    }

    @Test
    @Order(6)
    void aSuspendedSource() {
        sow("black", "blue");
        List<String> before =
                List.of(espalier("suspend", "gitrepository/flux-system").err());
        assertThat(before.get(0)).contains("is suspended now");
        Run run = espalier("push", "--watch", "--timeout", "1m");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("the source flux-system is suspended, so that no commit reaches the cluster");
        espalier("resume", "gitrepository/flux-system");
    }

    @Test
    @Order(7)
    void aCommitThatIsNotWhereFluxLooks() {
        sow("white", "blue");
        Run run = espalier("push", "--branch", "white", "--watch", "--timeout", "1m");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("but Flux follows another branch, or somebody pushed later: its source is at main@sha1:");
    }
}
