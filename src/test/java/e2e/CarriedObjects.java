package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import clusters.Main;
import espalier.Fleet;
import espalier.KubernetesObject;
import espalier.Reference;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import espalier.layout.FileSpec;
import espalier.order.Order;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What releases of one chart carry, against what the real chart makes of their values, field by field.
 *
 * <p>Of the labels, {@code helm.sh/chart} is left out, which changes with every version and which nobody selects by; so is a field
 * without a value.
 */
final class CarriedObjects {
    /** What Helm makes of a chart. */
    interface Rendering {
        String render(String release, String namespace, String values);
    }

    private final String name;
    private final Rendering chart;

    /** @param name of the chart, by which the values of its releases are known */
    CarriedObjects(String name, Rendering chart) {
        this.name = name;
        this.chart = chart;
    }

    /** A test for each release of {@code more} and of all clusters of the repository. */
    Stream<DynamicTest> judged(Compilation more) throws IOException {
        return Stream.concat(releases(more), ofTheRepository());
    }

    private Stream<DynamicTest> ofTheRepository() throws IOException {
        var fleet = new Fleet();
        Main.clusters(fleet);
        var compiler = new Compiler(fleet, Path.of(System.getProperty("espalier.root", ".")));
        var tests = new ArrayList<DynamicTest>();
        for (String cluster : fleet.names()) {
            tests.addAll(releases(compiler.compile(cluster)).toList());
        }
        return tests.stream();
    }

    private Stream<DynamicTest> releases(Compilation compilation) {
        assertThat(compilation.failed()).as("%s", compilation.findings()).isFalse();
        var tests = new ArrayList<DynamicTest>();
        for (FileSpec file : compilation.files()) {
            KubernetesObject release = file.object();
            if (release != null && release.isCarrier() && isOfTheChart(release, compilation)) {
                tests.add(DynamicTest.dynamicTest(
                        compilation.name() + " " + release.name(), () -> compare(compilation, file, release)));
            }
        }
        return tests.stream();
    }

    /** Its source is named after its own chart, or has the chart's name at its end. */
    private boolean isOfTheChart(KubernetesObject release, Compilation compilation) {
        if (FieldPath.of("spec", "chart", "spec", "chart").in(release.body()) instanceof Leaf chart) {
            return chart.text().equals(name);
        }
        String source = String.valueOf(FieldPath.of("spec", "chartRef", "name").in(release.body()));
        for (KubernetesObject object :
                Objects.requireNonNull(compilation.order()).graph().objects()) {
            if (object.kind().equals("OCIRepository") && source.contains(object.name())) {
                return String.valueOf(FieldPath.of("spec", "url").in(object.body()))
                        .endsWith("/" + name);
            }
        }
        return false;
    }

    private void compare(Compilation compilation, FileSpec file, KubernetesObject release) {
        String text = new String(file.render(), UTF_8);
        boolean substituted =
                hasVariable(release.body()); // as Flux does it, but that each has its own name for a value
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

    private static boolean hasVariable(Value value) {
        boolean found = false;
        if (value instanceof Text text) {
            for (Reference reference : text.references()) {
                found |= reference.isVariable();
            }
        } else if (value instanceof Mapping mapping) {
            for (String key : mapping.keys()) {
                found |= hasVariable(Objects.requireNonNull(mapping.get(key)));
            }
        } else if (value instanceof Sequence sequence) {
            for (Value item : sequence) {
                found |= hasVariable(item);
            }
        }
        return found;
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
        return YamlWriter.text(byKey(read)).replaceAll(" # \\{\"\\$imagepolicy\".*", ""); // which is for Flux alone
    }

    private static Value byKey(Value value) {
        if (value instanceof Mapping mapping) {
            var sorted = new Mapping();
            for (String key : mapping.keys().stream().sorted().toList()) {
                Value field = Objects.requireNonNull(mapping.get(key));
                if (!(field instanceof Scalar scalar) || !scalar.isNull()) {
                    sorted.put(key, byKey(field));
                }
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
