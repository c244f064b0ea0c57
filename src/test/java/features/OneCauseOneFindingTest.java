package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Finding;
import espalier.Scope;
import espalier.compile.Compilation;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.CustomResource;
import espalier.rules.References;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one correction removes is one finding, however many constructs it shows in. */
class OneCauseOneFindingTest {
    @TempDir
    Path root;

    /** A claim of a class that nothing makes. */
    private static CustomResource claim(Scope scope, String id) {
        return new CustomResource(scope, id, "v1", "PersistentVolumeClaim", c -> c.spec("storageClassName", "fast"));
    }

    @Test
    void readersOfSeveralComponentsAreNamedInOne() {
        Compilation compilation = Compiled.stage(apps -> {
            claim(apps, "one");
            claim(apps, "two");
        });
        List<Finding> findings = compilation.findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).toString())
                .contains(
                        "Tried to use StorageClass fast in spec.storageClassName of PersistentVolumeClaim default/one",
                        "in test/apps/one",
                        "also in PersistentVolumeClaim default/two");
    }

    /** The reason is that of one construct, and says nothing of the other. */
    @Test
    void aWaiverOfOneReaderLeavesTheOthers() {
        Compilation compilation = Compiled.stage(apps -> {
            claim(apps, "one").waive(References.REFERENCE_MISSING, "an administrator makes that class by hand");
            claim(apps, "two");
        });
        assertThat(compilation.findings()).hasSize(1);
        assertThat(compilation.findings().get(0).toString())
                .contains("of PersistentVolumeClaim default/two", "in test/apps/two")
                .doesNotContain("also");
    }

    /** Each is a mistake of its own, and so a finding; people read the words once. */
    @Test
    void theSameWordsAtSeveralLinesAreToldTogether() {
        var checkout = Checkout.at(root)
                .clusters(fleet -> fleet.cluster(
                        "test",
                        (f, name) -> new TestCluster(f, name, apps -> {
                            var login = new BootstrapSecret(apps, "login", s -> s.password("password"));
                            login.key("passwort");
                            login.key("passwort");
                            login.key("passwort");
                        })));
        assertThat(checkout.espalier("check").out())
                .containsOnlyOnce("Tried to read the key")
                .containsPattern("\n  also at features/.*\\.java:\\d+.*, features/.*\\.java:\\d+");
        assertThat(checkout.espalier("check").err()).contains(": 3 errors, 1 warning in N ms");
        assertThat(checkout.espalier("check", "--format", "github").out().lines())
                .hasSize(4);
    }
}
