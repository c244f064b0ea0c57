package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Layout;
import espalier.Node;
import espalier.Scope;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import espalier.report.ClusterPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pictures on the clusters' pages. Each is held against the part of Mermaid's flowcharts that is used here, line by line, which is
 * stricter than Mermaid itself; Mermaid is not run.
 */
class ClusterPicturesTest {
    private static final Path PAGES = Path.of(System.getProperty("espalier.root", "."), "snapshots");
    private static final Pattern PICTURE = Pattern.compile("```mermaid\n(.*?)```\n", Pattern.DOTALL);

    private static final String WORD = "[ng]_[A-Za-z0-9_]+";
    /** What Mermaid takes for text between quotes: no quote, and what has a meaning to it only as its entity. */
    private static final String LABEL = "\"((?:[^\"<>&#\\[\\]{}|`\n]|<br/>|#(?:35|amp|quot|lt|gt);|[|{}\\[\\]])+)\"";

    private static final Pattern BEGIN = Pattern.compile("  subgraph (" + WORD + ")\\[" + LABEL + "\\]");
    private static final Pattern NODE =
            Pattern.compile("(?:    |  )(n_[A-Za-z0-9_]+)(?:\\[" + LABEL + "\\]|\\(\\[" + LABEL + "\\]\\))");
    private static final Pattern ARROW =
            Pattern.compile("  (" + WORD + ") (?:-->|==>)(?:\\|" + LABEL + "\\|)? (" + WORD + ")");

    /** As many as one sees at once; Mermaid itself stops at 500 arrows. */
    private static final int MOST_NODES = 41;

    private static final int MOST_ARROWS = 100;

    private static List<String> pictures(String page) {
        Matcher found = PICTURE.matcher(page);
        var pictures = new ArrayList<String>();
        while (found.find()) {
            pictures.add(found.group(1));
        }
        return pictures;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab", "kyrion", "k3s-home", "chongus", "bitty"})
    void eachIsAFlowchartOfASizeThatPeopleSee(String cluster) throws IOException {
        String page = Files.readString(PAGES.resolve(cluster + ".md"));
        List<String> pictures = pictures(page);
        assertThat(pictures).hasSizeGreaterThanOrEqualTo(4).allSatisfy(ClusterPicturesTest::check);
        for (String section : List.of("Order", "Data flow", "Exposed", "Storage")) {
            int start = page.indexOf("\n## " + section + "\n");
            int end = page.indexOf("\n## ", start + 4);
            assertThat(page.substring(start, end)).as(section).contains("```mermaid");
        }
    }

    private static void check(String picture) {
        var nodes = new HashSet<String>();
        var groups = new HashSet<String>();
        int open = 0;
        int arrows = 0;
        List<String> lines = picture.lines().toList();
        assertThat(lines.get(0)).isEqualTo("flowchart LR");
        for (String line : lines.subList(1, lines.size())) {
            Matcher begin = BEGIN.matcher(line);
            Matcher node = NODE.matcher(line);
            Matcher arrow = ARROW.matcher(line);
            if (begin.matches()) {
                open++;
                assertThat(groups.add(begin.group(1))).as(line).isTrue();
            } else if (line.equals("  end")) {
                open--;
            } else if (node.matches()) {
                assertThat(nodes.add(node.group(1))).as(line).isTrue();
            } else {
                assertThat(arrow.matches()).as(line).isTrue();
                arrows++;
                assertThat(nodes.contains(arrow.group(1)) || groups.contains(arrow.group(1)))
                        .as(line)
                        .isTrue();
                assertThat(nodes.contains(arrow.group(3)) || groups.contains(arrow.group(3)))
                        .as(line)
                        .isTrue();
            }
        }
        assertThat(open).isZero();
        assertThat(nodes).hasSizeBetween(1, MOST_NODES);
        assertThat(arrows).isLessThanOrEqualTo(MOST_ARROWS);
    }

    private static final class Market extends Cluster {
        Market(Fleet fleet, String name, int apps, boolean reversed) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
            var stage = new Stage(this, "apps");
            for (int i = 0; i < apps; i++) {
                new Stall(stage, "stall-" + (reversed ? apps - 1 - i : i));
            }
        }
    }

    private static final class Stall extends Component {
        Stall(Scope scope, String id) {
            super(scope, id);
            var server = new Deployment(this, d -> d.container("server", "stall:1.0.0", c -> c.port("http", 8080)));
            var front = new Service(this, server);
            new CustomResource(
                    this,
                    "route",
                    "networking.k8s.io/v1",
                    "Ingress",
                    c -> c.spec("ingressClassName", "\"odd\" <class> #1 & [more]"));
            Objects.requireNonNull(front);
        }
    }

    private static String market(int apps, boolean reversed) {
        Compilation compilation = Compiled.cluster((fleet, name) -> new Market(fleet, name, apps, reversed));
        return ClusterPage.of(
                Objects.requireNonNull(compilation.order()),
                compilation.schemas().gaps());
    }

    @Test
    void whatMeansSomethingToMermaidIsEscaped() {
        List<String> pictures = pictures(market(2, false));
        assertThat(pictures).allSatisfy(ClusterPicturesTest::check);
        assertThat(String.join("", pictures)).contains("Ingress #quot;odd#quot; #lt;class#gt; #35;1 #amp; [more]");
    }

    @Test
    void aLargePictureIsCutAndNoneIsTooLarge() {
        List<String> few = pictures(market(10, false));
        List<String> many = pictures(market(120, false));
        assertThat(many).hasSizeGreaterThan(few.size()).allSatisfy(ClusterPicturesTest::check);
        for (int i = 0; i < 120; i++) {
            assertThat(String.join("", many)).contains("[\"stall-" + i + "\"]");
        }
    }

    @Test
    void theOrderOfStatementsChangesNoPicture() {
        assertThat(pictures(market(12, true))).isEqualTo(pictures(market(12, false)));
    }

    /** As {@code a-b} and {@code a_b}, whose letters are the same. */
    private static final class Alike implements Layout {
        private static String alike(String path) {
            return path.replaceFirst("^left-side", "side_by_side").replaceFirst("^right-side", "side-by-side");
        }

        @Override
        public String kustomization(Node node, String part) {
            return Layout.stages().kustomization(node, part);
        }

        @Override
        public String directory(Node node, String part) {
            return alike(Layout.stages().directory(node, part));
        }

        @Override
        public String file(Node node, String part) {
            return alike(Layout.stages().file(node, part));
        }
    }

    private static final class TwoFolders extends Cluster {
        TwoFolders(Fleet fleet, String name) {
            super(
                    fleet,
                    name,
                    c -> c.kubernetes("1.33").flux("2.7.5").strictOrder().layout(new Alike()));
            new Stall(new Stage(this, "left-side"), "one");
            new Stall(new Stage(this, "right-side"), "other");
        }
    }

    @Test
    void foldersThatDifferInAHyphenAreTwoGroups() {
        Compilation compilation = Compiled.cluster(TwoFolders::new);
        List<String> pictures = pictures(ClusterPage.of(
                Objects.requireNonNull(compilation.order()),
                compilation.schemas().gaps()));
        assertThat(pictures).allSatisfy(ClusterPicturesTest::check);
        assertThat(pictures.get(0)).contains("[\"side-by-side\"]", "[\"side_by_side\"]");
    }
}
