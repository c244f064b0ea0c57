package features;

import static org.assertj.core.api.Assertions.assertThat;

import broken.NamespacesApart;
import broken.Open;
import espalier.rules.Rule;
import espalier.rules.Rules;
import features.Checkout.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code espalier explain} says of a rule. */
class ExplainTest {
    @TempDir
    Path root;

    private Run explain(String... ids) {
        String[] args = new String[ids.length + 1];
        args[0] = "explain";
        System.arraycopy(ids, 0, args, 1, ids.length);
        return Checkout.at(root)
                .clusters(fleet -> fleet.cluster("lab", Open::new).cluster("den", NamespacesApart::new))
                .espalier(args);
    }

    @Test
    void aRuleThatCanBeWaived() {
        Run run = explain("volume-unused");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        Snapshots.verify("cli/explain-volume-unused.txt", run.out());
    }

    @Test
    void aWarningThatCannot() {
        Snapshots.verify("cli/explain-empty-stage.txt", explain("empty-stage").out());
    }

    @Test
    void aConstructsOwn() {
        assertThat(explain("database-namespace").out())
                .startsWith("database-namespace: ")
                .contains("Severity: error");
    }

    @Test
    void aMisspeltId() {
        Run run = explain("volume-unussed");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith(
                        "Tried to explain \"volume-unussed\", but there is no such rule. Did you mean volume-unused?");
        assertThat(explain("xyzzy").err()).contains("`espalier explain` lists them all");
    }

    @Test
    void allOfThem() {
        String list = explain().out();
        assertThat(list).startsWith(Rules.chapters().get(0).about() + "\n").contains("  empty-stage ", " (warning)\n");
        assertThat(list.lines().filter(line -> line.startsWith("  "))).hasSameSizeAs(Rules.all());
        for (Rule rule : Rules.all()) {
            assertThat(list).contains("  " + rule.id() + " ").contains(rule.title());
        }
    }
}
