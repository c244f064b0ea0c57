package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A synth removes the files that an earlier synth wrote and this one does not, and no others. */
class RemovedFilesTest {
    private static final String LIST = "dist/test/.generated";

    @TempDir
    Path folder;

    private Checkout checkout;
    private Map<String, String> withoutPear;

    @BeforeEach
    void aPearIsCommittedAndThenTakenOutOfTheJava() {
        checkout = Checkout.create(folder.resolve("checkout"));
        withoutPear = checkout.orchard(o -> o.app("apple", "apple:1")).synth().tree("dist");
        checkout.orchard(o -> o.app("apple", "apple:1").app("pear", "pear:1"))
                .synth()
                .commit("a pear");
        checkout.orchard(o -> o.app("apple", "apple:1"));
    }

    @Test
    void whatIsNotMadeAnyMoreGoesWithItsEmptyFolder() {
        Run run = checkout.espalier("synth");
        assertThat(run.err()).contains("2 files written", "5 removed");
        assertThat(checkout.tree("dist")).isEqualTo(withoutPear);
    }

    @Test
    void soItDoesInAFreshCloneThatHasNoRecord() {
        checkout.git("clean", "-qfdX");
        assertThat(checkout.synth().tree("dist")).isEqualTo(withoutPear);
    }

    @Test
    void whatNobodyCommittedGoesAsWell() {
        checkout.orchard(o -> o.app("apple", "apple:1").app("plum", "plum:1")).synth();
        checkout.orchard(o -> o.app("apple", "apple:1")).synth();
        assertThat(checkout.tree("dist")).isEqualTo(withoutPear);
    }

    @Test
    void aForeignFileBesideThemStays() {
        checkout.write("dist/test/apps/pear/README.md", "about pears\n");
        checkout.write("dist/test/notes.txt", "mine\n");
        checkout.synth();
        withoutPear.put("test/apps/pear/README.md", "about pears\n");
        withoutPear.put("test/notes.txt", "mine\n");
        assertThat(checkout.tree("dist")).isEqualTo(withoutPear);
    }

    @ParameterizedTest
    @ValueSource(strings = {"# written by flux bootstrap\n", "apiVersion: v1\nkind: Namespace\n"})
    void whatFluxBootstrapWroteIsNeverTouched(String content) {
        for (String name : List.of("components", "sync", "patches")) {
            String file = "flux-system/gotk-" + name + ".yaml";
            checkout.write("dist/test/" + file, content);
            checkout.edit(LIST, ".generated\n", ".generated\n" + file + "\n");
            withoutPear.put("test/" + file, content);
        }
        checkout.commit("bootstrap").synth();
        assertThat(checkout.tree("dist")).isEqualTo(withoutPear);
    }

    @Test
    void aLineAddedToTheListByHandMakesNoFileOurs() {
        checkout.write("dist/test/apps/pear/README.md", "about pears\n");
        checkout.commit("a foreign file");
        checkout.edit(LIST, "apps/pear/", "apps/pear/README.md\nREADME.md\napps/pear/");
        checkout.synth();
        withoutPear.put("test/apps/pear/README.md", "about pears\n");
        assertThat(checkout.tree("dist")).isEqualTo(withoutPear);
    }

    @Test
    void aLineTakenFromTheListByHandLosesNothingWhereTheRecordIs() {
        checkout.edit(LIST, "apps/pear/service.yaml\n", "");
        assertThat(checkout.synth().tree("dist")).isEqualTo(withoutPear);
    }

    @Test
    void aListThatIsGoneIsMadeAgain() {
        checkout.write(LIST, "");
        assertThat(checkout.synth().tree("dist")).isEqualTo(withoutPear);
    }

    @Test
    void theWayOutOfTheDirectoryIsNotTaken() {
        checkout.write("dist/other/precious.yaml", "a: 1\n");
        checkout.write("precious.yaml", "a: 1\n");
        String away = folder.resolve("away.yaml").toString();
        Checkout.at(folder).write("away.yaml", "a: 1\n");
        checkout.edit(
                LIST,
                "apps/pear.yaml\n",
                "apps/pear.yaml\n../other/precious.yaml\n../../precious.yaml\napps/../../../precious.yaml\n" + away
                        + "\n./apps/../notes\n//\n\u0001\0\n..\n.\n\n");
        checkout.commit("odd lines").synth();
        withoutPear.put("other/precious.yaml", "a: 1\n");
        assertThat(checkout.tree("dist")).isEqualTo(withoutPear);
        assertThat(checkout.path("precious.yaml")).exists();
        assertThat(Path.of(away)).exists();
    }

    @Test
    void aListWithConflictMarkersIsReadFromBothSides() {
        checkout.edit(
                LIST,
                "apps/pear.yaml\n",
                "<<<<<<< HEAD\napps/pear.yaml\n||||||| base\n=======\napps/fig.yaml\n>>>>>>> figs\n");
        checkout.write("dist/test/apps/fig.yaml", "kind: Kustomization\n");
        checkout.commit("a merge with its markers").synth();
        assertThat(checkout.tree("dist")).isEqualTo(withoutPear);
    }

    @Test
    void theTreeOfAClusterThatNobodyMakesStaysAndIsNamed() {
        checkout.clusters(fleet ->
                fleet.cluster("text", (f, name) -> new Orchard(f, name, o -> o.app("apple", "apple:1"))));
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isZero();
        assertThat(checkout.tree("dist/test")).containsKey("apps/pear/deployment.yaml");
        Snapshots.verify("findings/stray-tree.txt", run.err());
    }
}
