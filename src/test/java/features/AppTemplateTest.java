package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import org.junit.jupiter.api.Test;

/** Where a cluster packages its workloads, an app is a release, and what it carries is checked like everything else. */
class AppTemplateTest {
    @Test
    void whatOurConstructsMakeIsSaidInTheValuesOfARelease() {
        Compilation compilation = Suitcase.compiled();
        assertThat(Compiled.findings(compilation)).isEmpty();
        Snapshots.verify("packaging/suitcase.yaml", Compiled.files(compilation, "media/"));
    }
}
