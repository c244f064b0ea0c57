package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.kyrion.Kyrion;
import espalier.Finding;
import espalier.Fleet;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure Arc is an option of kyrion, which one line switches off. */
class AzureArcTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    private static final String LINE = "        new AzureArc(controllers, observability);\n";

    @TempDir
    private Path folder;

    private Compilation kyrion(boolean withAzure) throws IOException {
        var cluster = new EditedCluster(Kyrion.class, "kyrion", folder).edit(LINE, withAzure ? LINE : "");
        var fleet = new Fleet();
        cluster.fleet().accept(fleet);
        return new Compiler(fleet, ROOT).compile("kyrion");
    }

    private static List<String> rules(Compilation compilation) {
        return compilation.findings().stream()
                .map(Finding::rule)
                .map(Object::toString)
                .filter(rule -> !rule.equals("repository-unused"))
                .toList();
    }

    @Test
    void withTheLineAllThatTheDocumentNamesIsThere() throws IOException {
        Compilation compilation = kyrion(true);
        assertThat(Compiled.files(compilation, "infra-controllers"))
                .contains(
                        "  name: azure-arc\n",
                        "  name: azure-arc-release\n",
                        "  name: arc-workload-identity\n",
                        "  name: arc-workload-identity-monitor\n");
    }

    @Test
    void withoutItNothingOfAzureIsLeftAndNothingIsWrong() throws IOException {
        Compilation compilation = kyrion(false);
        assertThat(rules(compilation)).isEqualTo(rules(kyrion(true)));
        assertThat(Compiled.files(compilation, "").toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("azure-arc", "arc-workload-identity", "mcr.microsoft.com", "workload-identity-webhook");
    }
}
