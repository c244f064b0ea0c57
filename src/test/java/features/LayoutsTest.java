package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Layout;
import espalier.compile.Compilation;
import espalier.layout.FileSpec;
import espalier.order.Order;
import espalier.order.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where things stand is a choice of the cluster, and one Kustomization for a whole stage is one of the stage. */
class LayoutsTest {
    @TempDir
    Path folder;

    private static Compilation household(Layout layout, boolean bundled) {
        return Compiled.cluster((fleet, name) -> new Household(fleet, name, layout, bundled));
    }

    @Test
    void aDirectoryForEachStageAndOneForEachComponentInIt() throws IOException {
        approve("stages", household(Layout.stages(), false));
    }

    @Test
    void aDirectoryForEachNamespaceAndOneForEachComponentInIt() throws IOException {
        approve("namespaces", household(Layout.namespaces(), false));
    }

    @Test
    void aStageThatBundlesItsComponentsIsOneKustomization() throws IOException {
        Compilation bundled = household(Layout.stages(), true);
        approve("bundled", bundled);
        Order order = Objects.requireNonNull(bundled.order());
        List<List<String>> waves = order.waves().stream()
                .map(wave -> wave.stream().map(Unit::name).toList())
                .toList();
        assertThat(waves).last().isEqualTo(List.of("apps"));
        assertThat(waves.get(waves.size() - 2)).contains("base-broker-config");
    }

    /** Its Kustomizations and the descriptions of its directories, which kustomize takes. */
    private void approve(String name, Compilation compilation) throws IOException {
        ClusterTree tree = ClusterTree.of(compilation);
        var text = new StringBuilder();
        tree.files().forEach((path, content) -> {
            if (!path.startsWith("flux-system/")) {
                boolean says = content.contains("kind: Kustomization");
                text.append("# ").append(path).append('\n').append(says ? content + "\n" : "");
            }
        });
        Snapshots.verify("layouts/" + name + ".yaml", text.toString());
        tree.writeTo(folder);
        for (String directory : tree.directories()) {
            if (!directory.isEmpty()) {
                Tools.kustomize(folder.resolve(directory)).expectSuccess();
            }
        }
    }

    /** Not even where a layout puts components into the folder of Flux itself, as bitty's does. */
    @Test
    void noPathIsWrittenTwice() {
        for (Compilation cluster : Compiled.all()) {
            assertThat(cluster.files()).extracting(FileSpec::path).doesNotHaveDuplicates();
        }
    }
}
