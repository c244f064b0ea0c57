package features;

import static org.assertj.core.api.Assertions.assertThat;

import broken.NestedWithoutEnd;
import broken.Open;
import features.Checkout.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the compiler itself fails, it says so, says whose fault it is not, and goes on with the other clusters. */
class CompilerBugTest {
    @TempDir
    Path root;

    @Test
    void oneClusterFailsAndTheOtherIsWritten() {
        var checkout = Checkout.at(root)
                .clusters(fleet -> fleet.cluster("lab", NestedWithoutEnd::new).cluster("den", Open::new));
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isEqualTo(3);
        Snapshots.verify("findings/compiler-bug.txt", run.err().replaceAll("Error \\([^)]*\\)\\)", "Error (…)"));
        assertThat(root.resolve("dist/den/kustomization.yaml")).exists();
        assertThat(root.resolve("dist/lab")).doesNotExist();
        assertThat(checkout.espalier("check").exit()).isEqualTo(3);
    }
}
