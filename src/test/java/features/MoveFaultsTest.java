package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code espalier move} that is run twice at once, or ended while the program of the earlier commit works for it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MoveFaultsTest {
    @TempDir
    Path folder;

    private Checkout checkout;
    private Path held;

    /** The launcher of the earlier commit waits while the file {@code hold} is there, with {@code held} open. */
    @BeforeEach
    void aProgramThatCanBeHeld() throws IOException {
        checkout = Checkout.create(folder.resolve("checkout"));
        checkout.git("config", "user.name", "gardener");
        checkout.git("config", "user.email", "gardener@example.com");
        Terrace.plant(checkout, "early apple", "late melon");
        held = folder.resolve("held");
        Tools.run(List.of("mkfifo", held.toString()), folder, "").expectSuccess();
        checkout.write(
                "espalier",
                "if [ -e '" + folder + "/hold' ]; then exec 5> '" + held + "'; echo begun >&5; read -r go < '" + folder
                        + "/go'; exec 5>&-; fi\n"
                        + checkout.read("espalier"));
        Tools.run(List.of("mkfifo", folder.resolve("go").toString()), folder, "")
                .expectSuccess();
        checkout.commit("Plant").git("checkout", "-q", "-b", "feature");
        String launcher = checkout.read("espalier");
        Terrace.plant(checkout, "late apple", "late melon").write("espalier", launcher);
        checkout.commit("Move the apple to the late stage");
    }

    /** A move in a process of its own, whose program is held; {@link #held} can be read from. */
    private Process begun() throws IOException {
        Files.writeString(folder.resolve("hold"), "");
        return new ProcessBuilder(ChildJvm.command(List.of(), TerraceProgram.class, "move"))
                .directory(checkout.root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private BufferedReader opened() throws IOException {
        BufferedReader reader = Files.newBufferedReader(held);
        assertThat(reader.readLine()).isEqualTo("begun");
        Files.delete(folder.resolve("hold"));
        return reader;
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.walk(checkout.path("target/move"), 3)) {
            return all.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.startsWith("fresh") || name.equals("moves"))
                    .toList();
        }
    }

    private String branches() {
        return checkout.git("branch", "--format", "%(refname:short)").replace("\n", " ");
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    @Test
    void theSecondOfTwoAtOnceIsTold() throws Exception {
        Process first = begun();
        try (BufferedReader program = opened()) {
            Run second = checkout.espalier("move");
            assertThat(second.err())
                    .isEqualTo("Tried to make two commits of this change, but another run of espalier (process "
                            + first.pid()
                            + ") is at work in /checkout/target/move: try again when it has ended\n");
            assertThat(second.exit()).isEqualTo(3);
            assertThat(branches()).isEqualTo("feature main ");
            Files.writeString(folder.resolve("go"), "go\n", UTF_8);
            assertThat(program.readLine()).isNull();
        }
        assertThat(first.waitFor()).as(said()).isZero();
        assertThat(branches()).isEqualTo("feature feature-1 feature-2 main ");
        assertThat(left()).isEmpty();
        assertThat(checkout.espalier("move").exit()).as("one after the other").isZero();
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void whatItStartedEndsWithItAndNothingIsLeft(String signal, int exit) throws Exception {
        Process move = begun();
        try (BufferedReader program = opened()) {
            Tools.run(List.of("kill", "-" + signal, "" + move.pid()), folder, "")
                    .expectSuccess();
            assertThat(move.waitFor()).as(said()).isEqualTo(exit);
            assertThat(program.readLine()).as("it has ended").isNull();
        }
        assertThat(left()).isEmpty();
        assertThat(branches()).isEqualTo("feature main ");
        assertThat(checkout.espalier("move").exit()).isZero();
    }

    @Test
    void whereItHadNoTimeForThatTheNextRunTidiesUp() throws Exception {
        Process move = begun();
        try (BufferedReader program = opened()) {
            move.destroyForcibly().waitFor();
            assertThat(program.readLine()).as("it has ended").isNull();
        }
        assertThat(left()).hasSize(2);
        Files.writeString(checkout.path("target/move/" + main() + "/source/moves/orchard.yaml"), "because: of another");
        Run next = checkout.espalier("move");
        assertThat(next.exit()).as(next.err()).isZero();
        assertThat(left()).isEmpty();
        assertThat(branches()).isEqualTo("feature feature-1 feature-2 main ");
    }

    private String main() {
        return checkout.git("rev-parse", "main").strip();
    }
}
