package espalier.yaml;

import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Reads YAML as Kubernetes does: {@code No} stays a word, {@code 0755} is 493 and a key is a string.
 *
 * <p>Parsing is SnakeYAML's; only the choice of types is ours, after kustomize's and the API server's (go-yaml v3).
 */
public final class YamlReader {
    /** Deeper than any schema of a custom resource; less than what a thread's stack takes. */
    private static final int DEEPEST = 200;

    /** By comments with this, Flux finds the images that it shall update. */
    private static final String MARKER = "$imagepolicy";

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
        options.setNestingDepthLimit(DEEPEST);
        options.setProcessComments(text.contains(MARKER)); // nothing else is said in a comment that anybody reads
        var dumper = new DumperOptions();
        var yaml = new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new PlainWords());
        var documents = new ArrayList<Document>();
        try {
            for (Node node : yaml.composeAll(new StringReader(text))) {
                if (node.getTag().equals(Tag.COMMENT)) {
                    continue;
                }
                Value value = value(node, 0);
                if (!(value instanceof Scalar scalar && scalar.isNull())) {
                    documents.add(new Document(value, line(node)));
                }
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new SyntaxException(String.valueOf(e.getProblem()), line);
        } catch (ReaderException e) {
            String before = text.substring(0, Math.max(0, text.indexOf(e.getCodePoint())));
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            throw new SyntaxException(
                    "it holds the character " + e.getCodePoint() + ", which YAML does not allow", line);
        } catch (YAMLException e) {
            throw new SyntaxException(String.valueOf(e.getMessage()), 1);
        }
        return documents;
    }

    private static Value value(Node node, int depth) {
        if (depth > DEEPEST) {
            throw new SyntaxException("something contains itself", line(node));
        }
        if (node instanceof MappingNode mapping && mapping.getTag().equals(Tag.MAP)) {
            return mapping(mapping, depth + 1);
        }
        if (node instanceof SequenceNode sequence && sequence.getTag().equals(Tag.SEQ)) {
            var items = new Sequence();
            for (Node item : sequence.getValue()) {
                items.add(value(item, depth + 1));
            }
            return items;
        }
        if (node instanceof ScalarNode scalar) {
            return marked(scalar(scalar), scalar);
        }
        throw unknownTag(node);
    }

    private static Mapping mapping(MappingNode node, int depth) {
        var mapping = new Mapping();
        var merged = new ArrayList<Value>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw new SyntaxException("a key is no scalar", line(tuple.getKeyNode()));
            }
            String key = keyNode.getValue();
            Value value = value(tuple.getValueNode(), depth);
            if (key.equals("<<") && !keyNode.getTag().equals(Tag.STR)) {
                merged.add(value);
            } else if (mapping.has(key)) {
                throw new SyntaxException("the key \"" + key + "\" stands twice", line(keyNode));
            } else {
                mapping.put(key, value);
            }
        }
        merged.forEach(value -> merge(mapping, value));
        return mapping;
    }

    /** What stands in the mapping itself comes first, wherever the merge stands. */
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

    private static Scalar marked(Scalar value, ScalarNode node) {
        List<CommentLine> comments = node.getInLineComments();
        if (comments != null) {
            for (CommentLine comment : comments) {
                if (comment.getValue().contains(MARKER)) {
                    return value.withComment(comment.getValue().trim());
                }
            }
        }
        return value;
    }

    private static Scalar scalar(ScalarNode node) {
        Tag tag = node.getTag();
        if (tag.equals(Tag.STR)) {
            return Scalar.of(node.getValue());
        }
        if (tag.equals(PlainWords.PLAIN)
                || tag.equals(Tag.INT)
                || tag.equals(Tag.FLOAT)
                || tag.equals(Tag.BOOL)
                || tag.equals(Tag.NULL)) {
            return PlainWords.scalar(node.getValue());
        }
        throw unknownTag(node);
    }

    private static SyntaxException unknownTag(Node node) {
        return new SyntaxException("Kubernetes knows no type " + node.getTag(), line(node));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
