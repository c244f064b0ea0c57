package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Bitty;
import clusters.Chongus;
import clusters.K3sHome;
import clusters.Lab;
import clusters.kyrion.Kyrion;
import espalier.Cluster;
import espalier.Finding;
import espalier.Fleet;
import espalier.Resource;
import espalier.compile.Compilation;
import espalier.kubernetes.Manifests;
import espalier.rules.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small honest mistakes of a newcomer, each made alone in the clusters of this repository ({@code newcomers/mistakes.txt}): what is expected
 * is found, once, and nothing that only follows from it.
 */
class NewcomersTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    private static final Map<String, Class<? extends Cluster>> CLUSTERS = Map.of(
            "lab",
            Lab.class,
            "k3s-home",
            K3sHome.class,
            "chongus",
            Chongus.class,
            "bitty",
            Bitty.class,
            "kyrion",
            Kyrion.class);

    @TempDir
    private Path folder;

    /**
     * A mistake.
     *
     * @param expected the rules that it breaks
     * @param file below {@code src/main/java}
     */
    private record Mistake(String title, String cluster, String expected, String file, String from, String to) {}

    private static List<Mistake> all() throws IOException {
        String text = Files.readString(ROOT.resolve("src/test/resources/newcomers/mistakes.txt"));
        String[] blocks = text.split("\n## ", -1);
        var all = new ArrayList<Mistake>();
        for (String block : List.of(blocks).subList(1, blocks.length)) {
            String[] lines = block.strip().split("\n", -1);
            String[] where = lines[1].split(" ", 3);
            var from = new ArrayList<String>();
            var to = new ArrayList<String>();
            for (String line : List.of(lines).subList(2, lines.length)) {
                (line.startsWith("+") ? to : from).add(line.substring(Math.min(2, line.length())));
            }
            all.add(new Mistake(
                    lines[0], where[0], where[2], where[1], String.join("\n", from), String.join("\n", to)));
        }
        return all;
    }

    private Compilation made(Mistake mistake) throws IOException {
        Path own = Files.createTempDirectory(folder, "mistake");
        var edited = new EditedCluster(CLUSTERS.get(mistake.cluster), mistake.cluster, own)
                .edit(mistake.file, mistake.from, mistake.to);
        var fleet = new Fleet();
        edited.fleet().accept(fleet);
        return Compiled.compile(fleet, mistake.cluster, ROOT);
    }

    private static List<Finding> told(Compilation compilation) {
        return compilation.findings().stream()
                .filter(finding ->
                        !finding.rule().equals(Versions.DIGEST_UNKNOWN)) // which stands there without a mistake
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> eachIsFoundOnceAtItsLineAndNothingElse() throws IOException {
        return all().stream()
                .map(mistake -> DynamicTest.dynamicTest(mistake.title, () -> {
                    List<Finding> told = told(made(mistake));
                    assertThat(told.stream().map(finding -> finding.rule().id()).collect(Collectors.joining(" ")))
                            .isEqualTo(mistake.expected.replace("~", ""));
                    if (!mistake.expected.startsWith("~")) {
                        assertThat(lines(mistake))
                                .anyMatch(line -> told.get(0).origin().isAt(mistake.file, line));
                    }
                }));
    }

    /** The lines that were changed, with those before of the same statement. */
    private static List<Integer> lines(Mistake mistake) throws IOException {
        String before = Files.readString(ROOT.resolve("src/main/java").resolve(mistake.file));
        List<String> upTo =
                before.substring(0, before.indexOf(mistake.from)).lines().toList();
        int first = upTo.size();
        while (first > 1 && !upTo.get(first - 2).matches(".*[;{}]")) {
            first--;
        }
        return IntStream.range(first, upTo.size() + (int) mistake.to.lines().count())
                .boxed()
                .toList();
    }

    /** What is known of its kind is the definition's schema in {@code schemas/}. */
    @Test
    void aVersionThatItsDefinitionDoesNotServe() {
        var fleet = new Fleet()
                .cluster(
                        "test",
                        (owner, name) -> new TestCluster(owner, name, apps -> {
                            Elsewhere.things(
                                    apps.node().cluster(),
                                    "cert-manager.io",
                                    "cert-manager.io/ClusterIssuer letsencrypt");
                            new Manifests(apps, "it", "a test", Resource.of("newcomers/certificate.yaml"));
                        }));
        Snapshots.verify("findings/newcomers-version.txt", Compiled.findings(Compiled.compile(fleet, "test", ROOT)));
    }

    @Test
    void messages() throws IOException {
        var text = new StringBuilder();
        for (Mistake mistake : all()) {
            text.append("--- ").append(mistake.title).append('\n');
            for (Finding finding : told(made(mistake))) {
                // without the lines, which move with every edit of the clusters
                text.append(finding.toString().replaceAll("\\.java:\\d+", ".java:N"))
                        .append("\n\n");
            }
        }
        Snapshots.verify("findings/newcomers.txt", text.toString());
    }
}
