package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line of Java is told in one way, which a terminal makes a link of; a forge is told it from the root of the repository on. */
class LinesOfJavaTest {
    private static final String FILE = "src/main/java/features/LinesOfJavaTest.java";

    @TempDir
    Path repository;

    private Checkout checkout;

    private static final class Shed extends Cluster {
        Shed(Fleet fleet, String name, String image, Consumer<Stage> more) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
            var apps = new Stage(this, "apps");
            new Tool(apps, "saw", image);
            more.accept(apps);
        }
    }

    private static final class Tool extends Component {
        Tool(Scope scope, String id, String image) {
            super(scope, id);
            var server = new Deployment(this, d -> d.container("server", image, c -> c.port("http", 8080)));
            new Service(this, "front", server, s -> s.named("front"));
        }
    }

    @BeforeEach
    void clustersInAFolderOfTheirRepository() {
        Checkout.create(repository).write("README.md", "Much else stands here.\n");
        checkout = Checkout.at(repository.resolve("home/clusters"));
        checkout.write(FILE, "// where the sources stand\n");
        shed("saw:1.0.0", apps -> {}).synth().commit("Begin");
    }

    private Checkout shed(String image, Consumer<Stage> more) {
        return checkout.clusters(fleet -> fleet.cluster("shed", (f, name) -> new Shed(f, name, image, more)));
    }

    private Checkout twice() {
        return shed("saw:1.0.0", apps -> new Tool(apps, "drill", "drill:1.0.0"));
    }

    private static String lineOf(String statement) throws IOException {
        Path source = Path.of(System.getProperty("espalier.root", "."), "src/test/java/features/LinesOfJavaTest.java");
        return ":" + (Files.readAllLines(source).indexOf(statement) + 1);
    }

    @Test
    void aFindingNamesEachLineFromTheFolderOfTheClustersOn() throws IOException {
        Run run = twice().espalier("check");
        String first = FILE + lineOf("            new Tool(apps, \"saw\", image);");
        assertThat(run.out())
                .as("where it is, and which other line its message names")
                .contains("\n  at " + FILE + lineOf("            more.accept(apps);") + " (" + FILE + ":")
                .contains(", at " + first)
                .doesNotContain(" features/LinesOfJavaTest.java");
        assertThat(twice().espalier("synth").err()).contains("\n  at " + FILE).doesNotContain(" features/");
        assertThat(twice().espalier("check", "--format", "json").out())
                .contains("at " + first)
                .contains("\"file\": \"" + FILE + "\"")
                .doesNotContain(" features/");
    }

    @Test
    void soDoWhereAndThePlanAndTheComparisonOfTheTree() throws IOException {
        String line = FILE + lineOf("            new Tool(apps, \"saw\", image);");
        assertThat(checkout.espalier("where", "dist/shed/apps/saw/deployment.yaml")
                        .out())
                .startsWith(line + " (" + FILE + ":");
        shed("saw:2.0.0", apps -> {});
        assertThat(checkout.espalier("synth", "--check").out()).contains("  made at " + line + " (" + FILE + ":");
        assertThat(checkout.synth().espalier("diff").out())
                .contains("Deployment default/saw  " + line + " (" + FILE + ":");
    }

    @Test
    void aForgeFindsItFromTheRootOfTheRepositoryOn() {
        String there = "home/clusters/" + FILE;
        twice();
        assertThat(checkout.espalier("check", "--format", "github").out())
                .contains("::error file=" + there + ",line=")
                .doesNotContain("file=" + FILE);
        assertThat(checkout.espalier("check", "--format", "sarif").out())
                .contains("\"uri\": \"" + there + "\"")
                .doesNotContain("\"uri\": \"" + FILE + "\"");
        shed("saw:2.0.0", apps -> {}).synth().commit("Update");
        assertThat(checkout.espalier("diff", "HEAD^1", "HEAD", "--output", "github")
                        .out())
                .contains("::warning file=" + there + ",line=", "title=plan/image-major");
        assertThat(checkout.espalier("diff", "HEAD^1", "HEAD", "--output", "sarif")
                        .out())
                .contains("\"uri\": \"" + there + "\"");
        assertThat(checkout.espalier("diff", "HEAD", "HEAD^1", "--output", "github")
                        .out())
                .as("of Java that is not there, the file that Flux reads")
                .contains(
                        "::warning file=home/clusters/dist/shed/apps/saw/deployment.yaml,line=1,title=plan/image-back");
    }

    @Test
    void aWorkTreeBesideTheFirstIsARepositoryOfItsOwn() {
        checkout.git("worktree", "add", "-q", "../../trees/other", "HEAD");
        var other = Checkout.at(repository.resolve("trees/other/home/clusters"))
                .clusters(fleet -> fleet.cluster(
                        "shed",
                        (f, name) -> new Shed(f, name, "saw:1.0.0", apps -> new Tool(apps, "drill", "drill:1.0.0"))));
        assertThat(other.espalier("check", "--format", "github").out())
                .contains("::error file=home/clusters/" + FILE + ",line=");
    }
}
