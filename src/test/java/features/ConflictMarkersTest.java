package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A synth repairs what a conflict left of its files, in every state that git can leave them in, and only that. */
class ConflictMarkersTest {
    private static final String DEPLOYMENT = "dist/test/apps/apple/deployment.yaml";

    @TempDir
    Path folder;

    private Checkout checkout;
    private Map<String, String> resolved;

    /** {@code main} and {@code theirs} change the same image; the Java of the one who resolves has a third. */
    @BeforeEach
    void twoImages() {
        resolved = Checkout.create(folder.resolve("resolved"))
                .orchard(o -> o.app("apple", "apple:4"))
                .synth()
                .tree("dist");
        checkout = Checkout.create(folder.resolve("checkout"));
        write("apple:1").commit("one");
        checkout.git("checkout", "-qb", "theirs");
        write("apple:2").commit("two");
        checkout.git("checkout", "-q", "main");
        write("apple:3").commit("three");
        checkout.orchard(o -> o.app("apple", "apple:4"));
    }

    private Checkout write(String image) {
        return checkout.orchard(o -> o.app("apple", image)).synth();
    }

    private void expectRepair() {
        assertThat(checkout.read(DEPLOYMENT)).contains("<<<<<<< ").contains(">>>>>>> ");
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(checkout.tree("dist")).isEqualTo(resolved);
    }

    private void expectConflict(String... command) {
        assertThat(checkout.tryGit(command).out()).contains("CONFLICT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "diff3", "zdiff3"})
    void ofAMerge(String style) {
        checkout.git("config", "merge.conflictStyle", style);
        expectConflict("merge", "theirs");
        expectRepair();
        checkout.commit("merged");
        assertThat(checkout.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void ofAMergeWhoseConflictWasAddedToTheIndex() {
        expectConflict("merge", "theirs");
        checkout.git("add", "-A");
        expectRepair();
    }

    @Test
    void ofAMergeThatWasCommittedWithItsMarkers() {
        expectConflict("merge", "theirs");
        checkout.commit("merged, with markers");
        expectRepair();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--merge", "--apply"})
    void ofARebase(String backend) {
        expectConflict("rebase", backend, "theirs");
        expectRepair();
        checkout.git("add", "-A");
        checkout.git("rebase", "--continue");
        assertThat(checkout.tree("dist")).isEqualTo(resolved);
    }

    @Test
    void ofACherryPick() {
        expectConflict("cherry-pick", "theirs");
        expectRepair();
    }

    @Test
    void ofACherryPickWithoutACommit() {
        expectConflict("cherry-pick", "--no-commit", "theirs");
        expectRepair();
    }

    @Test
    void ofARevert() {
        write("apple:5").commit("five");
        checkout.orchard(o -> o.app("apple", "apple:4"));
        expectConflict("revert", "--no-edit", "HEAD~1");
        expectRepair();
    }

    private void stashAndPop() {
        write("apple:6");
        checkout.git("stash", "push", "-q");
        checkout.git("checkout", "-q", "theirs");
        checkout.orchard(o -> o.app("apple", "apple:4"));
        expectConflict("stash", "pop");
    }

    @Test
    void ofAStash() {
        stashAndPop();
        expectRepair();
    }

    @Test
    void ofAStashWhoseConflictWasAddedToTheIndex() {
        stashAndPop();
        checkout.git("add", "-A");
        expectRepair();
    }

    @Test
    void ofACheckoutThatTookWorkAlong() {
        write("apple:6");
        checkout.git("checkout", "-q", "--merge", "theirs");
        checkout.orchard(o -> o.app("apple", "apple:4"));
        expectRepair();
    }

    @Test
    void ofASquashedMerge() {
        expectConflict("merge", "--squash", "theirs");
        expectRepair();
    }

    @Test
    void whereTheFileWasChangedHereAndRemovedThere() {
        checkout.git("checkout", "-q", "theirs");
        checkout.orchard(o -> o.app("pear", "pear:1")).synth().commit("no apples");
        checkout.git("checkout", "-q", "main");
        expectConflict("merge", "theirs");
        checkout.orchard(o -> o.app("apple", "apple:4"));
        assertThat(checkout.espalier("synth").exit()).isZero();
        assertThat(checkout.tree("dist")).isEqualTo(resolved);
    }

    @Test
    void aLineWrittenByHandInsideAConflictStopsTheSynth() {
        expectConflict("merge", "theirs");
        checkout.edit(DEPLOYMENT, ">>>>>>> theirs\n", ">>>>>>> theirs\n          tty: true\n");
        Map<String, String> before = checkout.tree("dist");
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(checkout.tree("dist")).isEqualTo(before);
        Snapshots.verify("findings/hand-written-line-in-a-conflict.txt", run.err());
    }

    @Test
    void aConflictResolvedByHandInFavourOfASideIsNobodysEdit() {
        expectConflict("merge", "theirs");
        checkout.git("checkout", "--ours", DEPLOYMENT);
        assertThat(checkout.espalier("synth").exit()).isZero();
        assertThat(checkout.tree("dist")).isEqualTo(resolved);
    }

    @Test
    void aConflictResolvedByHandToSomethingElseIsAnEdit() {
        expectConflict("merge", "theirs");
        checkout.git("checkout", "--ours", DEPLOYMENT);
        checkout.edit(DEPLOYMENT, "apple:3", "apple:9");
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("image: apple:3 → apple:9");
    }

    @Test
    void aLineTakenOutByHandDuringAMergeIsAnEdit() {
        expectConflict("merge", "theirs");
        checkout.git("checkout", "--ours", DEPLOYMENT);
        checkout.edit(DEPLOYMENT, "  replicas: 1\n", "");
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("spec.replicas: 1 → (nothing)");
    }

    @Test
    void anEditOfAFileThatTheMergeDoesNotTouchIsAnEdit() {
        expectConflict("merge", "theirs");
        checkout.edit("dist/test/apps/apple/configmap.yaml", "  motto: all apples are equal\n", "");
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("data.motto: all apples are equal → (nothing)");
    }

    @Test
    void foreignFilesKeepTheirMarkers() {
        String text = "<<<<<<< HEAD\nmine\n=======\nyours\n>>>>>>> theirs\n";
        checkout.write("dist/test/notes.txt", text);
        checkout.write("dist/test/apps/apple/notes.yaml", text);
        expectConflict("merge", "theirs");
        checkout.synth();
        assertThat(checkout.read("dist/test/notes.txt")).isEqualTo(text);
        assertThat(checkout.read("dist/test/apps/apple/notes.yaml")).isEqualTo(text);
    }
}
