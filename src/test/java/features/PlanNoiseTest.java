package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.applied.AppliedTree;
import espalier.applied.TreeFiles;
import espalier.json.JsonLine;
import espalier.plan.Plan;
import espalier.plan.Planner;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole tree in another form, in another order and with other comments is the same tree. */
class PlanNoiseTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    /** Lists whose elements have names, so that their order says nothing. */
    private static final Set<String> NAMED =
            Set.of("resources", "containers", "ports", "volumes", "volumeMounts", "dependsOn", "hostnames", "subjects");

    @ParameterizedTest
    @ValueSource(strings = {"lab", "k3s-home", "chongus", "bitty", "kyrion"})
    void inAnotherFormAndOrderItHasNoPlan(String cluster) throws IOException {
        var before = new TreeMap<String, String>();
        var after = new TreeMap<String, String>();
        try (var files = Files.walk(ROOT.resolve("dist/" + cluster))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = ROOT.relativize(file).toString();
                String text = Files.readString(file);
                before.put(path, text);
                after.put(path, isObject(text) ? turned(text) : text);
            }
        }
        assertThat(after).hasSameSizeAs(before).isNotEqualTo(before);
        Plan plan = plan(cluster, before, after);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.notes()).isEmpty();
        assertThat(plan.unchanged()).isGreaterThan(20);

        // Were the trees not read at all, all of that would hold as well.
        after.replaceAll((path, text) -> text.replaceAll("(interval\"?: *\"?)(?=\\d)", "$11"));
        assertThat(plan(cluster, before, after).steps()).hasSizeGreaterThan(5);
    }

    /** And not a file of a ConfigMap, in which each byte counts. */
    private static boolean isObject(String text) {
        return text.contains("apiVersion: ") && text.contains("kind: ");
    }

    private static Plan plan(String cluster, Map<String, String> before, Map<String, String> after) {
        String directory = "dist/" + cluster;
        return Planner.plan(
                cluster,
                AppliedTree.of(TreeFiles.of(before), directory),
                AppliedTree.of(TreeFiles.of(after), directory));
    }

    /** On one line each, the keys from the last to the first, with comments around. */
    private static String turned(String text) {
        var turned = new StringBuilder("# turned\n");
        for (YamlReader.Document document : YamlReader.documents(text)) {
            turned.append("---\n# by a test\n")
                    .append(JsonLine.text(turned("", document.value())))
                    .append(" # as JSON\n");
        }
        return turned.toString();
    }

    private static Value turned(String key, Value value) {
        if (value instanceof Mapping mapping) {
            var turned = new Mapping();
            for (int i = mapping.size() - 1; i >= 0; i--) {
                turned.put(mapping.keyAt(i), turned(mapping.keyAt(i), mapping.valueAt(i)));
            }
            return turned;
        }
        if (value instanceof Sequence items) {
            var turned = new Sequence();
            for (int i = 0; i < items.size(); i++) {
                Value item = items.get(NAMED.contains(key) ? items.size() - 1 - i : i);
                turned.add(turned("", item));
            }
            return turned;
        }
        assertThat(value).isInstanceOf(Leaf.class);
        return value;
    }
}
