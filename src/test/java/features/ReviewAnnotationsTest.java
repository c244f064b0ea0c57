package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * GitHub makes annotations of ten errors, ten warnings and ten notices of a step, those of a composite action counted together: so the
 * plan's and the checks' come from steps of their own, and the summary says how many more there are. The scripts are those of the
 * action and the workflow; what they call prints as many lines as matter here.
 */
class ReviewAnnotationsTest {
    private static final Path GITHUB = Path.of(System.getProperty("espalier.root", "."), ".github");

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void aProgramThatFindsMuch() {
        checkout = Checkout.create(folder.resolve("trees"));
        checkout.write("espalier", """
                #!/bin/bash
                some() { for i in $(seq "$2"); do echo "::$1 file=C.java,line=$i,title=$3::what"; done; }
                case "$*" in
                  "check --format github") some error 3 image; some warning 12 empty-stage; exit 1 ;;
                  "diff "*" --output github") some error 10 plan/stuck; some warning 25 plan/exposure; some notice 11 plan/secret; exit 1 ;;
                  "diff "*" --output markdown") echo "the plan" ;;
                esac
                """);
        checkout.path("espalier").toFile().setExecutable(true);
        checkout.commit("Begin");
    }

    private static List<Mapping> steps(Mapping of) {
        var steps = new ArrayList<Mapping>();
        for (Value step : (Sequence) Objects.requireNonNull(of.get("steps"))) {
            steps.add((Mapping) step);
        }
        return steps;
    }

    private static Mapping read(String file) throws IOException {
        return (Mapping) YamlReader.documents(Files.readString(GITHUB.resolve(file)))
                .get(0)
                .value();
    }

    private String action(String annotations, String base) throws IOException {
        Mapping action = steps(Objects.requireNonNull(
                        read("actions/review/action.yaml").mapping("runs")))
                .get(0);
        return run(
                action,
                "ANNOTATIONS=" + annotations,
                "INTO=" + folder.resolve("into"),
                "BASE=" + base,
                "PAGE=",
                "GITHUB_STEP_SUMMARY=" + folder.resolve("summary.md"));
    }

    private String run(Mapping step, String... environment) {
        var command = new ArrayList<>(List.of("env", "RUNNER_TEMP=" + folder));
        command.addAll(List.of(environment));
        command.addAll(List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"));
        command.add(Objects.requireNonNull(step.text("run")));
        return Tools.run(command, checkout.root, "").out();
    }

    private static long count(String lines, String level) {
        return lines.lines().filter(line -> line.startsWith("::" + level + " ")).count();
    }

    @Test
    void eachHasAStepOfItsOwnInTheWorkflow() throws IOException {
        assertThat(action(folder.resolve("annotations").toString(), "HEAD")).doesNotContain("::");
        List<Mapping> steps = steps(Objects.requireNonNull(
                Objects.requireNonNull(read("workflows/review.yaml").mapping("jobs"))
                        .mapping("review")));
        var told = new ArrayList<String>();
        for (Mapping step : steps) {
            if (step.text("run") != null) {
                assertThat(step.text("if")).isEqualTo("${{ !cancelled() }}");
                told.add(run(step));
            }
        }
        assertThat(told).hasSize(2);
        assertThat(told.get(0))
                .as("the dangers first")
                .contains("title=plan/stuck")
                .doesNotContain("title=image");
        assertThat(told.get(1)).contains("title=image").doesNotContain("title=plan/");
        assertThat(count(told.get(0), "warning")).isEqualTo(25);
        assertThat(count(told.get(1), "error")).isEqualTo(3);
    }

    @Test
    void theSummarySaysHowManyMoreThereAre() throws IOException {
        action(folder.resolve("annotations").toString(), "HEAD");
        assertThat(Files.readString(folder.resolve("summary.md"))).isEqualTo("""
                        the plan

                        15 more of the warnings of the plan than the ten that GitHub shows at their lines: in the log, and in code scanning.

                        1 more of the notices of the plan than the ten that GitHub shows at their lines: in the log, and in code scanning.

                        2 more of the warnings of the check than the ten that GitHub shows at their lines: in the log, and in code scanning.
                        """);
    }

    @Test
    void withoutAFolderTheActionShowsThemItself() throws IOException {
        String out = action("", "HEAD");
        assertThat(out.indexOf("title=plan/stuck")).isBetween(0, out.indexOf("title=image"));
        assertThat(count(out, "warning")).isEqualTo(37);
    }

    @Test
    void whereNothingIsComparedThereIsNoPlanToShow() throws IOException {
        action(folder.resolve("annotations").toString(), "");
        assertThat(folder.resolve("annotations/plan.txt")).isEmptyFile();
        assertThat(folder.resolve("annotations/check.txt")).content().contains("title=image");
        assertThat(folder.resolve("summary.md")).content().doesNotContain("of the plan");
    }
}
