package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tree} shows what a cluster is made of, and what needs what. */
class TreeTest {
    @TempDir
    Path folder;

    @Test
    void ofTheLab() {
        Run run = Checkout.at(folder).clusters(ChildProgram.clusters("lab")).espalier("tree");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        // The numbers of the lines would change with every edit of a construct.
        assertThat(run.out()).containsPattern("\\(Redis, clusters/Lab.java:\\d+\\)");
        Snapshots.verify("cli/tree-lab.txt", run.out().replaceAll("\\.java:\\d+", ".java:N"));
    }

    @Test
    void ofOneClusterOfSeveral() {
        Run run = Checkout.at(folder)
                .clusters(fleet -> {
                    ChildProgram.clusters("lab").accept(fleet);
                    ChildProgram.clusters("0-2-1").accept(fleet);
                })
                .espalier("tree", "--cluster", "test");
        assertThat(run.out()).startsWith("test\n").contains("└─ app-1").doesNotContain("lab");
    }

    @Test
    void ofAClusterWithErrors() {
        Run run = Checkout.at(folder)
                .orchard(o -> o.app("apple", "apple:1").app("apple", "apple:2"))
                .espalier("tree");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("error[duplicate-id]");
    }
}
