package espalier.yaml;

import espalier.tree.FieldPath;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the field that stands on a line of a YAML text. */
public final class YamlLines {
    private YamlLines() {}

    /** The innermost field on line {@code line}, from 1, or null where none stands. */
    public static @Nullable FieldPath fieldAt(String text, int line) {
        Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        FieldPath found = root == null ? null : find(root, FieldPath.ROOT, line - 1);
        return found == null || found.parent() == null ? null : found;
    }

    private static @Nullable FieldPath find(Node node, FieldPath path, int line) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                int start = tuple.getKeyNode().getStartMark().getLine();
                if (start <= line && line <= lastLine(tuple.getValueNode())) {
                    String key = ((ScalarNode) tuple.getKeyNode()).getValue();
                    return find(tuple.getValueNode(), path.field(key), line);
                }
            }
        } else if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                Node item = sequence.getValue().get(i);
                if (item.getStartMark().getLine() <= line && line <= lastLine(item)) {
                    String name = name(item);
                    return find(item, name == null ? path.index(i) : path.item("name", name), line);
                }
            }
        }
        return path;
    }

    private static int lastLine(Node node) {
        int line = node.getEndMark().getLine();
        boolean endsBeforeLine =
                node.getEndMark().getColumn() == 0 && line > node.getStartMark().getLine();
        boolean isBlock = node instanceof MappingNode || node instanceof SequenceNode;
        return endsBeforeLine || isBlock && line > node.getStartMark().getLine() ? line - 1 : line;
    }

    private static @Nullable String name(Node item) {
        if (item instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("name")
                        && tuple.getValueNode() instanceof ScalarNode value) {
                    return value.getValue();
                }
            }
        }
        return null;
    }
}
