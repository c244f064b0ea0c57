package features;

import static org.assertj.core.api.Assertions.assertThat;

import features.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code espalier schemas add} and {@code list}: what documents become, and what is said of it. */
class SchemasCommandTest {
    private static final Path DOCUMENTS =
            Path.of(System.getProperty("espalier.root", "."), "src/test/resources/schemas");

    @TempDir
    Path root;

    private Checkout checkout;

    @BeforeEach
    void create() throws IOException {
        checkout = Checkout.at(root);
        for (String name : List.of("operator.yaml", "openapi.json", "swagger.json", "quince.json")) {
            Files.copy(DOCUMENTS.resolve(name), root.resolve(name));
        }
    }

    private String schemas() throws IOException {
        var text = new StringBuilder();
        try (Stream<Path> files = Files.walk(root.resolve("schemas"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                text.append("--- ").append(root.relativize(file)).append('\n').append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    void everySortOfDocumentBecomesASmallFileForEachVersionOfAKind() throws IOException {
        Run run = checkout.espalier(
                "schemas",
                "add",
                "operator.yaml",
                "openapi.json",
                "swagger.json",
                "--as",
                "garden.example.com/v1/Quince",
                "quince.json");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("""
                added garden.example.com/v1 Fig
                added garden.example.com/v1 Pear
                added garden.example.com/v1beta1 Pear
                added garden.example.com/v1 Plum
                added garden.example.com/v1 Quince
                """);
        Snapshots.verify("schemas/indexes.txt", schemas());
    }

    @Test
    void theSameAgainChangesNothingAndAChangeIsToldFieldByField() throws IOException {
        checkout.espalier("schemas", "add", "operator.yaml");
        String before = schemas();
        Run again = checkout.espalier("schemas", "add", "operator.yaml");
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).isEqualTo("2 kinds: 0 added, 0 changed, 2 unchanged\n");
        assertThat(schemas()).isEqualTo(before);

        Path file = root.resolve("operator.yaml");
        String changed = Files.readString(file)
                .replace("seed: {type: boolean}", "graft: {type: string}")
                .replace("maximum: 1000", "maximum: 9000")
                .replace("a sort needs a tree", "a sort needs trees");
        Files.writeString(file, changed);
        assertThat(checkout.espalier("schemas", "add", "operator.yaml").out())
                .isEqualTo("changed garden.example.com/v1 Pear: ~ spec, + spec.graft, ~ spec.trees, - spec.seed\n");
    }

    @Test
    void aFolderIsSearchedAndWhatComesWithTheProgramIsNotWritten() throws IOException {
        Path shipped = Path.of(System.getProperty("espalier.root", "."), "src/main/resources/espalier/schemas");
        assertThat(shipped.resolve("core/service_v1.schema")).exists();
        Files.createDirectories(root.resolve("crds/deep"));
        Files.move(root.resolve("operator.yaml"), root.resolve("crds/deep/operator.yml"));
        Files.writeString(root.resolve("crds/values.txt"), "not: read");
        Run run = checkout.espalier("schemas", "add", "crds");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("Pear");
    }

    @Test
    void whatIsNoSchemaIsRefusedWithTheReason() throws IOException {
        Files.writeString(root.resolve("service.yaml"), "kind: Service\n---\nkind: Secret\n");
        Files.writeString(root.resolve("broken.json"), "{\"openapi\": ");
        Files.writeString(root.resolve("broken.yaml"), "kind: [\n");
        Files.writeString(root.resolve("empty.yaml"), "# nothing\n");
        Files.writeString(root.resolve("nameless.yaml"), "kind: CustomResourceDefinition\nspec: {group: x}\n");
        Files.write(root.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
        Run run = checkout.espalier(
                "schemas",
                "add",
                "service.yaml",
                "broken.json",
                "broken.yaml",
                "empty.yaml",
                "nameless.yaml",
                "latin.yaml",
                "quince.json");
        assertThat(run.exit()).isEqualTo(1);
        String other = checkout.espalier("schemas", "add", "missing.yaml").err()
                + checkout.espalier("schemas", "ad").err()
                + checkout.espalier("schemas").err();
        Snapshots.verify("schemas/refused.txt", run.err() + other);
        assertThat(root.resolve("schemas")).doesNotExist();
    }

    @Test
    void listSaysWhereEachSchemaComesFrom() {
        checkout.orchard(apps -> apps.app("apple", "apple:1.0"));
        checkout.espalier("schemas", "add", "operator.yaml");
        Run run = checkout.espalier("schemas", "list", "--unused");
        Snapshots.verify("schemas/list.txt", run.out() + run.err());
    }
}
