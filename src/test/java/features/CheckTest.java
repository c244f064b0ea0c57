package features;

import static org.assertj.core.api.Assertions.assertThat;

import broken.ManifestsRefused;
import broken.NestedWithoutEnd;
import broken.Open;
import broken.SeveralMistakes;
import broken.StageEmpty;
import broken.ThrowsBeforeSuper;
import broken.ToldInFourWays;
import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CustomResource;
import espalier.verdict.Unchecked;
import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code espalier check} says of a cluster, in each of its forms. */
class CheckTest {
    @TempDir
    Path root;

    private Checkout checkout;

    @BeforeEach
    void aClusterWithMistakes() {
        checkout = Checkout.at(root).clusters(fleet -> fleet.cluster("lab", ToldInFourWays::new));
        checkout.write("src/main/java/broken/ToldInFourWays.java", "// what stands here is of no interest\n");
    }

    private Run check(String... options) {
        String[] args = new String[options.length + 1];
        args[0] = "check";
        System.arraycopy(options, 0, args, 1, options.length);
        Run run = checkout.espalier(args);
        assertThat(root.resolve("dist")).doesNotExist();
        return run;
    }

    @Test
    void text() {
        Run run = check();
        assertThat(run.exit()).isEqualTo(1);
        Snapshots.verify("cli/check.txt", run.out() + "--- and on standard error\n" + run.err());
    }

    @Test
    void verbose() {
        Snapshots.verify("cli/check-verbose.txt", check("--verbose").out());
    }

    @Test
    void json() {
        Snapshots.verify(
                "cli/check.json", withoutVersion(check("--format", "json").out()));
    }

    @Test
    void workflowCommands() {
        Snapshots.verify("cli/check-github.txt", check("--format", "github").out());
    }

    @Test
    void sarif() throws IOException {
        String sarif = check("--format=sarif").out();
        assertThat(SarifJudge.violations(sarif)).isEmpty();
        assertThat(SarifJudge.violations(sarif.replace("\"results\"", "\"result\"")))
                .isNotEmpty();
        String page = "(\"help\": )\\{\n.*\n.*\n *}"; // it is that of docs/checks.md
        Snapshots.verify("cli/check.sarif.json", withoutVersion(sarif).replaceAll(page, "$1…"));
    }

    @Test
    void sarifIsValidWhateverIsFound() throws IOException {
        checkout.clusters(fleet -> fleet.cluster("clean", Open::new)
                .cluster("never-made", ThrowsBeforeSuper::new)
                .cluster("wrong", ManifestsRefused::new)
                .cluster("many", SeveralMistakes::new)
                .cluster("without-a-line", NestedWithoutEnd::new)
                .cluster("No Name", Open::new));
        assertThat(SarifJudge.violations(check("--format", "sarif").out())).isEmpty();
        assertThat(SarifJudge.violations(
                        check("--format", "sarif", "--cluster", "clean").out()))
                .isEmpty();
    }

    private static String withoutVersion(String text) {
        return text.replaceFirst("\"version\": \"[^\"]*-SNAPSHOT\"", "\"version\": \"…\"");
    }

    @Test
    void exitCodes() {
        checkout.clusters(fleet -> fleet.cluster("lab", Open::new));
        Run clean = check("--format", "text");
        assertThat(clean.exit()).isZero();
        assertThat(clean.out()).isEmpty();
        assertThat(clean.err()).contains(" objects checked: nothing found in N ms");

        checkout.clusters(fleet -> fleet.cluster("lab", StageEmpty::new));
        Run warned = check();
        assertThat(warned.exit())
                .as("a warning keeps nothing from being written")
                .isZero();
        assertThat(warned.out()).startsWith("warning[empty-stage] ");

        Run misspelt = check("--format", "jason");
        assertThat(misspelt.exit()).isEqualTo(2);
        assertThat(misspelt.out()).isEmpty();
        assertThat(misspelt.err())
                .startsWith(
                        "Tried to use the format \"jason\", but there are only: text, json, sarif, github. Did you mean"
                                + " json?");
        assertThat(check("--cluster", "lap").exit()).isEqualTo(2);
    }

    @Test
    void theSummaryNamesTheClustersInWhichSomethingIsFound() {
        checkout.clusters(fleet -> fleet.cluster("lab", ToldInFourWays::new)
                .cluster("den", Open::new)
                .cluster("attic", StageEmpty::new));
        assertThat(check().err())
                .contains(": 5 errors, 3 warnings (lab: 5 errors, 1 warning; attic: 2 warnings) in N ms");
        assertThat(check("--cluster", "den").err()).contains("1 cluster, ").contains("nothing found");
    }

    private List<String> fingerprints(Consumer<Stage> apps) {
        checkout.clusters(fleet -> fleet.cluster("test", (f, name) -> new TestCluster(f, name, apps)));
        return Pattern.compile("\"fingerprint\": \"(.*)\"")
                .matcher(check("--format", "json").out())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static void settings(Stage apps, String... keys) {
        new ConfigMap(apps, "settings", c -> {
            for (String key : keys) {
                c.value(key, "1");
            }
        });
    }

    private static void claim(Stage apps, String id) {
        new CustomResource(apps, id, "v1", "PersistentVolumeClaim", c -> c.spec("storageClassName", "fast"));
    }

    @Test
    void aFingerprintStaysWhenLinesMoveAndOthersCome() {
        List<String> before = fingerprints(apps -> {
            claim(apps, "films");
            settings(apps, "a:b");
        });
        List<String> after = fingerprints(apps -> {
            claim(apps, "films");
            claim(apps, "songs");
            settings(apps, "a:b");
        });
        assertThat(before).hasSize(2).doesNotHaveDuplicates().isEqualTo(after);
        assertThat(fingerprints(apps -> settings(apps, "a:b", "c:d")))
                .hasSize(2)
                .contains(before.get(0))
                .doesNotHaveDuplicates();
    }

    /** What programs rely on is written down, and by nobody's memory. */
    @Test
    void everyMemberIsInTheDocumentation() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("espalier.root", "."), "docs/check-json.md"));
        Pattern.compile("\"(\\w+)\": ")
                .matcher(check("--format", "json").out())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .forEach(member -> assertThat(page).containsPattern("`[^`]*\\b" + member + "\\b[^`]*`"));
        for (Unchecked.Kind kind : Unchecked.Kind.values()) {
            assertThat(page).contains("`" + kind.id() + "`");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://git@github.com/example/lab.git, https://github.com/example/lab/blob/main/docs/checks.md#empty-stage",
        "git@github.com:example/lab, https://github.com/example/lab/blob/main/docs/checks.md#empty-stage",
        "https://github.com/example/lab, https://github.com/example/lab/blob/main/docs/checks.md#empty-stage",
        "ssh://git@gitlab.example.com:2222/a/b/c.git,"
                + " https://gitlab.example.com/a/b/c/-/blob/main/docs/checks.md#empty-stage",
        "ssh://git@git.example.com/lab, ''"
    })
    void aRulesPageIsInTheRepositoryThatTheClusterFollows(String git, String page) {
        checkout.clusters(fleet -> fleet.cluster("lab", (f, name) -> new Empty(f, name, git)));
        String sarif = check("--format", "sarif").out();
        assertThat(sarif).contains("\"id\": \"empty-stage\"");
        if (page.isEmpty()) {
            assertThat(sarif).doesNotContain("helpUri");
        } else {
            assertThat(sarif).contains("\"helpUri\": \"" + page + "\"");
        }
    }

    private static final class Empty extends Cluster {
        Empty(Fleet fleet, String name, String git) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").git(git, "main"));
            new Stage(this, "apps");
        }
    }
}
