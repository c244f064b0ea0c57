package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program takes, and where what it says goes to. */
class CommandLineTest {
    private static final String ESCAPE = "\u001b[";

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void apples() throws IOException {
        checkout = Checkout.at(Files.createDirectories(folder.resolve("checkout")))
                .orchard(o -> o.app("apple", "apple:1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "espalier",
                "synth",
                "check",
                "tree",
                "graph",
                "where",
                "absorb",
                "explain",
                "diff",
                "move",
                "push",
                "watch",
                "status",
                "doctor",
                "seal",
                "escrow",
                "reconcile",
                "suspend",
                "resume",
                "completion"
            })
    void help(String command) {
        Locale before = Locale.getDefault();
        try {
            Run run = run(command);
            assertThat(run.exit()).isZero();
            assertThat(run.err()).isEmpty();
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(run(command)).isEqualTo(run);
            Snapshots.verify("cli/help-" + command + ".txt", run.out());
        } finally {
            Locale.setDefault(before);
        }
    }

    private Run run(String command) {
        return command.equals("espalier") ? checkout.espalier("--help") : checkout.espalier(command, "--help");
    }

    @Test
    void theVersion() {
        for (String option : List.of("--version", "-V")) {
            assertThat(checkout.espalier(option).out()).matches("espalier \\S+\n");
        }
    }

    @Test
    void outWritesAnotherDirectoryAndLeavesDistAlone() {
        checkout.synth();
        Path out = folder.resolve("out");
        checkout.orchard(o -> o.app("apple", "apple:2"));
        assertThat(checkout.espalier("synth", "--out", out.toString()).exit()).isZero();
        assertThat(checkout.read("dist/test/apps/apple/deployment.yaml")).contains("apple:1");
        assertThat(Checkout.at(out).read("test/apps/apple/deployment.yaml")).contains("apple:2");
        checkout.orchard(o -> o.app("pear", "pear:1"));
        assertThat(checkout.espalier("synth", "--out", out.toString()).err()).contains("5 removed");
        assertThat(checkout.espalier("synth", "--check").exit()).isEqualTo(1);
        assertThat(checkout.espalier("synth", "--check", "--out", out.toString())
                        .exit())
                .isZero();
    }

    @Test
    void outInsideTheRepositoryProtectsEditsToo() {
        checkout.espalier("synth", "--out", "preview");
        checkout.edit("preview/test/apps/apple/deployment.yaml", "replicas: 1", "replicas: 5");
        Run run = checkout.espalier("synth", "--out", "preview");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("Tried to write preview/test/apps/apple/deployment.yaml")
                .doesNotContain("absorb");
    }

    /** The standard error of a synth that finds an error, by the variable {@code NO_COLOR} and the launcher's word. */
    private String said(String noColour, boolean terminal) throws Exception {
        checkout.write("patches/test/x.yaml", "because: of nothing\n");
        var command = ChildProgram.command(
                checkout.root, List.of("-Despalier.terminal=" + terminal), "0-1-1", "synth", "--cluster", "test");
        command.environment().remove("NO_COLOR");
        if (noColour != null) {
            command.environment().put("NO_COLOR", noColour);
        }
        Process process =
                command.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        return said;
    }

    @Test
    void colourIsForTerminalsThatWantIt() throws Exception {
        assertThat(said(null, true)).contains(ESCAPE + "31m");
        assertThat(said(null, false)).doesNotContain("\u001b");
        assertThat(said("1", true)).doesNotContain("\u001b");
        assertThat(said("", true)).as("no-color.org: present and not empty").contains(ESCAPE);
    }

    /** The standard output of a check that finds an error, by the launcher's word for both streams. */
    private String checked(boolean out) throws Exception {
        checkout.write("patches/test/x.yaml", "because: of nothing\n");
        var options = List.of("-Despalier.terminal=true", "-Despalier.terminal.out=" + out);
        var command = ChildProgram.command(checkout.root, options, "0-1-1", "check", "--cluster", "test");
        command.environment().remove("NO_COLOR");
        Process process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        return said;
    }

    @Test
    void whatIsAskedForIsColouredOnlyWhereItIsReadOnATerminal() throws Exception {
        assertThat(checked(true)).startsWith(ESCAPE + "31merror[patch-file]" + ESCAPE + "0m Tried to ");
        assertThat(checked(false)).startsWith("error[patch-file] Tried to ");
    }

    @Test
    void arrowsAndBranchesAreReadableInEveryLocale() throws Exception {
        var command = ChildProgram.command(checkout.root, List.of("-Dfile.encoding=US-ASCII"), "0-2-1", "tree");
        command.environment().put("LC_ALL", "C");
        Process process = command.start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(out).contains("└─ app-1");
    }

    /** The script is asked as bash asks it. */
    private List<String> completed(String... words) throws Exception {
        Path script = folder.resolve("completion");
        Files.writeString(script, checkout.espalier("completion").out());
        var quoted = new StringBuilder();
        for (String word : words) {
            quoted.append(" '").append(word).append('\'');
        }
        var process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + "; compopt() { :; }; COMP_WORDS=(" + quoted + "); COMP_CWORD="
                                + (words.length - 1) + "; _complete_espalier; printf '%s\\n' \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.lines().toList();
    }

    @Test
    void shellsCompleteCommandsOptionsClustersAndRules() throws Exception {
        assertThat(completed("espalier", "che")).containsExactly("check");
        assertThat(completed("espalier", "check", "--verb")).containsExactly("--verbose");
        assertThat(completed("espalier", "check", "--cluster", "")).containsExactly("test");
        assertThat(completed("espalier", "check", "--format", "s")).containsExactly("sarif");
        assertThat(completed("espalier", "explain", "reference-m")).containsExactly("reference-missing");
    }
}
