package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Synths that run at the same time write one after another, and leave the tree of one of them. */
@Tag("long")
class ConcurrentSynthTest {
    private static final String[] VERSIONS = {"0-60-1", "5-65-2", "10-70-3"};

    @TempDir
    Path folder;

    private final Map<Map<String, String>, String> trees = new HashMap<>();

    @BeforeEach
    void treesOfEachAlone() {
        for (String version : VERSIONS) {
            trees.put(
                    Checkout.at(folder.resolve("alone-" + version))
                            .clusters(ChildProgram.clusters(version))
                            .synth()
                            .tree("dist"),
                    version);
        }
    }

    private Checkout here() {
        return Checkout.at(folder.resolve("checkout"));
    }

    private void expectOneTree() {
        Map<String, String> tree = here().tree("dist");
        assertThat(trees).containsKey(tree);
        Run run = here().clusters(ChildProgram.clusters(VERSIONS[0])).espalier("synth");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(trees.get(here().tree("dist"))).isEqualTo(VERSIONS[0]);
    }

    private static List<Object> together(List<Callable<Object>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            var results = new ArrayList<>();
            for (Future<Object> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void inOneProcess() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<Callable<Object>> synths = new ArrayList<>();
            for (String version : VERSIONS) {
                synths.add(() -> here().clusters(ChildProgram.clusters(version))
                        .espalier("synth")
                        .exit());
            }
            assertThat(new HashSet<>(together(synths))).containsExactly(0);
            expectOneTree();
        }
    }

    @Test
    void inSeveralProcesses() throws Exception {
        here().clusters(ChildProgram.clusters(VERSIONS[0])).synth();
        List<Callable<Object>> synths = new ArrayList<>();
        for (String version : VERSIONS) {
            synths.add(() -> ChildProgram.exitCode(
                    ChildProgram.command(folder.resolve("checkout"), List.of(), version, "synth")));
        }
        assertThat(new HashSet<>(together(synths))).containsExactly(0);
        expectOneTree();
    }

    @Test
    void ofManyClustersThatShareTheStagingFolder() {
        for (int round = 1; round <= 20; round++) {
            String image = "fruit:" + round;
            Run run = here().clusters(fleet -> {
                        for (int i = 0; i < 8; i++) {
                            fleet.cluster("c" + i, (f, name) -> new Orchard(f, name, o -> o.app("apple", image)));
                        }
                    })
                    .espalier("synth");
            assertThat(run.exit()).as(run.err()).isZero();
        }
        assertThat(here().path("dist/.staging")).doesNotExist();
    }
}
