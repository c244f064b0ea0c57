package features;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every object and every {@code kustomization.yaml} is what its schema allows, and holds no field that its schema does not
 * know. The schemas are data of the workshop, {@code ../shared/schemas} (or {@code -Despalier.schemas=}), and not part of
 * this repository.
 */
class SchemaConformanceTest {
    private static final Path SCHEMAS = Path.of(
            System.getProperty("espalier.schemas", System.getProperty("espalier.root", ".") + "/../shared/schemas"));

    private final ObjectMapper json = new ObjectMapper();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private final Map<Path, Schema> schemas = new HashMap<>();

    @BeforeEach
    void schemasAreThere() {
        if (!Files.isDirectory(SCHEMAS)) {
            String message = "SKIPPED: no object was held against its schema, since " + SCHEMAS + " is missing";
            System.err.println(message);
            Assumptions.assumeTrue(false, message);
        }
    }

    @Test
    void everyObjectIsWhatItsSchemaAllows() throws IOException {
        var wrong = new TreeMap<String, List<String>>();
        var unknown = new TreeSet<String>();
        int checked = 0;
        for (ClusterTree tree : ClusterTree.all()) {
            for (Map.Entry<String, Mapping> object : tree.objects().entrySet()) {
                Schema schema = schema(object.getValue());
                if (schema == null) {
                    unknown.add(object.getValue().text("apiVersion") + " "
                            + object.getValue().text("kind"));
                    continue;
                }
                checked++;
                List<String> errors = errors(schema, object.getValue());
                if (!errors.isEmpty()) {
                    wrong.put(tree.name() + "/" + object.getKey(), errors);
                }
            }
        }
        if (!unknown.isEmpty()) {
            System.err.println("NOTICE: not held against a schema, since there is none: " + unknown);
        }
        assertThat(wrong).isEmpty();
        assertThat(checked).as("objects held against a schema").isGreaterThan(50);
    }

    /** Without this, a schema that allows everything would let everything pass. */
    @Test
    void everySchemaRefusesAFieldThatItDoesNotKnow() throws IOException {
        for (ClusterTree tree : ClusterTree.all()) {
            tree.objects().forEach((path, object) -> {
                Schema schema = schema(object);
                if (schema != null) {
                    assertThat(errors(schema, object.copy().put("misspelt", "x")))
                            .as(path)
                            .hasSize(1);
                    for (String part : List.of("metadata", "spec")) {
                        if (object.has(part)) {
                            Mapping changed = object.copy();
                            changed.child(part).put("misspelt", "x");
                            assertThat(errors(schema, changed))
                                    .as(part + " in " + path)
                                    .isNotEmpty();
                        }
                    }
                }
            });
        }
    }

    @Test
    void aMisspeltFieldOrAWrongTypeDeepInAPodIsRefused() {
        var container = FieldPath.of("spec", "template", "spec", "containers").index(0);
        assertThat(errors(deployment(container.field("imagePullPolicie"), Scalar.of("Always"))))
                .containsExactly(
                        "/spec/template/spec/containers/0: property 'imagePullPolicie' is not defined in the schema"
                                + " and the schema does not allow additional properties");
        assertThat(errors(deployment(container.field("args"), Scalar.of("one"))))
                .isNotEmpty();
        assertThat(errors(deployment(FieldPath.of("spec", "replicas"), Scalar.of("1"))))
                .isNotEmpty();
        assertThat(errors(deployment(FieldPath.of("spec", "replicas"), Scalar.of(1))))
                .isEmpty();
    }

    private static Mapping deployment(FieldPath path, Value value) {
        Mapping deployment = (Mapping) YamlReader.documents("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers: [{name: web, image: "nginx:1.29"}]
                """).get(0).value();
        path.put(deployment, value);
        return deployment;
    }

    private List<String> errors(Mapping object) {
        Schema schema = schema(object);
        assertThat(schema).isNotNull();
        return errors(schema, object);
    }

    /** A custom resource's own schema takes any metadata; a ConfigMap's knows what there can be. */
    private List<String> errors(Schema schema, Mapping object) {
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

    /** The layout is kubeconform's: the README beside the schemas has it. */
    private @Nullable Schema schema(Mapping object) {
        String apiVersion = String.valueOf(object.text("apiVersion"));
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "core" : apiVersion.substring(0, slash);
        String kind = String.valueOf(object.text("kind")).toLowerCase(Locale.ROOT);
        String file = group + "/" + kind + "_" + apiVersion.substring(slash + 1) + ".json";
        for (String catalogue : List.of("core", "crds")) {
            Path path = SCHEMAS.resolve(catalogue).resolve(file);
            if (Files.isRegularFile(path)) {
                return schemas.computeIfAbsent(path, this::load);
            }
        }
        return null;
    }

    private Schema load(Path path) {
        try {
            ObjectNode schema = (ObjectNode) json.readTree(path.toFile());
            if (!schema.has("additionalProperties")) { // custom resources are strict below spec only
                schema.put("additionalProperties", false);
            }
            return registry.getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
