package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git says does not work is told with the reason, and is nothing that a command fails for. */
class KnownBrokenOnClustersTest {
    private static final String WHY =
            "known not to work: the repository serves it no longer, since 2025-08-28 (https://github.com/example…";

    @TempDir
    private Path folder;

    private Run run(String state, String... command) throws IOException {
        try (var cluster = new SickCluster(SickCluster.read(state))) {
            var args = new ArrayList<>(List.of(command));
            args.addAll(List.of("--kubeconfig", cluster.kubeconfig(folder).toString()));
            return Checkout.at(folder)
                    .orchard(o -> o.app("apple", "example.com/apple:1"))
                    .espalier(args.toArray(String[]::new));
        }
    }

    @Test
    void statusTellsTheReasonAndEndsWell() throws IOException {
        Run run = run("known-broken", "status");
        assertThat(run.out()).contains("apps/web").contains(WHY);
        assertThat(run.err()).contains("3 known not to work").doesNotContain("failed");
        assertThat(run.exit()).isZero();
    }

    @Test
    void theSameWithoutTheReasonFails() throws IOException {
        Run run = run("chart-missing", "status");
        assertThat(run.err()).contains("3 failed").doesNotContain("known");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void programsReadTheReason() throws IOException {
        assertThat(run("known-broken", "status", "--output", "json").out())
                .contains("\"knownBroken\":\"the repository serves it no longer, since 2025-08-28"
                        + " (https://github.com/example/charts/issues/7)\"");
    }

    @Test
    void whoAsksForItByNameIsToldTheCause() throws IOException {
        Run run = run("known-broken", "doctor", "kustomization/web");
        assertThat(run.out()).contains("its repository has no chart web in version 1.2.3");
        assertThat(run.exit()).isEqualTo(1);
    }
}
