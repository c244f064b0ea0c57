package features;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import espalier.tree.Mapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A JSON Schema library, which holds an object against the schema of its kind and knows nothing of this program. The schemas are
 * data of the workshop, {@code ../shared/schemas} (or {@code -Despalier.schemas=}), and not part of this repository.
 */
public final class SchemaJudge {
    private static final Path SCHEMAS = Path.of(
            System.getProperty("espalier.schemas", System.getProperty("espalier.root", ".") + "/../shared/schemas"));

    private final ObjectMapper json = new ObjectMapper();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private final Map<Path, Schema> schemas = new HashMap<>();

    /** Skips the test, aloud, where there are no schemas. */
    public static void mustBeThere() {
        if (!Files.isDirectory(SCHEMAS)) {
            String message = "SKIPPED: no object was held against its schema, since " + SCHEMAS + " is missing";
            System.err.println(message);
            Assumptions.assumeTrue(false, message);
        }
    }

    public boolean knows(Mapping object) {
        return schema(object) != null;
    }

    /**
     * What is wrong with {@code object}, whose kind is known. A custom resource's own schema takes any metadata; a ConfigMap's
     * knows what there can be.
     */
    public List<String> errors(Mapping object) {
        Schema schema = schema(object);
        assertThat(schema).isNotNull();
        var errors = new ArrayList<>(validate(schema, object));
        Mapping metadata = object.mapping("metadata");
        if (metadata != null) {
            Mapping plain =
                    Mapping.of("apiVersion", "v1").put("kind", "ConfigMap").put("metadata", metadata);
            Schema known = schema(plain);
            assertThat(known).isNotNull();
            errors.addAll(validate(known, plain));
        }
        return errors;
    }

    private List<String> validate(Schema schema, Mapping object) {
        JsonNode node = json.valueToTree(YamlJudges.content(object));
        return schema.validate(node).stream().map(Error::toString).toList();
    }

    /**
     * Whether the schema of the kind of {@code object} says {@code word} of a field.
     *
     * @param pattern the way down to it: {@code spec.containers[].name}
     */
    boolean says(String word, Mapping object, String pattern) {
        JsonNode at;
        try {
            at = json.readTree(file(object).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String step : pattern.replace("[]", ".[]").split("\\.")) {
            at = step.equals("[]") ? at.path("items") : at.path("properties").path(step);
        }
        return at.has(word);
    }

    /** The schema of the kind of {@code object}; the layout is kubeconform's: the README beside the schemas has it. */
    public static @Nullable Path file(Mapping object) {
        String apiVersion = String.valueOf(object.text("apiVersion"));
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "core" : apiVersion.substring(0, slash);
        String kind = String.valueOf(object.text("kind")).toLowerCase(Locale.ROOT);
        String file = group + "/" + kind + "_" + apiVersion.substring(slash + 1) + ".json";
        for (String catalogue : List.of("core", "crds")) {
            Path path = SCHEMAS.resolve(catalogue).resolve(file);
            if (Files.isRegularFile(path)) {
                return path;
            }
        }
        return null;
    }

    private @Nullable Schema schema(Mapping object) {
        Path file = file(object);
        return file == null ? null : schemas.computeIfAbsent(file, this::load);
    }

    private Schema load(Path path) {
        try {
            ObjectNode schema = (ObjectNode) json.readTree(path.toFile());
            if (!schema.has("additionalProperties")) { // custom resources are strict below spec only
                schema.put("additionalProperties", false);
            }
            for (String member : List.of(
                    "apiVersion", "kind", "metadata")) { // the API server adds them where a definition lacks them
                schema.withObject("/properties").putIfAbsent(member, json.createObjectNode());
            }
            // The few that are open there would let pass what the API server drops.
            close(schema.path("properties").path("spec"));
            return registry.getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties")) {
            if (!object.has("additionalProperties") && !object.has("x-kubernetes-preserve-unknown-fields")) {
                object.put("additionalProperties", false);
            }
            object.path("properties").forEach(SchemaJudge::close);
        } else if (schema.has("items")) {
            close(schema.path("items"));
        }
    }
}
