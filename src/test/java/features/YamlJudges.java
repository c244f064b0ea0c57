package features;

import com.fasterxml.jackson.databind.ObjectMapper;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The programs that read what we write, each as a function from trees, through our YAML, to what it found there: maps,
 * lists, strings, booleans, null and numbers.
 */
public final class YamlJudges {
    /** Loads a list of documents, and says a key's or a value's own type wherever JSON would blur it. */
    private static final String PYTHON = """
            import json, sys, yaml
            def plain(value):
                if isinstance(value, dict):
                    return {key if isinstance(key, str) else "not a string: %r" % (key,): plain(item)
                            for key, item in value.items()}
                if isinstance(value, list):
                    return [plain(item) for item in value]
                known = value is None or isinstance(value, (str, bool, int, float))
                return value if known else "not plain: %r" % (value,)
            def load(text):
                try:
                    return plain(yaml.safe_load(text))
                except Exception as error:
                    return "not read: %s" % (error,)
            json.dump([load(text) for text in json.load(sys.stdin)], sys.stdout)
            """;

    private YamlJudges() {}

    /** What stands in {@code tree}, as a reader should find it. */
    public static Object content(Value tree) {
        if (tree instanceof Mapping mapping) {
            var map = new LinkedHashMap<String, Object>();
            mapping.forEach((key, value) -> map.put(key, content(value)));
            return map;
        }
        if (tree instanceof Sequence sequence) {
            var list = new ArrayList<>();
            sequence.forEach(item -> list.add(content(item)));
            return list;
        }
        Leaf leaf = (Leaf) tree;
        return leaf.isString() ? leaf.text() : unquoted(leaf.text());
    }

    private static Object unquoted(String text) {
        return switch (text) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> number(text);
        };
    }

    /** Readers keep a float as a double, whatever digits they show of it. */
    private static Number number(String text) {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return number.scale() <= 0 ? number.toBigInteger() : (Number) number.doubleValue();
    }

    static List<Object> snakeYaml(List<? extends Value> trees) {
        return each(trees, YamlJudges::bySnakeYaml);
    }

    private static Object bySnakeYaml(String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return normal(new Yaml(new SafeConstructor(options)).load(text));
    }

    static List<Object> ourReader(List<? extends Value> trees) {
        return each(trees, text -> {
            List<YamlReader.Document> documents = YamlReader.documents(text);
            return documents.isEmpty() ? null : content(documents.get(0).value());
        });
    }

    private static List<Object> each(List<? extends Value> trees, Function<String, Object> reader) {
        var found = new ArrayList<>();
        for (Value tree : trees) {
            try {
                found.add(reader.apply(YamlWriter.text(tree)));
            } catch (RuntimeException e) {
                found.add("not read: " + e);
            }
        }
        return found;
    }

    static List<Object> pyYaml(List<? extends Value> trees) {
        String python = Tools.pythonWithYaml();
        var json = new ObjectMapper();
        try {
            String texts =
                    json.writeValueAsString(trees.stream().map(YamlWriter::text).toList());
            String answer =
                    Tools.run(List.of(python, "-c", PYTHON), null, texts).expectSuccess();
            var found = new ArrayList<>();
            for (Object document : json.readValue(answer, List.class)) {
                found.add(normal(document));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All trees in one custom resource, whose {@code spec} kustomize leaves alone, since it knows no schema for it. */
    static List<Object> kustomize(List<? extends Value> trees, Path folder) {
        Mapping object = object("awkward.example.com/v1", "Awkward");
        object.put("spec", Mapping.of("trees", trees));
        return list(mapping(kustomize(object, folder).get("spec")).get("trees"));
    }

    /** {@code object} as kustomize gives it. */
    static Map<?, ?> kustomize(Mapping object, Path folder) {
        try {
            Files.write(folder.resolve("object.yaml"), YamlWriter.bytes(object));
            Files.writeString(folder.resolve("kustomization.yaml"), "resources: [object.yaml]\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String built = Tools.kustomize(folder).expectSuccess();
        return mapping(content(YamlReader.documents(built).get(0).value()));
    }

    static Mapping object(String apiVersion, String kind) {
        return Mapping.of("apiVersion", apiVersion).put("kind", kind).put("metadata", Mapping.of("name", "awkward"));
    }

    private static Map<?, ?> mapping(Object value) {
        return (Map<?, ?>) value;
    }

    private static List<Object> list(Object value) {
        return new ArrayList<>((List<?>) value);
    }

    /** {@code value}, of whatever reader, with numbers that can be compared. */
    static Object normal(Object value) {
        if (value instanceof Map<?, ?> map) {
            var normal = new LinkedHashMap<>();
            map.forEach((key, item) -> normal.put(key, normal(item)));
            return normal;
        }
        if (value instanceof List<?> list) {
            var normal = new ArrayList<>();
            list.forEach(item -> normal.add(normal(item)));
            return normal;
        }
        return value instanceof Number number ? number(number.toString()) : value;
    }
}
