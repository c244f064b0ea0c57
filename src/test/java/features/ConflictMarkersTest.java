package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A synth repairs what a conflict left of its files, in every state that git can leave them in, and only that. */
@Tag("long")
class ConflictMarkersTest {
    private static final String DEPLOYMENT = "dist/test/apps/apple/deployment.yaml";

    @TempDir
    Path folder;

    private Checkout checkout;
    private Map<String, String> resolved;

    /**
     * {@code main} and {@code theirs} change the same image of the apple; the pear changes only there, and the fig only here, so
     * that git merges both. The Java of the one who resolves has other images, and nobody knows who wrote what.
     */
    @BeforeEach
    void twoBranches() {
        resolved = Checkout.create(folder.resolve("resolved"))
                .orchard(images(4, 4, 4))
                .synth()
                .tree("dist");
        checkout = Checkout.create(folder.resolve("checkout"));
        commit(1, 1, 1);
        checkout.git("checkout", "-qb", "theirs");
        commit(2, 2, 1);
        checkout.git("checkout", "-q", "main");
        commit(3, 1, 3);
        forget();
    }

    private static Consumer<Orchard> images(int apple, int pear, int fig) {
        return o -> o.app("apple", "apple:" + apple).app("pear", "pear:" + pear).app("fig", "fig:" + fig);
    }

    private void commit(int apple, int pear, int fig) {
        checkout.orchard(images(apple, pear, fig)).synth().commit(apple + ", " + pear + ", " + fig);
    }

    /** Without the record of the last write, only git can tell. */
    private void forget() {
        checkout.git("clean", "-qfdX");
        checkout.orchard(images(4, 4, 4));
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

    /** It leaves no note of what is picked: only what the Java says as well, or a conflict shows, is known. */
    @Test
    void ofACherryPickWithoutACommit() {
        expectConflict("cherry-pick", "--no-commit", "theirs");
        checkout.orchard(images(4, 2, 4)).synth();
        assertThat(checkout.read(DEPLOYMENT)).contains("apple:4").doesNotContain("<<<<<<<");
    }

    @Test
    void ofARevert() {
        commit(5, 5, 3);
        commit(6, 5, 3);
        forget();
        expectConflict("revert", "--no-edit", "HEAD~1");
        assertThat(checkout.read("dist/test/apps/pear/deployment.yaml")).contains("pear:1");
        expectRepair();
    }

    private void stashAndPop() {
        checkout.orchard(images(6, 1, 6)).synth();
        checkout.git("stash", "push", "-q");
        checkout.git("checkout", "-q", "theirs");
        forget();
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
    void ofAStashThatIsGone() {
        stashAndPop();
        checkout.git("add", "-A");
        checkout.git("stash", "drop", "-q");
        checkout.orchard(images(6, 2, 6)).synth();
        assertThat(checkout.read(DEPLOYMENT)).contains("apple:6").doesNotContain("<<<<<<<");
    }

    @Test
    void ofACheckoutThatTookWorkAlong() {
        checkout.orchard(images(6, 1, 3)).synth();
        checkout.git("checkout", "-q", "--merge", "theirs");
        forget();
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
        checkout.orchard(o -> o.app("pear", "pear:1").app("fig", "fig:1"))
                .synth()
                .commit("no apples");
        checkout.git("checkout", "-q", "main");
        forget();
        expectConflict("merge", "theirs");
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
