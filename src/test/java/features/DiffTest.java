package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code espalier diff} between what is in git and what is there now, or between two commits. */
class DiffTest {
    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void aBranch() {
        checkout = Checkout.create(folder)
                .orchard(o -> o.app("apple", "apple:1.0.0").app("pear", "pear:1.0.0"));
        checkout.synth().commit("Plant");
        checkout.git("checkout", "-q", "-b", "feature");
    }

    private Run diff(String... more) {
        var args = new String[more.length + 1];
        args[0] = "diff";
        System.arraycopy(more, 0, args, 1, more.length);
        return checkout.espalier(args);
    }

    private void bump() {
        checkout.orchard(
                o -> o.app("apple", "apple:1.0.1").app("pear", "pear:1.0.0").app("plum", "plum:1.0.0"));
        checkout.synth();
    }

    @Test
    void ofThisBranchUpToWhatIsNotCommitted() {
        bump();
        Run run = diff();
        assertThat(run.exit()).isEqualTo(1);
        Snapshots.verify("cli/diff.txt", run.out().replaceAll("\\.java:\\d+", ".java:N"));
        assertThat(diff("--details").out())
                .contains("plum")
                .hasSizeGreaterThan(run.out().length());
    }

    @Test
    void asAComment() {
        bump();
        Snapshots.verify("cli/diff.md", diff("--output", "markdown").out().replaceAll("\\.java:\\d+", ".java:N"));
    }

    @Test
    void sinceThisBranchLeftTheMainOneAndNotWhatThatHasNow() {
        bump();
        checkout.commit("Bump").git("checkout", "-q", "main");
        checkout.orchard(o -> o.app("apple", "apple:1.0.0").app("pear", "pear:2.0.0"))
                .synth()
                .commit("Elsewhere");
        checkout.git("checkout", "-q", "feature");
        assertThat(diff().out()).contains("apple").doesNotContain("pear:2.0.0");
        assertThat(diff("main").out()).contains("pear:2.0.0 → pear:1.0.0", "goes back");
    }

    @Test
    void betweenTwoCommits() {
        bump();
        checkout.commit("Bump");
        Run ahead = diff("main", "feature");
        assertThat(ahead.out()).contains("apple:1.0.0 → apple:1.0.1", "features/Orchard.java:");
        checkout.git("checkout", "-q", "main");
        Run elsewhere = diff("main", "feature");
        assertThat(elsewhere.out()).contains("apple:1.0.0 → apple:1.0.1").doesNotContain(".java");
        assertThat(elsewhere.err()).contains("no lines of Java: feature (", "is not what is checked out");
    }

    @Test
    void ofNothing() {
        Run run = diff();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("nothing changes between ");
        assertThat(diff("--output", "markdown").out()).contains("**Nothing changes** on any cluster.");
    }

    @Test
    void ofACommitThatIsNotThere() {
        Run run = diff("nowhere");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("Tried to compare two states of dist/, but there is no commit nowhere\n");
        assertThat(diff("--output", "yaml").err())
                .contains("Tried to print as \"yaml\", but there are only: text, json, markdown, html, sarif, github");
    }

    @Test
    void ofAClusterThatIsNewOrGone() {
        checkout.git("rm", "-q", "-r", "dist/test");
        checkout.commit("Fell");
        Run gone = diff();
        assertThat(gone.exit()).isEqualTo(1);
        assertThat(gone.out())
                .contains("stays", "nothing is left of the cluster's tree: ")
                .containsOnlyOnce("orphan");
        assertThat(diff("HEAD", "main").out()).contains("created");
    }

    @Test
    void ofWhatTheJavaMakesWhetherOrNotItIsWritten() {
        // Stands for the launcher of that commit, which Maven builds from the compiler's sources.
        checkout.write("espalier", "echo \"$@\" >> ../../../asked\ncp -r dist \"$3\"\n");
        checkout.commit("Bring a launcher").git("branch", "-f", "main");
        checkout.orchard(o -> o.app("apple", "apple:1.0.1").app("pear", "pear:1.0.0"));
        assertThat(diff().exit()).as("what is written").isZero();
        Run run = diff("--java");
        assertThat(run.out()).contains("image apple 1.0.0 → 1.0.1 (patch)");
        assertThat(run.err()).startsWith("compiling ");
        assertThat(diff("--java").err()).as("it is kept").doesNotContain("compiling");
        assertThat(checkout.read("target/asked").lines()).hasSize(1).allMatch(line -> line.startsWith("synth --out "));
    }

    @Test
    void ofJavaThatDoesNotCompile() {
        checkout.write("espalier", "echo no such class; exit 1\n");
        checkout.commit("Break the launcher").git("branch", "-f", "main");
        Run run = diff("--java");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("but that commit does not compile: see /checkout/target/diff/");
    }
}
