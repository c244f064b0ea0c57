package features;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import espalier.Kind;
import espalier.ReferenceField;
import espalier.catalog.BuiltIn;
import espalier.catalog.KindCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What the compiler knows of kinds is true: every kind is in the catalogue of schemas, and every field that it says holds a
 * name is there. The schemas are data of the workshop, {@code ../shared/schemas} (or {@code -Despalier.schemas=}), and not part
 * of this repository.
 */
class KindCatalogTest {
    private static final Path SCHEMAS = Path.of(
            System.getProperty("espalier.schemas", System.getProperty("espalier.root", ".") + "/../shared/schemas"));

    /** Kinds of Kubernetes 1.34, of alpha or beta groups, and of versions of an operator that the catalogue has not. */
    private static final List<String> WITHOUT_SCHEMA =
            List.of("VolumeAttributesClass", "ClusterTrustBundle", "ClusterPushSecret", "GeneratorState");

    /** A key, a key in brackets, or any element of a list. */
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[([^\\]]+)\\]|\\[\\]");

    private static final int DEEPEST = 20;

    private final ObjectMapper json = new ObjectMapper();

    private static void schemasAreThere() {
        if (!Files.isDirectory(SCHEMAS)) {
            String message = "SKIPPED: no kind was held against its schema, since " + SCHEMAS + " is missing";
            System.err.println(message);
            Assumptions.assumeTrue(false, message);
        }
    }

    @Test
    void everyKindAndEveryFieldIsInItsSchema() {
        schemasAreThere();
        var wrong = new TreeSet<String>();
        var anywhere = new TreeSet<String>();
        var somewhere = new TreeSet<String>();
        int looked = 0;
        for (Kind kind : KindCatalog.standard()) {
            List<JsonNode> versions = schemas(kind);
            if (versions.isEmpty() && !WITHOUT_SCHEMA.contains(kind.name())) {
                wrong.add(kind + " is not in the catalogue");
            }
            for (ReferenceField field : versions.isEmpty() ? List.<ReferenceField>of() : kind.references()) {
                for (String path : paths(field)) {
                    looked++;
                    boolean there = versions.stream().anyMatch(schema -> has(schema, schema, steps(path), 0));
                    String way = path.replaceFirst(".*\\*\\*", "…");
                    if (there) {
                        somewhere.add(way);
                    } else if (path.contains("**")) {
                        anywhere.add(way);
                    } else {
                        wrong.add(kind + " has no " + path);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        // What can stand anywhere in a kind that makes pods, or takes keys of Secrets, stands so in one of them at
        // least.
        anywhere.removeAll(somewhere);
        assertThat(anywhere).isEmpty();
        assertThat(looked).as("fields looked up").isGreaterThan(1500);
    }

    /** The field itself, and what it says stands beside it. */
    private static List<String> paths(ReferenceField field) {
        var paths = new ArrayList<String>();
        paths.add(field.path());
        int last = field.path().lastIndexOf('.');
        String beside = last < 0 ? "" : field.path().substring(0, last + 1);
        if (field.path().endsWith("]") || field.path().contains("annotations")) {
            return paths;
        }
        for (String sibling : new String[] {
            field.keyKey(),
            field.portKey(),
            field.reach() == ReferenceField.Reach.SIBLING_NAMESPACE ? field.namespaceKey() : null,
            field.kindKey()
        }) {
            if (sibling != null) {
                paths.add(beside + sibling);
            }
        }
        return paths;
    }

    /** Without this, a test that always finds its field would let everything pass. */
    @Test
    void aFieldThatIsNotThereIsMissed() {
        schemasAreThere();
        JsonNode certificate =
                schemas(Kind.of("cert-manager.io", "Certificate")).get(0);
        assertThat(has(certificate, certificate, steps("spec.issuerRef.name"), 0))
                .isTrue();
        assertThat(has(certificate, certificate, steps("spec.issuerReference.name"), 0))
                .isFalse();
        assertThat(has(certificate, certificate, steps("spec.issuerRef[].name"), 0))
                .isFalse();
        assertThat(has(certificate, certificate, steps("spec.**.passwordSecretRef.name"), 0))
                .isTrue();
        assertThat(has(certificate, certificate, steps("spec.**.passwordSecretReference.name"), 0))
                .isFalse();
    }

    @Test
    void everyTargetIsAKindThatIsKnown() {
        var unknown = new TreeSet<String>();
        KindCatalog catalog = KindCatalog.with(List.of());
        for (Kind kind : KindCatalog.standard()) {
            for (ReferenceField field : kind.references()) {
                boolean ours =
                        field.kind().equals(BuiltIn.CONTROLLER) || field.kind().isEmpty();
                if (!ours && !catalog.knows(field.group(), field.kind())) {
                    unknown.add(kind + " " + field);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void aKindIsKnownOnce() {
        var names = KindCatalog.standard().stream().map(Kind::toString).toList();
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(250);
    }

    /** All versions of a kind that the catalogue has. */
    private List<JsonNode> schemas(Kind kind) {
        String group = kind.group().isEmpty() ? "core" : kind.group();
        String start = kind.name().toLowerCase(Locale.ROOT) + "_";
        var found = new ArrayList<JsonNode>();
        for (String catalogue : List.of("core", "crds")) {
            Path folder = SCHEMAS.resolve(catalogue).resolve(group);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    if (file.getFileName().toString().startsWith(start)) {
                        found.add(json.readTree(file.toFile()));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** {@code a[].b[c.d]} as {@code a}, {@code []}, {@code b}, {@code c.d}. */
    private static List<String> steps(String path) {
        var steps = new ArrayList<String>();
        var found = STEP.matcher(path);
        while (found.find()) {
            String key = found.group(1) != null ? found.group(1) : found.group(2);
            steps.add(key == null ? "[]" : key);
        }
        return steps;
    }

    private static boolean has(JsonNode root, JsonNode found, List<String> steps, int at) {
        if (at == steps.size()) {
            return true;
        }
        JsonNode schema = resolved(root, found);
        String step = steps.get(at);
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            for (JsonNode one : schema.path(choice)) {
                if (has(root, one, steps, at)) {
                    return true;
                }
            }
        }
        if (step.equals("**")) {
            return isAnything(schema) || below(root, schema, steps, at + 1, 0);
        }
        if (step.equals("[]")) {
            return schema.has("items") && has(root, schema.get("items"), steps, at + 1);
        }
        if (schema.path("properties").has(step)) {
            return has(root, schema.get("properties").get(step), steps, at + 1);
        }
        if (schema.path("additionalProperties").isObject()) { // labels, annotations, parameters
            return has(root, schema.get("additionalProperties"), steps, at + 1);
        }
        // What can be anything says nothing of what stands somewhere in it, unless nothing else is asked of it.
        return isAnything(schema) && !steps.subList(0, at).contains("**")
                || step.equals("metadata")
                        && at == 0
                        && !schema.path("properties").has("metadata");
    }

    /** As the values of a chart. */
    private static boolean isAnything(JsonNode schema) {
        return schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                || !schema.has("properties")
                        && !schema.has("additionalProperties")
                        && "object".equals(schema.path("type").asText());
    }

    private static JsonNode resolved(JsonNode root, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
    }

    private static boolean below(JsonNode root, JsonNode found, List<String> steps, int at, int depth) {
        JsonNode schema = resolved(root, found);
        if (depth > DEEPEST) {
            return false;
        }
        if (has(root, schema, steps, at)) {
            return true;
        }
        for (String field : List.of("items", "additionalProperties")) {
            if (schema.path(field).isObject() && below(root, schema.get(field), steps, at, depth + 1)) {
                return true;
            }
        }
        for (JsonNode property : schema.path("properties")) {
            if (below(root, property, steps, at, depth + 1)) {
                return true;
            }
        }
        return false;
    }
}
