package features;

import static org.assertj.core.api.Assertions.assertThat;

import broken.IdTwice;
import broken.Open;
import espalier.Espalier;
import espalier.Fleet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program says, and with which exit code it ends: 0 done, 1 found something, 2 called wrongly, 3 failed. */
class CommandLineMistakesTest {
    private static final Consumer<Fleet> TWO =
            fleet -> fleet.cluster("lab", Open::new).cluster("kyrion", Open::new);

    @TempDir
    Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Consumer<Fleet> clusters, String... args) {
        err.reset();
        return Espalier.run(args, clusters, root, stream(out), stream(err), false);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** What was said on standard error, without what differs from run to run. */
    private String said() {
        String said = err.toString(StandardCharsets.UTF_8);
        return said.replaceAll("in \\d+ ms", "in … ms").replace(root.toString(), "ROOT");
    }

    private void verify(String name) {
        Snapshots.verify("findings/" + name + ".txt", said());
    }

    @Test
    void nothingIsWrong() {
        assertThat(run(TWO, "synth")).isZero();
        assertThat(run(TWO, "synth", "--check")).isZero();
        assertThat(run(TWO, "synth", "--check", "--cluster", "lab,kyrion")).isZero();
        assertThat(said()).doesNotContain("error");
    }

    @Test
    void somethingIsFound() {
        assertThat(run(TWO, "synth", "--check")).isEqualTo(1);
        assertThat(root.resolve("dist")).doesNotExist();
        assertThat(run(fleet -> fleet.cluster("lab", IdTwice::new), "synth")).isEqualTo(1);
        assertThat(said()).contains("error[duplicate-id]", "1 cluster not written");
        assertThat(run(fleet -> fleet.cluster("lab", IdTwice::new), "tree")).isEqualTo(1);
        assertThat(said()).contains("error[duplicate-id]");
    }

    @Test
    void aClusterThatDoesNotExist() {
        assertThat(run(TWO, "synth", "--cluster", "kyrios")).isEqualTo(2);
        String near = said();
        assertThat(run(TWO, "tree", "--cluster", "lab", "-c", "production")).isEqualTo(2);
        Snapshots.verify("findings/unknown-cluster.txt", near + "\n" + said());
        assertThat(root.resolve("dist")).doesNotExist();
    }

    @Test
    void aWordThatMeansNothing() {
        assertThat(run(TWO, "synht")).isEqualTo(2);
        assertThat(said()).startsWith("Tried to run \"synht\", but there is no such command. Did you mean synth?");
        assertThat(run(TWO, "synth", "--chek")).isEqualTo(2);
        String option = said();
        assertThat(run(TWO, "where")).isEqualTo(2);
        String missing = said();
        assertThat(run(TWO, "where", "clusters/Lab.java")).isEqualTo(2);
        Snapshots.verify("findings/wrong-usage.txt", option + "\n" + missing + "\n" + said());
        assertThat(run(TWO)).isEqualTo(2);
    }

    /** Whoever runs the tests may be root, whom permissions do not stop; a file where a directory must be stops everybody. */
    @Test
    void distIsAFile() throws IOException {
        Files.writeString(root.resolve("dist"), "a note");
        assertThat(run(TWO, "synth", "--cluster", "lab")).isEqualTo(3);
        verify("dist-is-a-file");
        assertThat(root.resolve("dist")).hasContent("a note");
    }

    @Test
    void aDirectoryOfOneClusterIsAFile() throws IOException {
        Files.createDirectories(root.resolve("dist"));
        Files.writeString(root.resolve("dist/lab"), "a note");
        assertThat(run(TWO, "synth")).isEqualTo(3);
        verify("dist-of-cluster-is-a-file");
        assertThat(root.resolve("dist/lab")).hasContent("a note");
        assertThat(root.resolve("dist/kyrion/kustomization.yaml")).exists();
    }

    @Test
    void somethingInTheTreeIsInTheWay() throws IOException {
        Files.createDirectories(root.resolve("dist/lab"));
        Files.writeString(root.resolve("dist/lab/apps"), "a note");
        Files.createDirectories(root.resolve("dist/kyrion/apps/redis.yaml/folder"));
        assertThat(run(TWO, "synth")).isEqualTo(3);
        verify("dist-in-the-way");
        assertThat(root.resolve("dist/lab/apps")).hasContent("a note");
        assertThat(root.resolve("dist/kyrion/apps/redis.yaml/folder")).isDirectory();
        assertThat(root.resolve("dist/.staging")).doesNotExist();
    }

    @Test
    void aFleetWithMistakes() {
        Consumer<Fleet> fleet = all -> all.cluster("Lab", Open::new)
                .cluster("kyrion", Open::new)
                .cluster("kyrion", Open::new)
                .cluster("../etc", Open::new)
                .cluster("none", (f, name) -> null)
                .cluster("den", Open::new);
        assertThat(run(fleet, "synth")).isEqualTo(1);
        verify("cluster-name");
        assertThat(root.resolve("dist")).isDirectoryNotContaining("glob:**/{Lab,kyrion,none,etc}");
        assertThat(root.resolve("dist/den")).isDirectory();
        assertThat(root.resolve("etc")).doesNotExist();
    }

    @Test
    void aFleetThatCannotBeListed() {
        assertThat(run(
                        fleet -> {
                            throw new IllegalStateException("the list is not there");
                        },
                        "synth"))
                .isEqualTo(3);
        verify("fleet-threw");
    }

    /** Before anything is asked of a cluster, and also where there is none. */
    @Test
    void aCommandThatIsNotToldOnWhat() {
        for (String command : new String[] {"bootstrap", "rotate", "suspend", "resume", "reconcile"}) {
            String what = command.equals("bootstrap") ? "CLUSTER" : command.equals("rotate") ? "SECRET[/KEY]" : "NAME";
            assertThat(run(TWO, command)).as(command).isEqualTo(2);
            assertThat(said())
                    .isEqualTo("Missing required parameter: '" + what + "'\nSee: espalier " + command + " --help\n");
        }
        assertThat(run(TWO, "schemas", "add")).isEqualTo(2);
        assertThat(said()).isEqualTo("Missing required parameter: 'FILE'\nSee: espalier schemas add --help\n");
    }
}
