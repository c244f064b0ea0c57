package features;

import static org.assertj.core.api.Assertions.assertThat;

import broken.Open;
import broken.SeveralMistakes;
import espalier.Cluster;
import espalier.Espalier;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.kubernetes.Manifests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All mistakes of a cluster are reported in one run; other clusters are written, and nothing of the failed one is. */
class SeveralMistakesTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int synth(
            BiFunction<Fleet, String, ? extends Cluster> lab, BiFunction<Fleet, String, ? extends Cluster> den) {
        err.reset();
        var status = new PrintStream(err, true, StandardCharsets.UTF_8);
        var data = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Espalier.run(
                new String[] {"synth"},
                fleet -> fleet.cluster("lab", lab).cluster("den", den),
                root,
                data,
                status,
                false);
    }

    private Map<String, String> tree(String folder) throws IOException {
        var tree = new TreeMap<String, String>();
        Path top = root.resolve(folder);
        if (Files.exists(top)) {
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    tree.put(root.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return tree;
    }

    /** Eight, and nothing that only follows from one of them. */
    @Test
    void allAreReportedAndWhatFollowsFromThemIsNot() {
        assertThat(synth(SeveralMistakes::new, Open::new)).isEqualTo(1);
        String said = WrongInputTest.withoutOwnLines(err.toString(StandardCharsets.UTF_8));
        Snapshots.verify("findings/several-mistakes.txt", said.replaceAll("in \\d+ ms", "in … ms"));
    }

    @Test
    void othersAreWrittenAndNothingOfTheFailedCluster() throws IOException {
        assertThat(synth(SeveralMistakes::new, Open::new)).isEqualTo(1);
        assertThat(tree("dist/lab")).isEmpty();
        assertThat(tree("dist")).containsKeys("dist/den/apps/redis/deployment.yaml", "dist/den/kustomization.yaml");
        assertThat(tree("dist").keySet()).allMatch(path -> path.startsWith("dist/den/"));
    }

    /** A name that is asked for where the compiler expects no trouble. */
    private static final class Uncanny extends Cluster {
        Uncanny(Fleet fleet, String name) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
            var apps = new Stage(this, "apps");
            new Manifests(
                    apps.in(() -> {
                        throw new UnsupportedOperationException("no name today");
                    }),
                    "legacy",
                    "it came with the documentation",
                    Resource.of("broken/service.yaml"));
        }
    }

    @Test
    void aMistakeOfTheCompilerIsNotThatOfOtherClusters() throws IOException {
        assertThat(synth(Uncanny::new, Open::new)).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("error[compiler-bug] Tried to compile the cluster lab, but the compiler itself threw"
                        + " java.lang.UnsupportedOperationException: no name today")
                .contains("report it with this message");
        assertThat(tree("dist/lab")).isEmpty();
        assertThat(tree("dist")).containsKey("dist/den/kustomization.yaml");
    }

    @Test
    void theOldTreeStays() throws IOException {
        assertThat(synth(Open::new, Open::new)).isZero();
        Map<String, String> before = tree("dist");
        assertThat(before).isNotEmpty();
        assertThat(synth(SeveralMistakes::new, Open::new)).isEqualTo(1);
        assertThat(tree("dist")).isEqualTo(before);
        assertThat(synth(Open::new, Open::new)).isZero();
        assertThat(tree("dist")).isEqualTo(before);
    }
}
