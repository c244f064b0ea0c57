package features;

import static org.assertj.core.api.Assertions.assertThat;

import broken.DrawnWithCycle;
import broken.Open;
import broken.ThrowsBeforeSuper;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import features.Checkout.Run;
import guru.nidi.graphviz.model.MutableGraph;
import guru.nidi.graphviz.parse.Parser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code espalier graph} draws: who needs whom, how much, and by which field. */
class GraphTest {
    @TempDir
    Path root;

    private Run graph(String... options) {
        String[] args = new String[options.length + 1];
        args[0] = "graph";
        System.arraycopy(options, 0, args, 1, options.length);
        return Checkout.at(root)
                .clusters(fleet -> fleet.cluster("lab", DrawnWithCycle::new)
                        .cluster("den", Open::new)
                        .cluster("attic", ThrowsBeforeSuper::new))
                .espalier(args);
    }

    @Test
    void componentsInMermaid() {
        Run run = graph("--cluster", "lab");
        assertThat(run.exit())
                .as("a cycle is an error, and best seen in a drawing")
                .isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "Tried to draw lab, but it has errors: see espalier check; it is drawn as far as it was made\n");
        Snapshots.verify("cli/graph.mmd", run.out());
    }

    @Test
    void objectsInMermaid() {
        Snapshots.verify(
                "cli/graph-objects.mmd", graph("--cluster", "lab", "--objects").out());
    }

    @Test
    void dot() {
        Snapshots.verify(
                "cli/graph.dot", graph("--cluster", "lab", "--format", "dot").out());
        Snapshots.verify(
                "cli/graph-objects.dot",
                graph("--cluster", "lab", "--format", "dot", "--objects").out());
    }

    @Test
    void json() {
        Snapshots.verify(
                "cli/graph.json", graph("--cluster", "lab", "--format", "json").out());
    }

    @Test
    void aClusterWithoutErrorsEndsWithZero() {
        Run run = graph("--cluster", "den");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void whatCannotEvenBeBegunIsSaidAndTheOthersAreDrawn() {
        Run run = graph();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("Tried to draw attic, but it has errors: see espalier check\n");
        assertThat(run.out()).contains("subgraph cluster_lab[\"lab\"]", "subgraph cluster_den[\"den\"]");
    }

    /** Graphviz's grammar, by a parser of somebody else's. */
    @ParameterizedTest
    @ValueSource(strings = {"", "--objects"})
    void dotIsRead(String objects) throws IOException {
        String[] options =
                objects.isEmpty() ? new String[] {"--format", "dot"} : new String[] {"--format", "dot", objects};
        MutableGraph graph = new Parser().read(graph(options).out());
        assertThat(graph.isDirected()).isTrue();
        JsonNode clusters = new ObjectMapper()
                .readTree(graph("--format", "json", objects.isEmpty() ? "--cluster=lab,den,attic" : objects)
                        .out())
                .get("clusters");
        int nodes = 0;
        int edges = 0;
        for (JsonNode cluster : clusters) {
            nodes += cluster.get("nodes").size();
            edges += cluster.get("edges").size();
            ends(cluster);
        }
        assertThat(graph.nodes().stream().map(node -> node.name().value()).distinct())
                .hasSize(nodes);
        assertThat(graph.edges()).hasSize(edges);
    }

    private static void ends(JsonNode cluster) {
        Set<String> nodes = new HashSet<>();
        cluster.get("nodes").forEach(node -> nodes.add(node.get("id").textValue()));
        for (JsonNode edge : cluster.get("edges")) {
            assertThat(nodes)
                    .contains(edge.get("from").textValue(), edge.get("to").textValue());
            assertThat(edge.get("because")).isNotEmpty();
        }
    }

    /** The part of Mermaid's grammar that is used: each line is one of four, its words are no keywords, each node is there. */
    @ParameterizedTest
    @ValueSource(strings = {"--cluster=lab", "--objects"})
    void mermaidIsRead(String option) {
        var node = Pattern.compile(" *(n_\\w+)(\\[\"[^\"]+\"]|\\(\\[\"[^\"]+\"]\\))");
        var frame = Pattern.compile(" *subgraph (?:frame|cluster)_\\w+\\[\"[^\"]+\"]");
        var arrow = Pattern.compile(" {2}(n_\\w+) (?:-->|==>|-\\.->)\\|\"[^\"]+\"\\| (n_\\w+)");
        Set<String> nodes = new HashSet<>();
        int open = 0;
        String[] lines = graph(option).out().split("\n");
        assertThat(lines[0]).isEqualTo("flowchart LR");
        for (String line : List.of(lines).subList(1, lines.length)) {
            var isNode = node.matcher(line);
            var isArrow = arrow.matcher(line);
            if (isNode.matches()) {
                assertThat(nodes.add(isNode.group(1))).isTrue();
            } else if (isArrow.matches()) {
                assertThat(nodes).contains(isArrow.group(1), isArrow.group(2));
            } else if (line.strip().equals("end")) {
                open--;
            } else {
                assertThat(line).matches(frame);
                open++;
            }
        }
        assertThat(open).isZero();
    }

    @Test
    void whatGitHubWouldNotDrawIsSaid() {
        Run run = Checkout.at(root)
                .orchard(orchard -> {
                    for (int i = 0; i < 200; i++) {
                        orchard.app("apple-" + i, "apple:1");
                    }
                })
                .espalier("graph", "--objects");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).startsWith("GitHub will not draw this: it has ");
    }
}
