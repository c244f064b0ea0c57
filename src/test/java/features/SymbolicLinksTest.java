package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is written, read or removed through a symbolic link inside {@code dist/}. */
class SymbolicLinksTest {
    @TempDir
    Path folder;

    private Checkout checkout;
    private Path outside;

    @BeforeEach
    void aTreeAndAFolderElsewhere() throws IOException {
        checkout = Checkout.create(folder.resolve("checkout"));
        checkout.orchard(o -> o.app("apple", "apple:1").app("pear", "pear:1"))
                .synth()
                .commit("fruit");
        outside = Files.createDirectories(folder.resolve("outside"));
    }

    /** Moves {@code path} outside and leaves a link in its place, so that all that stands there is still to be seen. */
    private Map<String, String> moveOutside(String path) throws IOException {
        Path target = outside.resolve("moved");
        Files.move(checkout.path(path), target);
        Files.createSymbolicLink(checkout.path(path), target);
        return Checkout.at(folder).tree("outside");
    }

    private Run expectRefusal(Map<String, String> elsewhere) {
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("error[in-the-way]");
        assertThat(Checkout.at(folder).tree("outside")).isEqualTo(elsewhere);
        return run;
    }

    @Test
    void aFolderOfAnAppIsALinkToOneElsewhere() throws IOException {
        Map<String, String> elsewhere = moveOutside("dist/test/apps/apple");
        checkout.orchard(o -> o.app("apple", "apple:2").app("pear", "pear:1"));
        Snapshots.verify("findings/symbolic-link.txt", expectRefusal(elsewhere).err());
    }

    @Test
    void aLinkIsNoFolderEvenWhereAllBehindItIsAsItShallBe() throws IOException {
        expectRefusal(moveOutside("dist/test/apps/apple"));
        assertThat(checkout.espalier("synth", "--check").exit()).isEqualTo(1);
    }

    @Test
    void aFileIsALink() throws IOException {
        expectRefusal(moveOutside("dist/test/apps/apple/deployment.yaml"));
    }

    @Test
    void theWholeClusterIsALink() throws IOException {
        expectRefusal(moveOutside("dist/test"));
    }

    @Test
    void nothingIsRemovedThroughALink() throws IOException {
        Map<String, String> elsewhere = moveOutside("dist/test/apps/pear");
        checkout.orchard(o -> o.app("apple", "apple:1"));
        checkout.synth();
        assertThat(Checkout.at(folder).tree("outside")).isEqualTo(elsewhere);
    }

    @Test
    void noEmptyFolderIsRemovedBehindALink() throws IOException {
        Files.createDirectories(outside.resolve("empty"));
        Files.createSymbolicLink(checkout.path("dist/test/link"), outside);
        checkout.edit("dist/test/.generated", "apps.yaml\n", "apps.yaml\nlink/empty/file.yaml\nlink/empty.yaml\n");
        checkout.commit("odd lines").synth();
        assertThat(outside.resolve("empty")).exists();
    }

    @Test
    void theStagingFolderIsNoWayOutEither() throws IOException {
        Checkout.at(folder).write("outside/test/precious.yaml", "a: 1\n");
        Files.createSymbolicLink(checkout.path("dist/.staging"), outside);
        checkout.orchard(o -> o.app("apple", "apple:2")).synth();
        assertThat(Checkout.at(folder).tree("outside")).containsOnlyKeys("test/precious.yaml");
        assertThat(checkout.path("dist/.staging")).doesNotExist();
    }

    @Test
    void distItselfMayBeALinkOfTheUsers() throws IOException {
        moveOutside("dist");
        checkout.orchard(o -> o.app("apple", "apple:2")).synth();
        assertThat(checkout.read("dist/test/apps/apple/deployment.yaml")).contains("apple:2");
    }

    @Test
    void aFolderOrAFileInThePlaceOfTheOtherIsNamed() throws IOException {
        Files.delete(checkout.path("dist/test/apps/apple/service.yaml"));
        checkout.write("dist/test/apps/apple/service.yaml/README.md", "mine\n");
        checkout.orchard(o -> o.app("apple", "apple:1").app("pear", "pear:1").app("plum", "plum:1"));
        checkout.write("dist/test/apps/plum", "mine\n");
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(checkout.tree("dist")).doesNotContainKey("test/apps/plum.yaml");
        Snapshots.verify("findings/file-and-folder-in-the-way.txt", run.err());
    }
}
