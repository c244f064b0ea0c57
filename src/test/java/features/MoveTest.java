package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code espalier move} writes a change that would have Flux delete first as two commits that do not. */
class MoveTest {
    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void aTerrace() {
        checkout = Checkout.create(folder);
        checkout.git("config", "user.name", "gardener");
        checkout.git("config", "user.email", "gardener@example.com");
        Terrace.plant(checkout, "early apple", "late melon").commit("Plant");
        checkout.git("checkout", "-q", "-b", "feature");
    }

    private Run move(String... more) {
        var args = new String[more.length + 1];
        args[0] = "move";
        System.arraycopy(more, 0, args, 1, more.length);
        Run run = checkout.espalier(args);
        String plain = "(?<![0-9a-f])[0-9a-f]{7}(?![0-9a-f])|[0-9a-f]{40}";
        return new Run(
                run.exit(),
                run.out().replaceAll(plain, "HASH").replaceAll("\\.java:\\d+", ".java:N"),
                run.err().replaceAll(plain, "HASH"));
    }

    private void transplant() {
        Terrace.plant(checkout, "late apple", "late melon").commit("Move the apple to the late stage");
    }

    private String at(String commit, String file) {
        return checkout.git("show", commit + ":" + file);
    }

    @Test
    void anAppThatMovesIsMarkedInACommitBefore() {
        transplant();
        Run run = move();
        assertThat(run.exit()).as(run.err()).isZero();
        Snapshots.verify("cli/move.txt", run.out() + "--\n" + run.err());
        Snapshots.verify(
                "cli/move-commits.txt",
                checkout.git("log", "--format=%an: %B", "--stat", "--reverse", "main..feature-2")
                        + at("feature-1", "moves/terrace.yaml"));
        assertThat(checkout.git("diff", "feature", "feature-2"))
                .as("what the change comes to")
                .isEmpty();
        assertThat(checkout.git("rev-parse", "feature-2^", "feature-1^").lines())
                .containsExactly(
                        checkout.git("rev-parse", "feature-1").strip(),
                        checkout.git("rev-parse", "main").strip());
        assertThat(checkout.git("status", "--porcelain", "--branch")).isEqualTo("## feature\n");
    }

    @Test
    void eachCommitIsWhatItsOwnSynthWritesAndNoneOfThemDoesHarm() {
        transplant();
        assertThat(checkout.espalier("diff").out()).contains("early deletes it first, since late waits for that");
        move();
        for (String branch : new String[] {"feature-1", "feature-2"}) {
            checkout.git("checkout", "-q", branch);
            assertThat(checkout.espalier("synth", "--check").exit()).as(branch).isZero();
        }
        assertThat(checkout.espalier("diff", "main", "feature-1").out())
                .contains("annotations[\"kustomize.toolkit.fluxcd.io/prune\"]: enabled → disabled")
                .doesNotContain("data loss", "downtime", "pruned", "created");
        assertThat(checkout.espalier("diff", "feature-1", "feature-2").out())
                .contains("takes it over: nothing is deleted")
                .doesNotContain("data loss", "downtime", "pruned", "deletes it");
    }

    @Test
    void itCanBeLookedAtBefore() {
        transplant();
        Run run = move("--dry-run", "--output", "json");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("nothing is written: feature-1 and feature-2 would be, on HASH");
        assertThat(run.out())
                .startsWith(
                        "{\"format\":1,\"base\":\"HASH\",\"commits\":[{\"branch\":\"feature-1\",\"clusters\":[{\"name\":\"terrace\"");
        assertThat(checkout.git("branch", "--format", "%(refname:short)").lines())
                .containsExactly("feature", "main");
    }

    @Test
    void aChangeThatDoesNoSuchHarmStaysOneCommit() {
        Terrace.plant(checkout, "early apple", "late melon", "late plum").commit("Plant a plum");
        Run run = move("--output", "json");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("{\"format\":1,\"base\":\"HASH\",\"commits\":[]}\n");
        assertThat(run.err()).startsWith("one commit will do: nothing since HASH goes to another Kustomization");
        assertThat(checkout.git("branch", "--format", "%(refname:short)").lines())
                .containsExactly("feature", "main");
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenAgain() {
        transplant();
        move("--branch", "apples");
        String before = checkout.git("rev-parse", "apples-1", "apples-2");
        assertThat(move("--branch", "apples").exit()).isZero();
        assertThat(checkout.git("rev-parse", "apples-1", "apples-2")).isEqualTo(before);
    }

    @Test
    void aChangeOfSeveralCommitsByOthersKeepsWhatTheySay() {
        transplant();
        checkout.git("commit", "-q", "--allow-empty", "--author", "Pomona <p@example.com>", "-m", "Praise the apple");
        move();
        assertThat(checkout.git("log", "-1", "--format=%an, %cn: %B", "feature-2"))
                .startsWith(
                        "Pomona, gardener: Praise the apple\n\n- Move the apple to the late stage\n- Praise the apple\n");
    }

    @Test
    void inTheMiddleOfAMoveNoOtherBegins() {
        checkout.git("checkout", "-q", "main");
        Terrace.plant(checkout, "early apple", "late melon", "early plum").commit("Plant a plum");
        checkout.git("checkout", "-q", "-B", "feature");
        Terrace.plant(checkout, "late apple", "late melon", "early plum").commit("Move the apple");
        move();
        checkout.git("checkout", "-q", "main");
        checkout.git("merge", "-q", "feature-1");
        checkout.git("checkout", "-q", "-b", "other");
        Terrace.plant(checkout, "early apple", "late melon", "late plum").commit("Move the plum as well");
        refused("but a move is under way there (moves/terrace.yaml): merge its second commit first");
    }

    /** Nothing of it is written, and everything is as it was. */
    private void refused(String why, String... more) {
        String refs = checkout.git("for-each-ref") + checkout.git("status", "--porcelain");
        Run run = move(more);
        assertThat(run.err()).contains("Tried to make two commits of this change, " + why);
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(3);
        assertThat(checkout.git("for-each-ref") + checkout.git("status", "--porcelain"))
                .isEqualTo(refs);
    }

    @Test
    void whatIsNotCommittedIsRefused() {
        transplant();
        checkout.write("src/main/terrace.txt", "early apple\n");
        refused("but this is not committed: src/main/terrace.txt; commit the change as one, on a branch");
        checkout.git("checkout", "-q", "--", "src");
        checkout.write("src/main/java/New.java", "class New {}\n");
        refused("but this is not committed: src/main/java/New.java");
    }

    @Test
    void aTreeThatIsNotWhatTheJavaSaysIsRefused() {
        transplant();
        checkout.write("src/main/terrace.txt", "late apple\n");
        checkout.commit("Forget synth");
        refused(
                "but dist/ is not what the Java says (espalier synth --check shows where): run mvn synth, and commit what"
                        + " it writes");
    }

    @Test
    void aBaseWhoseTreeIsNotWhatItsJavaSaysIsRefused() {
        checkout.git("checkout", "-q", "main");
        checkout.write("src/main/terrace.txt", "early apple\n");
        checkout.commit("Forget synth");
        checkout.git("checkout", "-q", "-B", "feature");
        transplant();
        refused(
                "but dist/terrace of that commit is not what its Java says: Kustomization flux-system/late would be changed"
                        + " as well. Run mvn synth there, and commit that first");
    }

    @Test
    void aBranchOfSomebodyElseIsRefused() {
        transplant();
        checkout.git("branch", "feature-2", "main");
        refused(
                "but there is a branch feature-2 already, which says something else: name others with --branch, or take it"
                        + " away with git branch -D feature-2");
    }

    @Test
    void aBaseThatTheChangeDoesNotStandOnIsRefused() {
        transplant();
        checkout.git("checkout", "-q", "main");
        checkout.git("commit", "-q", "--allow-empty", "-m", "Elsewhere");
        checkout.git("checkout", "-q", "feature");
        refused(
                "but what is checked out does not stand on HASH: git rebase it onto that, or name an earlier commit",
                "main");
        refused("but there is no commit nowhere", "nowhere");
        refused("but git takes no branch of the name a..b-1: name another with --branch", "--branch", "a..b");
        checkout.git("checkout", "-q", "--detach");
        refused("but HEAD is on no branch: name the new ones with --branch");
    }

    @Test
    void aProgramThatKnowsNothingOfMovesIsTold() {
        checkout.git("checkout", "-q", "main");
        checkout.write("espalier", "cp -r dist \"$3\"\n");
        checkout.commit("An older Espalier").git("checkout", "-q", "-B", "feature");
        transplant();
        refused("but the program of that commit does not do what moves/ says: Deployment default/apple stays as it is."
                + " Bring this version of Espalier to it by a commit of its own first");
    }

    @Test
    void aBaseThatDoesNotCompileIsTold() throws Exception {
        checkout.git("checkout", "-q", "main");
        checkout.write("espalier", "echo no such class; exit 1\n");
        checkout.commit("Break the launcher").git("checkout", "-q", "-B", "feature");
        transplant();
        Run run = move();
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("but that commit does not compile: see /checkout/target/move/");
        String base = checkout.git("rev-parse", "main").strip();
        assertThat(Files.exists(checkout.path("target/move/" + base + "/source/moves/terrace.yaml")))
                .as("what it was asked is taken back")
                .isFalse();
    }
}
