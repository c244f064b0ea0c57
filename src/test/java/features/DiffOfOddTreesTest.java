package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code espalier diff} of what no synth writes: a cluster under another name, bytes, both sides of a merge, half of a repository. */
class DiffOfOddTreesTest {
    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void aBranch() {
        checkout = Checkout.create(folder.resolve("one"))
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

    @Test
    void aClusterUnderAnotherNameIsTheSameCluster() throws IOException {
        checkout.git("mv", "dist/test", "dist/garden");
        for (String file : checkout.tree("dist").keySet()) {
            if (file.endsWith(".yaml")) {
                checkout.write("dist/" + file, checkout.read("dist/" + file).replace("dist/test", "dist/garden"));
            }
        }
        checkout.commit("Rename");
        Snapshots.verify("cli/diff-cluster-renamed.txt", diff("main", "feature").out());
        checkout.write("dist/garden/kustomization.yaml", "resources: []\n");
        checkout.commit("Another one");
        assertThat(diff("main", "feature").out())
                .as("with nothing in common")
                .contains("test: ", "nothing is left of the cluster's tree");
    }

    @Test
    void bytesThatAreNoText() throws IOException {
        Path app = checkout.path("dist/test/apps/apple");
        assertThat(app).isDirectory();
        Files.write(app.resolve("logo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x1b, '[', '3', '1', 'm'});
        checkout.edit(
                "dist/test/apps/apple/kustomization.yaml",
                "kind: Kustomization",
                "kind: Kustomization\nconfigMapGenerator: [{name: logo, files: [logo.png]}]");
        String told = diff().out();
        assertThat(told).contains("created ConfigMap logo-");
        checkout.commit("Draw");
        assertThat(diff("main", "feature").out()).as("committed").isEqualTo(told.replaceAll("  \\S+\\.java:.*", ""));
    }

    @Test
    void bothSidesOfAMerge() {
        checkout.edit("dist/test/apps/apple/deployment.yaml", "apple:1.0.0", "apple:1.1.0");
        checkout.commit("One").git("checkout", "-q", "-b", "other", "main");
        checkout.edit("dist/test/apps/apple/deployment.yaml", "apple:1.0.0", "apple:1.2.0");
        checkout.commit("Other");
        assertThat(checkout.tryGit("merge", "-q", "feature").exit()).isNotZero();
        Snapshots.verify("cli/diff-conflict.txt", diff("main").out());
    }

    @Test
    void ofHalfARepository() {
        checkout.commit("More").commit("And more");
        String source = checkout.root.toUri().toString();
        Checkout half = Checkout.at(folder.resolve("half"));
        checkout.git("clone", "-q", "--depth", "1", "--branch", "feature", source, half.root.toString());
        assertThat(half.espalier("diff", "HEAD~2").err())
                .isEqualTo("Tried to compare two states of dist/, but there is no commit HEAD~2, as far as this clone"
                        + " knows, which is shallow: git fetch --unshallow\n");
    }

    @Test
    void ofWhatIsNoCommit() {
        assertThat(diff("HEAD^{tree}").err())
                .isEqualTo("Tried to compare two states of dist/, but there is no commit HEAD^{tree}\n");
    }
}
