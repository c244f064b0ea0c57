package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Synth replaces what it wrote or what is committed, and stops before anybody's uncommitted work. */
class WhatSynthMayReplaceTest {
    private static final String DEPLOYMENT = "dist/test/apps/apple/deployment.yaml";

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void applesAreCommitted() {
        checkout = Checkout.create(folder)
                .orchard(o -> o.app("apple", "apple:1").app("pear", "pear:1"))
                .synth()
                .commit("apples");
    }

    private void newImage() {
        checkout.orchard(o -> o.app("apple", "apple:2").app("pear", "pear:1"));
    }

    @Test
    void whatIsCommittedMayBeReplaced() {
        checkout.git("clean", "-qfdX"); // with the record of the last write
        newImage();
        checkout.synth();
        assertThat(checkout.read(DEPLOYMENT)).contains("image: apple:2");
    }

    @Test
    void whatTheLastSynthWroteMayBeReplacedThoughNobodyCommittedIt() {
        newImage();
        checkout.synth();
        checkout.orchard(o -> o.app("apple", "apple:3").app("pear", "pear:1")).synth();
        assertThat(checkout.read(DEPLOYMENT)).contains("image: apple:3");
    }

    @Test
    void whatIsAsItShallBeIsNobodysEdit() {
        checkout.edit(DEPLOYMENT, "image: apple:1", "image: apple:2");
        newImage();
        Run run = checkout.espalier("synth");
        assertThat(run.err()).contains("0 files written");
        assertThat(run.exit()).isZero();
    }

    @Test
    void anUncommittedEditStopsTheSynthOfItsCluster() {
        checkout.edit(DEPLOYMENT, "replicas: 1", "replicas: 5");
        checkout.edit(DEPLOYMENT, "value: \"2\"", "value: \"3\"");
        checkout.orchard(o -> o.app("apple", "apple:2").app("plum", "plum:1"));
        Map<String, String> before = checkout.tree("");
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(checkout.tree("")).isEqualTo(before);
        Snapshots.verify("findings/uncommitted-edit.txt", run.out() + run.err());
    }

    @Test
    void anEditedFileThatIsNotMadeAnyMoreIsNotRemoved() {
        checkout.edit(DEPLOYMENT, "replicas: 1", "replicas: 5");
        checkout.orchard(o -> o.app("pear", "pear:1"));
        Map<String, String> before = checkout.tree("");
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(checkout.tree("")).isEqualTo(before);
        Snapshots.verify("findings/uncommitted-edit-of-a-removed-file.txt", run.err());
    }

    @Test
    void anEditThatOnlyTheIndexHoldsIsNotCommitted() {
        checkout.edit(DEPLOYMENT, "replicas: 1", "replicas: 5");
        checkout.git("add", "-A");
        assertThat(checkout.espalier("synth").exit()).isEqualTo(1);
        assertThat(checkout.read(DEPLOYMENT)).contains("replicas: 5");
    }

    @Test
    void aCommentIsAnEditToo() {
        checkout.edit(DEPLOYMENT, "replicas: 1", "replicas: 1 # for now");
        newImage();
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("only its form or order differs");
    }

    @Test
    void anotherOrderIsAnEditToo() {
        String row = "            - name: ROW\n              value: \"1\"\n";
        String tree = "            - name: TREE\n              value: \"2\"\n";
        checkout.edit(DEPLOYMENT, row + tree, tree + row);
        assertThat(checkout.espalier("synth").exit()).isEqualTo(1);
    }

    @Test
    void aLineInAKustomizationIsAnEditToo() {
        checkout.edit("dist/test/apps/kustomization.yaml", "  - pear.yaml\n", "  - pear.yaml\n  - mine.yaml\n");
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("resources[2]: (nothing) → mine.yaml").contains("fix: say it in the Java, or");
    }

    @Test
    void otherClustersAreWrittenAllTheSame() {
        checkout.clusters(fleet -> fleet.cluster(
                        "test", (f, name) -> new Orchard(f, name, o -> o.app("apple", "apple:2")))
                .cluster("other", (f, name) -> new Orchard(f, name, o -> o.app("fig", "fig:1"))));
        checkout.edit(DEPLOYMENT, "replicas: 1", "replicas: 5");
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("1 cluster not written");
        assertThat(checkout.tree("dist/other")).containsKey("apps/fig/deployment.yaml");
        assertThat(checkout.read(DEPLOYMENT)).contains("image: apple:1");
    }

    @Test
    void aCommittedEditIsFoundByCheckFieldByField() {
        checkout.edit(DEPLOYMENT, "replicas: 1", "replicas: 5");
        checkout.edit(DEPLOYMENT, "value: \"2\"", "value: two");
        checkout.edit("dist/test/apps/pear.yaml", "  prune: true\n", "");
        checkout.commit("hotfix");
        Map<String, String> before = checkout.tree("");
        Run run = checkout.espalier("synth", "--check");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(checkout.tree("")).isEqualTo(before);
        Snapshots.verify("cli/check-of-a-committed-edit.txt", run.out() + run.err());
    }

    @Test
    void checkWritesNothingAtAll() {
        newImage();
        checkout.git("clean", "-qfdx");
        Map<String, String> before = checkout.tree("");
        Run run = checkout.espalier("synth", "--check");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("image: apple:1 → apple:2");
        assertThat(checkout.tree("")).isEqualTo(before);
        checkout.synth();
        assertThat(checkout.espalier("synth", "--check").exit()).isZero();
    }
}
