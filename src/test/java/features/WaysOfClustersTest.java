package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import features.PolicyJudge.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** On the clusters of this repository that deny by default, whoever was given a handle gets through, and nobody else does. */
class WaysOfClustersTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    @Test
    void everyWayOfK3sHome() throws Exception {
        walk("k3s-home", End.entity("kube-apiserver"), Map.of());
    }

    @Test
    void everyWayOfKyrion() throws Exception {
        walk("kyrion", End.address("192.168.20.10"), Map.of("HelmRelease coder/coder", "tailscale"));
    }

    /** The clusters whose documents want it deny by default, and there is no third that does so unwatched. */
    @Test
    void noOtherClusterDeniesByDefault() {
        var denying = new TreeSet<String>();
        for (Compilation compilation : Compiled.all()) {
            boolean isDenying = compilation.files().stream()
                    .anyMatch(file ->
                            file.object() != null && file.object().name().equals("default-deny"));
            if (isDenying) {
                denying.add(compilation.name());
            }
        }
        assertThat(denying).containsExactly("k3s-home", "kyrion");
    }

    private static void walk(String cluster, End apiServer, Map<String, String> said) throws Exception {
        Compilation compilation = Compiled.named(cluster);
        List<?> charts = new Yaml().load(Files.readString(ROOT.resolve("src/test/resources/isolation/charts.yaml")));
        var walk = new IsolationWalk(compilation, apiServer, PolicyJudge.maps(charts), said);
        assertThat(walk.unknown())
                .as("charts of which charts.yaml does not tell")
                .isEmpty();
        var text = new StringBuilder("isolated: ")
                .append(String.join(", ", walk.isolated()))
                .append("\n\n");
        walk.ways().forEach(way -> text.append(way).append('\n'));
        text.append("\nout of the cluster, beside the DNS:\n");
        walk.out().forEach(way -> text.append(way).append('\n'));
        text.append('\n').append(walk.tried()).append(" ways tried\n");
        Snapshots.verify("platform/ways-of-" + cluster + ".txt", text.toString());
    }
}
