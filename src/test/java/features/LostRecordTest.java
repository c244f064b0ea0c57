package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deleted, be it the tree, its list or the note of the last write, is made again; nothing else is needed. */
class LostRecordTest {
    private static final String DEPLOYMENT = "dist/test/apps/apple/deployment.yaml";

    @TempDir
    Path folder;

    private Checkout checkout;
    private Map<String, String> tree;

    @BeforeEach
    void applesAreCommitted() {
        checkout = Checkout.create(folder.resolve("checkout")).orchard(o -> o.app("apple", "apple:1"));
        tree = checkout.synth().commit("apples").tree("dist");
    }

    private static void remove(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dist", "dist/test", "dist/test/apps", DEPLOYMENT, "dist/test/.generated", ".espalier"})
    void whateverIsDeletedIsMadeAgain(String path) throws IOException {
        remove(checkout.path(path));
        assertThat(checkout.synth().tree("dist")).isEqualTo(tree);
        assertThat(checkout.git("status", "--porcelain")).isEmpty();
        assertThat(checkout.path(".espalier/written/test")).exists();
    }

    @Test
    void treeAndRecordAreDeletedAndTheJavaHasChanged() throws IOException {
        remove(checkout.path("dist"));
        remove(checkout.path(".espalier"));
        checkout.orchard(o -> o.app("pear", "pear:1")).synth();
        assertThat(checkout.tree("dist")).containsKey("test/apps/pear.yaml").doesNotContainKey("test/apps/apple.yaml");
    }

    @Test
    void aSynthThatFindsNothingToDoNotesWhatIsOurs() throws IOException {
        checkout.orchard(o -> o.app("apple", "apple:2")).synth();
        remove(checkout.path(".espalier"));
        checkout.synth(); // nothing to write, though nobody committed apple:2
        checkout.orchard(o -> o.app("apple", "apple:3")).synth();
        assertThat(checkout.read(DEPLOYMENT)).contains("apple:3");
    }

    @Test
    void withoutTheRecordWhatNobodyCommittedMayBeAnybodysWork() throws IOException {
        checkout.orchard(o -> o.app("apple", "apple:2")).synth();
        remove(checkout.path(".espalier"));
        Run run = checkout.orchard(o -> o.app("apple", "apple:3")).espalier("synth");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("image: apple:1 → apple:2");
    }

    @Test
    void aRecordOfRubbishIsNoRecord() {
        checkout.write(".espalier/written/test", "\u0000\n\n x\n../../precious\nabc ../../precious\n");
        checkout.write("precious", "a\n");
        checkout.orchard(o -> o.app("pear", "pear:1")).synth();
        assertThat(checkout.tree("dist")).doesNotContainKey("test/apps/apple.yaml");
        assertThat(checkout.path("precious")).exists();
    }

    @Test
    void aFreshCloneNeedsNothingElse() {
        checkout.git("clone", "-q", ".", folder.resolve("clone").toString());
        var clone = Checkout.at(folder.resolve("clone"))
                .orchard(o -> o.app("apple", "apple:2").app("pear", "pear:1"));
        Run run = clone.espalier("synth");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(clone.read(DEPLOYMENT)).contains("apple:2");
    }

    @Test
    void outsideOfARepositoryTheRecordIsEnough() {
        var plain = Checkout.at(folder.resolve("plain"))
                .orchard(o -> o.app("apple", "apple:1"))
                .synth();
        plain.orchard(o -> o.app("pear", "pear:1")).synth();
        assertThat(plain.tree("dist")).doesNotContainKey("test/apps/apple.yaml");
        plain.edit("dist/test/apps/pear/deployment.yaml", "replicas: 1", "replicas: 5");
        Run run = plain.orchard(o -> o.app("pear", "pear:2")).espalier("synth");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("or remove the file");
    }
}
