package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import clusters.Main;
import espalier.Fleet;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import espalier.layout.FileSpec;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import features.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * What a release is told, its chart understands, and what its chart is said to bring, it brings: by the real charts and the real
 * Helm.
 *
 * <p>{@code ESPALIER_CHARTS} names a folder with charts in folders of their own, complete as {@code helm pull --untar} leaves them.
 * The releases of charts that are there, in the same version, are judged; where there is none, the test is skipped, and says so.
 */
@Tag("e2e")
class ChartValuesTest {
    private static final FieldPath VALUES = FieldPath.of("spec", "values");

    /** Heard by what a chart prints when it is installed, which is no part of what Helm renders. */
    private static final Set<String> HEARD_IN_NOTES = Set.of("global.security.allowInsecureImages");

    /** A release, as Flux reads it, with its chart. */
    private record Release(String cluster, KubernetesObject object, Mapping values, Path chart) {
        String render(Mapping told) {
            Tools.Ran ran = Tools.run(
                    List.of(
                            Tools.find("helm"),
                            "template",
                            object.name(),
                            chart.toString(),
                            "--namespace",
                            object.namespace(),
                            "--kube-version",
                            "1.33.0",
                            "--skip-tests",
                            "--values",
                            "-"),
                    null,
                    YamlWriter.text(told));
            return ran.exit() == 0 ? ran.out() : ran.err();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyValueIsHeardAndWhatIsSaidToBeBroughtIsBrought() throws IOException {
        String charts = System.getenv("ESPALIER_CHARTS");
        if (charts == null) {
            String why = "ESPALIER_CHARTS names no folder of charts, so that no values are held against them";
            System.err.println("NOTICE: " + why);
            Assumptions.abort(why);
        }
        var fleet = new Fleet();
        Main.clusters(fleet);
        var compiler = new Compiler(fleet, Path.of(System.getProperty("espalier.root", ".")));
        var tests = new ArrayList<DynamicTest>();
        for (String name : fleet.names()) {
            for (Release release : releases(compiler.compile(name), Path.of(charts))) {
                String title = release.cluster + " " + release.object.name();
                tests.add(DynamicTest.dynamicTest(title + ": values", () -> everyValueIsHeard(release)));
                tests.add(DynamicTest.dynamicTest(title + ": objects", () -> itBringsWhatIsSaid(release)));
            }
        }
        return tests.stream();
    }

    private static List<Release> releases(Compilation compilation, Path charts) throws IOException {
        var releases = new ArrayList<Release>();
        for (FileSpec file : compilation.files()) {
            KubernetesObject object = file.object();
            if (object == null || !object.kind().equals("HelmRelease") || object.isCarrier()) {
                continue;
            }
            Path chart = chart(object, charts);
            if (chart != null) {
                Mapping read = (Mapping) YamlReader.documents(new String(file.render(), UTF_8))
                        .get(0)
                        .value();
                Mapping values = VALUES.in(read) instanceof Mapping mapping ? mapping : new Mapping();
                releases.add(new Release(compilation.name(), object, values, chart));
            }
        }
        return releases;
    }

    private static @Nullable Path chart(KubernetesObject release, Path charts) throws IOException {
        String name = text(release.body(), "spec", "chart", "spec", "chart");
        Path folder = charts.resolve(name.isEmpty() ? release.name() : name);
        if (!Files.exists(folder.resolve("Chart.yaml"))) {
            return null;
        }
        Mapping about = read(folder.resolve("Chart.yaml"));
        String wanted = text(release.body(), "spec", "chart", "spec", "version");
        String there = text(about, "version");
        if (!wanted.equals(there)) {
            System.err.println("NOTICE: " + release + " wants " + name + " " + wanted + ", and there is " + there);
            return null;
        }
        return folder;
    }

    private static Mapping read(Path file) throws IOException {
        return (Mapping) YamlReader.documents(Files.readString(file)).get(0).value();
    }

    private static String text(Mapping from, String... keys) {
        return FieldPath.of(keys).in(from) instanceof Leaf leaf ? leaf.text() : "";
    }

    /** With another value something else is made, or nothing at all. */
    private static void everyValueIsHeard(Release release) {
        String made = release.render(release.values);
        assertThat(made).contains("kind: ");
        var unheard = new TreeSet<String>();
        for (FieldPath path : leaves(release.values, FieldPath.ROOT)) {
            Value value = Objects.requireNonNull(path.in(release.values));
            Mapping told = release.values.copy();
            path.put(told, other(value));
            if (!HEARD_IN_NOTES.contains(path.toString())
                    && release.render(told).equals(made)) {
                unheard.add(path + ": " + value);
            }
        }
        assertThat(unheard).isEmpty();
    }

    private static Value other(Value value) {
        if (!(value instanceof Leaf leaf)) {
            return value instanceof Sequence ? new Sequence() : Mapping.of("other", "value");
        }
        if (leaf.isString()) {
            return Scalar.of(leaf.text() + "x");
        }
        return switch (leaf.text()) {
            case "true" -> Scalar.of(false);
            case "false" -> Scalar.of(true);
            default -> Scalar.of(leaf.text().equals("1") ? 2 : 1);
        };
    }

    private static List<FieldPath> leaves(Mapping values, FieldPath at) {
        var leaves = new ArrayList<FieldPath>();
        for (int i = 0; i < values.size(); i++) {
            FieldPath path = at.field(values.keyAt(i));
            if (values.valueAt(i) instanceof Mapping below && !below.isEmpty()) {
                leaves.addAll(leaves(below, path));
            } else {
                leaves.add(path);
            }
        }
        return leaves;
    }

    private static void itBringsWhatIsSaid(Release release) {
        List<Mapping> made = new ArrayList<>();
        for (YamlReader.Document document : YamlReader.documents(release.render(release.values))) {
            if (document.value() instanceof Mapping object) {
                made.add(object);
            }
        }
        for (Provision provision : release.object.owner().provisions()) {
            if (provision.identity().kind().equals("Service")) {
                assertThat(ports(made, provision.identity().name()))
                        .as("%s", provision)
                        .containsAll(provision.keys() == null ? List.of() : provision.keys());
            }
        }
        Mapping labels = release.object.podLabels();
        for (Mapping object : made) {
            Value template =
                    FieldPath.of("spec", "template", "metadata", "labels").in(object);
            if (labels != null && template instanceof Mapping onPods) {
                labels.forEach((key, value) -> assertThat(onPods.get(key))
                        .as("%s %s", object.text("kind"), text(object, "metadata", "name"))
                        .isEqualTo(value));
            }
        }
    }

    /** Names and numbers of the ports of the Service {@code name}. */
    private static List<String> ports(List<Mapping> made, String name) {
        var ports = new ArrayList<String>();
        for (Mapping object : made) {
            if ("Service".equals(object.text("kind"))
                    && text(object, "metadata", "name").equals(name)) {
                Sequence list = Objects.requireNonNull(object.child("spec").sequence("ports"));
                for (Value port : list) {
                    ports.add(String.valueOf(((Mapping) port).text("name")));
                    ports.add(String.valueOf(((Mapping) port).text("port")));
                }
            }
        }
        return ports;
    }
}
