package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Lab;
import espalier.Fleet;
import espalier.Node;
import espalier.Stage;
import features.Checkout.Run;
import infra.Nats;
import infra.Redis;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Branches that each add an app to the lab merge without a conflict in {@code dist/}, and a synth makes the tree of both. */
@Tag("long")
class MergedBranchesTest {
    @TempDir
    Path folder;

    private Checkout checkout;
    private Map<String, String> treeOfBoth;

    /** The lab with more in its stage {@code apps}. */
    private static Consumer<Fleet> lab(Consumer<Stage> more) {
        return fleet -> fleet.cluster("lab", (f, name) -> {
            var lab = new Lab(f, name);
            for (Node node : lab.node().subtree()) {
                if (node.construct() instanceof Stage stage && node.id().equals("apps")) {
                    more.accept(stage);
                }
            }
            return lab;
        });
    }

    private static void sessions(Stage apps) {
        new Redis(apps, "sessions");
    }

    private static void events(Stage apps) {
        new Nats(apps, "settlements");
        new Redis(apps, "seen");
    }

    private static void both(Stage apps) {
        sessions(apps);
        events(apps);
    }

    @BeforeEach
    void twoBranches() {
        treeOfBoth = Checkout.create(folder.resolve("both"))
                .clusters(lab(MergedBranchesTest::both))
                .synth()
                .tree("dist");
        checkout = Checkout.create(folder.resolve("checkout"))
                .clusters(lab(apps -> {}))
                .synth()
                .commit("the lab");
        checkout.git("checkout", "-qb", "sessions");
        checkout.clusters(lab(MergedBranchesTest::sessions)).synth().commit("sessions");
        checkout.git("checkout", "-qb", "events", "main");
        checkout.clusters(lab(MergedBranchesTest::events)).synth().commit("events");
    }

    private void expectTheTreeOfBoth() {
        Run run = checkout.clusters(lab(MergedBranchesTest::both)).espalier("synth");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(checkout.tree("dist")).isEqualTo(treeOfBoth);
    }

    @Test
    void theyMergeWithoutAConflict() {
        checkout.git("merge", "-q", "-m", "both", "sessions");
        assertThat(checkout.git("status", "--porcelain")).isEmpty();
        expectTheTreeOfBoth();
    }

    @Test
    void soTheyDoInAFreshClone() {
        checkout.git("merge", "-q", "-m", "both", "sessions");
        checkout.git("clone", "-q", ".", folder.resolve("clone").toString());
        checkout = Checkout.at(folder.resolve("clone"));
        expectTheTreeOfBoth();
    }

    @Test
    void aSynthBeforeTheMergeIsCommittedNeedsNoForce() {
        checkout.git("merge", "-q", "--no-commit", "sessions");
        expectTheTreeOfBoth();
        checkout.commit("both");
        assertThat(checkout.git("log", "-1", "--format=%P").strip().split(" ")).hasSize(2);
    }

    @Test
    void aSynthInTheMiddleOfAMergeMayLeaveAnAppOut() {
        checkout.git("merge", "-q", "--no-commit", "sessions");
        assertThat(checkout.clusters(lab(MergedBranchesTest::sessions))
                        .espalier("synth")
                        .exit())
                .isZero();
        assertThat(checkout.tree("dist/lab/apps")).containsKey("sessions.yaml").doesNotContainKey("seen.yaml");
    }

    @Test
    void rebasedBranchesGiveTheTreeOfBothAsWell() {
        checkout.git("rebase", "-q", "sessions");
        expectTheTreeOfBoth();
    }

    @Test
    void aPickedCommitGivesTheTreeOfBothAsWell() {
        checkout.git("cherry-pick", "sessions");
        expectTheTreeOfBoth();
    }

    @Test
    void workThatWasStashedAndBroughtBackMergesToo() {
        checkout.git("checkout", "-q", "main");
        checkout.clusters(lab(MergedBranchesTest::sessions)).synth();
        checkout.git("stash", "push", "-q", "--include-untracked");
        checkout.git("merge", "-q", "events");
        checkout.git("stash", "pop", "-q");
        expectTheTreeOfBoth();
    }

    @Test
    void aMergeOfThreeThatGitGivesUpIsRepaired() {
        checkout.git("checkout", "-q", "main");
        Run merge = checkout.tryGit("merge", "-q", "-m", "both", "events", "sessions");
        assertThat(merge.exit()).as("git's octopus knows no union merge").isNotZero();
        assertThat(checkout.read("dist/lab/apps/kustomization.yaml")).contains("<<<<<<<");
        expectTheTreeOfBoth();
    }

    @Test
    void anotherWorkTreeOfTheRepositoryKnowsWhatIsCommitted() {
        checkout.git("worktree", "add", "-q", folder.resolve("linked").toString(), "sessions");
        checkout = Checkout.at(folder.resolve("linked"));
        checkout.git("merge", "-q", "--no-commit", "events");
        expectTheTreeOfBoth();
        assertThat(List.of(checkout.git("status", "--porcelain").split("\n"))).noneMatch(line -> line.startsWith("UU"));
    }
}
