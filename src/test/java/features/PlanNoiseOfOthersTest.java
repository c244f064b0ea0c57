package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.applied.AppliedTree;
import espalier.applied.TreeFiles;
import espalier.plan.Plan;
import espalier.plan.Planner;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** All clusters as other programs write YAML are the same clusters: in other quotes, in brackets, sorted, with what is alike written once. */
class PlanNoiseOfOthersTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));

    enum Style {
        DOUBLE_QUOTES(ScalarStyle.DOUBLE_QUOTED, FlowStyle.BLOCK, false),
        SINGLE_QUOTES(ScalarStyle.SINGLE_QUOTED, FlowStyle.BLOCK, false),
        BRACKETS(ScalarStyle.DOUBLE_QUOTED, FlowStyle.FLOW, false),
        ANCHORS(ScalarStyle.DOUBLE_QUOTED, FlowStyle.BLOCK, true);

        private final ScalarStyle text;
        private final FlowStyle flow;
        private final boolean shares;

        Style(ScalarStyle text, FlowStyle flow, boolean shares) {
            this.text = text;
            this.flow = flow;
            this.shares = shares;
        }
    }

    @ParameterizedTest
    @EnumSource
    void inItThereIsNoPlan(Style style) throws IOException {
        for (Path cluster : clusters()) {
            var before = new TreeMap<String, String>();
            var after = new TreeMap<String, String>();
            try (var files = Files.walk(cluster)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String path = ROOT.relativize(file).toString();
                    String text = Files.readString(file);
                    boolean isObject = text.contains("apiVersion: ") && text.contains("kind: ");
                    before.put(path, text);
                    after.put(path, isObject ? written(text, style) : text);
                }
            }
            assertThat(after.toString().contains("&id")).isEqualTo(style.shares);
            String name = cluster.getFileName().toString();
            Plan plan = plan(name, before, after);
            assertThat(plan.steps()).as(name).isEmpty();
            assertThat(plan.notes())
                    .as(name)
                    .isEqualTo(plan(name, before, before).notes());
            assertThat(plan.unchanged()).as(name).isGreaterThan(20);
        }
    }

    private static Iterable<Path> clusters() {
        try (var clusters = Files.list(ROOT.resolve("dist"))) {
            return clusters.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Plan plan(String cluster, Map<String, String> before, Map<String, String> after) {
        String directory = "dist/" + cluster;
        return Planner.plan(
                cluster,
                AppliedTree.of(TreeFiles.of(before), directory),
                AppliedTree.of(TreeFiles.of(after), directory));
    }

    private static String written(String text, Style style) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(style.flow);
        options.setExplicitStart(true);
        options.setWidth(1000);
        var yaml = new Yaml(options);
        var out = new StringWriter();
        for (Node document : yaml.composeAll(new StringReader(text))) {
            yaml.serialize(turned(document, style, new HashMap<>()), out);
        }
        return out.toString();
    }

    /** @param known what is alike in the document, by how it looks */
    private static Node turned(Node node, Style style, Map<String, Node> known) {
        Node turned = node;
        if (node instanceof ScalarNode scalar) {
            boolean isText = scalar.getTag().equals(Tag.STR);
            ScalarStyle form = isText ? style.text : ScalarStyle.PLAIN;
            return new ScalarNode(scalar.getTag(), scalar.getValue(), null, null, form);
        }
        if (node instanceof SequenceNode items) {
            var all = new ArrayList<Node>();
            items.getValue().forEach(item -> all.add(turned(item, style, known)));
            turned = new SequenceNode(Tag.SEQ, all, style.flow);
        } else if (node instanceof MappingNode mapping) {
            var all = new ArrayList<NodeTuple>();
            mapping.getValue()
                    .forEach(entry -> all.add(new NodeTuple(
                            turned(entry.getKeyNode(), style, known), turned(entry.getValueNode(), style, known))));
            all.sort((one, other) ->
                    ((ScalarNode) one.getKeyNode()).getValue().compareTo(((ScalarNode) other.getKeyNode()).getValue()));
            turned = new MappingNode(Tag.MAP, all, style.flow);
        }
        Node same = style.shares ? known.putIfAbsent(text(turned), turned) : null;
        return same == null ? turned : same;
    }

    private static String text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag() + " " + scalar.getValue().length() + " " + scalar.getValue();
        }
        var text = new StringBuilder();
        if (node instanceof SequenceNode items) {
            items.getValue()
                    .forEach(item -> text.append("- ").append(text(item)).append(';'));
            return "[" + text + "]";
        }
        ((MappingNode) node)
                .getValue()
                .forEach(entry -> text.append(text(entry.getKeyNode()))
                        .append(": ")
                        .append(text(entry.getValueNode()))
                        .append(';'));
        return "{" + text + "}";
    }
}
