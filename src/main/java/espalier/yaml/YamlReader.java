package espalier.yaml;

import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML as Kubernetes does: {@code No} stays a word, {@code 0755} is 493 and a key is a string.
 *
 * <p>Parsing is SnakeYAML's; only the choice of types is ours, after kustomize's and the API server's (go-yaml v3).
 */
public final class YamlReader {
    private YamlReader() {}

    /** One document and the line on which it begins, from 1. */
    public record Document(Value value, int line) {}

    /** What was wrong with a text, and in which line of it. */
    public static final class SyntaxException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int line;

        SyntaxException(String message, int line) {
            super(message);
            this.line = line;
        }

        /** From 1. */
        public int line() {
            return line;
        }
    }

    /**
     * The documents of {@code text}, empty ones left out.
     *
     * @throws SyntaxException where it is no YAML, has a key twice, or a tag other than YAML's own
     */
    public static List<Document> documents(String text) {
        var options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setMaxAliasesForCollections(1000);
        var documents = new ArrayList<Document>();
        try {
            for (Node node : new Yaml(options).composeAll(new StringReader(text))) {
                Value value = value(node);
                if (!(value instanceof Scalar scalar && scalar.isNull())) {
                    documents.add(new Document(value, node.getStartMark().getLine() + 1));
                }
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new SyntaxException(String.valueOf(e.getProblem()), line);
        }
        return documents;
    }

    private static Value value(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            var items = new Sequence();
            for (Node item : sequence.getValue()) {
                items.add(value(item));
            }
            return items;
        }
        return scalar((ScalarNode) node);
    }

    private static Mapping mapping(MappingNode node) {
        var mapping = new Mapping();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw new SyntaxException("a key is no scalar", line(tuple.getKeyNode()));
            }
            if (keyNode.getTag().equals(Tag.MERGE)) {
                merge(mapping, value(tuple.getValueNode()));
                continue;
            }
            if (mapping.has(keyNode.getValue())) {
                throw new SyntaxException("the key \"" + keyNode.getValue() + "\" stands twice", line(keyNode));
            }
            mapping.put(keyNode.getValue(), value(tuple.getValueNode()));
        }
        return mapping;
    }

    private static void merge(Mapping into, Value from) {
        if (from instanceof Sequence several) {
            several.forEach(one -> merge(into, one));
        } else if (from instanceof Mapping mapping) {
            mapping.forEach((key, value) -> {
                if (!into.has(key)) {
                    into.put(key, value.copy());
                }
            });
        }
    }

    private static Scalar scalar(ScalarNode node) {
        String text = node.getValue();
        if (node.getScalarStyle() != ScalarStyle.PLAIN) {
            return Scalar.of(text);
        }
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return Scalar.of(null);
        }
        if (tag.equals(Tag.BOOL)) {
            String lower = text.toLowerCase(java.util.Locale.ROOT);
            return lower.equals("true") || lower.equals("false") ? Scalar.of(Boolean.valueOf(lower)) : Scalar.of(text);
        }
        if (tag.equals(Tag.INT)) {
            return integer(text);
        }
        if (tag.equals(Tag.FLOAT)) {
            return decimal(text);
        }
        return Scalar.of(text);
    }

    private static Scalar integer(String text) {
        String digits = text.replace("_", "");
        try {
            if (digits.indexOf(':') >= 0) {
                return Scalar.of(text);
            }
            if (digits.startsWith("0b")) {
                return Scalar.of(Long.parseLong(digits.substring(2), 2));
            }
            return Scalar.of(Long.decode(digits));
        } catch (NumberFormatException e) {
            return Scalar.of(new java.math.BigInteger(digits));
        }
    }

    private static Scalar decimal(String text) {
        try {
            return Scalar.of(Double.parseDouble(text.replace("_", "")));
        } catch (IllegalArgumentException e) {
            return Scalar.of(text);
        }
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
