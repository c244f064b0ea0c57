package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import clusters.Main;
import espalier.Fleet;
import espalier.KubernetesObject;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import espalier.layout.FileSpec;
import espalier.order.Order;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import features.Suitcase;
import infra.apptemplate.AppTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is checked is what runs: the real chart, rendered by the real Helm from the values in the files that Flux reads, gives
 * the carried objects, field by field.
 *
 * <p>Of the labels, {@code helm.sh/chart} is left out, which changes with every version and which nobody selects by.
 */
@Tag("e2e")
class AppTemplateTest {
    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> theChartRendersWhatIsCarried() throws IOException {
        AppTemplateChart chart =
                AppTemplateChart.get(AppTemplate.OCI + "/" + AppTemplate.CHART, AppTemplate.VERSION, folder);
        return Stream.concat(releases(Suitcase.compiled(), chart), ofTheRepository(chart));
    }

    private static Stream<DynamicTest> ofTheRepository(AppTemplateChart chart) throws IOException {
        var fleet = new Fleet();
        Main.clusters(fleet);
        var compiler = new Compiler(fleet, Path.of(System.getProperty("espalier.root", ".")));
        var tests = new ArrayList<DynamicTest>();
        for (String name : fleet.names()) {
            tests.addAll(releases(compiler.compile(name), chart).toList());
        }
        return tests.stream();
    }

    private static Stream<DynamicTest> releases(Compilation compilation, AppTemplateChart chart) {
        assertThat(compilation.failed()).as("%s", compilation.findings()).isFalse();
        var tests = new ArrayList<DynamicTest>();
        for (FileSpec file : compilation.files()) {
            KubernetesObject release = file.object();
            if (release != null && release.isCarrier()) {
                tests.add(DynamicTest.dynamicTest(
                        compilation.name() + " " + release.name(), () -> compare(compilation, file, release, chart)));
            }
        }
        return tests.stream();
    }

    private static void compare(
            Compilation compilation, FileSpec file, KubernetesObject release, AppTemplateChart chart) {
        String text = new String(file.render(), UTF_8);
        boolean substituted =
                text.contains("${"); // as Flux does it, but that each variable has its own name for a value
        Mapping read = (Mapping) YamlReader.documents(substituted ? text.replace("$$", "$") : text)
                .get(0)
                .value();
        Value values = Objects.requireNonNull(FieldPath.of("spec", "values").in(read));
        var rendered = new TreeMap<String, String>();
        for (YamlReader.Document document :
                YamlReader.documents(chart.render(release.name(), release.namespace(), YamlWriter.text(values)))) {
            if (document.value() instanceof Mapping object) {
                object.child("metadata").child("labels").remove("helm.sh/chart");
                rendered.put(
                        object.text("kind") + " " + object.child("metadata").text("name"), sorted(object));
            }
        }
        assertThat(join(rendered)).isEqualTo(join(carried(compilation, release)));
    }

    private static Map<String, String> carried(Compilation compilation, KubernetesObject release) {
        var carried = new TreeMap<String, String>();
        Order order = Objects.requireNonNull(compilation.order());
        for (KubernetesObject object : order.graph().objects()) {
            if (object.carrier() == release) {
                carried.put(object.kind() + " " + object.name(), sorted(object.body()));
            }
        }
        return carried;
    }

    /** With keys in the order of their letters, and read again, so that two that mean the same read the same. */
    private static String sorted(Mapping object) {
        Value read = YamlReader.documents(YamlWriter.text(object)).get(0).value();
        return YamlWriter.text(byKey(read));
    }

    private static Value byKey(Value value) {
        if (value instanceof Mapping mapping) {
            var sorted = new Mapping();
            for (String key : mapping.keys().stream().sorted().toList()) {
                sorted.put(key, byKey(Objects.requireNonNull(mapping.get(key))));
            }
            return sorted;
        }
        if (value instanceof Sequence sequence) {
            List<Value> items = new ArrayList<>();
            sequence.forEach(item -> items.add(byKey(item)));
            return Value.ofJava(items);
        }
        return value;
    }

    private static String join(Map<String, String> objects) {
        return String.join("---\n", objects.values());
    }
}
