package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.annotation.Annotation;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import espalier.plan.Danger;
import espalier.plan.telling.PlanAnnotations;
import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dangers of a plan stand at the lines of Java that made them, where a forge shows them. */
class PlanAnnotationsTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    @TempDir
    Path folder;

    private Checkout checkout;

    /** Before the change with {@code more}; after it without, and with another image. */
    private static final class Home extends Cluster {
        Home(Fleet fleet, String name, boolean more, String image) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder()); // the cluster
            var apps = new Stage(this, "apps");
            new App(apps, "apple", image, more);
            if (more) {
                new App(apps, "plum", "plum:1.0.0", true);
            }
        }
    }

    private static final class App extends Component {
        App(Scope scope, String id, String image, boolean closed) {
            super(scope, id);
            var server = new Deployment(this, d -> d.container("server", image, c -> c.port("http", 8080)));
            new Service(this, "front", server, s -> {
                if (!closed) {
                    s.nodePort("http", 30080);
                }
            });
            if (closed) {
                new CustomResource(this, "guard", "networking.k8s.io/v1", "NetworkPolicy", c -> {});
            }
        }
    }

    @BeforeEach
    void aBranchThatChangesEverything() {
        checkout = Checkout.create(folder);
        home(true, "apple:1.0.0").synth().commit("Begin");
        checkout.git("checkout", "-q", "-b", "feature");
        home(false, "apple:2.0.0").synth().commit("Open");
    }

    private Checkout home(boolean more, String image) {
        return checkout.clusters(fleet -> fleet.cluster("home", (f, name) -> new Home(f, name, more, image)));
    }

    @Test
    void asAnnotationsOfAWorkflow() throws IOException {
        Run run = checkout.espalier("diff", "--output", "github");
        assertThat(run.exit()).isOne();
        Snapshots.verify("cli/diff-github.txt", run.out().replaceAll("line=\\d+", "line=N"));
        List<String> source = Files.readAllLines(ROOT.resolve("src/test/java/features/PlanAnnotationsTest.java"));
        assertThat(lines(source, run.out(), "plan/image-major"))
                .containsExactly("new App(apps, \"apple\", image, more);");
        assertThat(lines(source, run.out(), "plan/exposure")).containsExactly("new App(apps, \"apple\", image, more);");
        assertThat(lines(source, run.out(), "plan/policy"))
                .as("of what is made no more: its component's, else the cluster's")
                .hasSize(2)
                .anyMatch(line -> line.equals("new App(apps, \"apple\", image, more);"))
                .anyMatch(line -> line.endsWith("// the cluster"));
    }

    private static List<String> lines(List<String> source, String commands, String rule) {
        Matcher found = Pattern.compile("file=features/PlanAnnotationsTest.java,line=(\\d+),title=" + rule + "::")
                .matcher(commands);
        var lines = new ArrayList<String>();
        while (found.find()) {
            lines.add(source.get(Integer.parseInt(found.group(1)) - 1).strip());
        }
        return lines;
    }

    @Test
    void asSarif() throws IOException {
        String sarif = checkout.espalier("diff", "--output", "sarif").out();
        assertThat(SarifJudge.violations(sarif)).isEmpty();
        Snapshots.verify(
                "cli/diff.sarif.json",
                sarif.replaceFirst("\"version\": \"[^\"]*-SNAPSHOT\"", "\"version\": \"…\"")
                        .replaceAll("\"startLine\": \\d+", "\"startLine\": 0"));
    }

    @Test
    void ofNothing() throws IOException {
        String sarif =
                checkout.espalier("diff", "HEAD", "HEAD", "--output", "sarif").out();
        assertThat(SarifJudge.violations(sarif)).isEmpty();
        assertThat(sarif).contains("\"id\": \"plan/\"").contains("\"results\": []");
        assertThat(checkout.espalier("diff", "HEAD", "HEAD", "--output", "github")
                        .out())
                .isEmpty();
    }

    @Test
    void inTheFileWhereTheJavaOfTheHeadIsNotThere() {
        checkout.git("checkout", "-q", "main");
        assertThat(checkout.espalier("diff", "main", "feature", "--output", "github")
                        .out())
                .contains("file=dist/home/apps/apple/deployment.yaml,line=1,title=plan/image-major");
        assertThat(checkout.clusters(fleet -> {})
                        .espalier("diff", "feature", "main", "--output", "github")
                        .out())
                .contains("file=dist/home/");
    }

    @Test
    void aFingerprintIsTheSameInTheNextRunAndTellsDangersApart() {
        List<String> before = fingerprints();
        assertThat(fingerprints()).hasSizeGreaterThan(3).doesNotHaveDuplicates().isEqualTo(before);
    }

    private List<String> fingerprints() {
        return Pattern.compile("\"primaryLocationLineHash\": \"(.*)\"")
                .matcher(checkout.espalier("diff", "--output", "sarif").out())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    static List<TreePair> pairs() {
        return TreePair.all();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyDangerIsOneAnnotationAndNoSecretIsTold(TreePair pair) throws IOException {
        var plan = PlanTest.plan(pair.before(), pair.after());
        var told =
                List.of(new PlanAnnotations.Told(plan, (object, step) -> new Annotation.Place("clusters/C.java", 1)));
        String sarif = PlanAnnotations.sarif(told, "", "1");
        assertThat(SarifJudge.violations(sarif)).isEmpty();
        assertThat(sarif).doesNotContain("hunter2", "correct-horse", "abcdef");
        String commands = PlanAnnotations.github(told, "");
        assertThat(commands.lines()).hasSameSizeAs(plan.dangers());
        plan.dangers().forEach(danger -> assertThat(commands).contains(id(danger.sort())));
    }

    private static String id(Danger.Sort sort) {
        return "plan/" + sort.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Test
    void everySortIsInTheDocumentation() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/plan.md"));
        for (Danger.Sort sort : Danger.Sort.values()) {
            assertThat(page).contains("| `" + id(sort) + "` |");
        }
    }
}
