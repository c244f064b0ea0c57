package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.kubernetes.Manifests;
import espalier.rules.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose schema counts: the repository's before the one that comes with the program, and what a cluster's version changes. */
class SchemaFilesTest {
    @TempDir
    Path root;

    private static final class Versioned extends Cluster {
        Versioned(Fleet fleet, String name, String kubernetes, String manifests) {
            super(fleet, name, c -> c.kubernetes(kubernetes).flux("2.7.5"));
            external().kinds("garden.example.com", "a test");
            new Manifests(new Stage(this, "apps"), "it", "a test", Resource.of("manifests/" + manifests));
        }
    }

    private Compilation compile(String kubernetes, String manifests) {
        var fleet = new Fleet().cluster("test", (f, name) -> new Versioned(f, name, kubernetes, manifests));
        return Compiled.compile(fleet, "test", root);
    }

    private void schema(String path, String... lines) throws IOException {
        Path file = root.resolve("schemas").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    @Test
    void theRepositorysSchemaCountsBeforeTheProgramsOwn() throws IOException {
        schema(
                "garden.example.com/apple_v1.schema",
                "espalier-schema 1 garden.example.com/v1 Apple",
                "@ object",
                " apiVersion string",
                " kind string",
                " metadata @ObjectMeta",
                " spec! object",
                "  trees! integer >= 1");
        assertThat(Compiled.findings(compile("1.33", "good-kind-without-schema.yaml")))
                .contains("spec.trees of Apple boskoop to the text \"many\", but it must be a whole number");

        schema("core/configmap_v1.schema", "espalier-schema 1 v1 ConfigMap", "@ object open");
        assertThat(compile("1.33", "good-web.yaml").findings()).isEmpty();
    }

    @Test
    void aFileThatIsNoSchemaIsFound() throws IOException {
        schema("garden.example.com/apple_v1.schema", "<<<<<<< ours", "espalier-schema 1 garden.example.com/v1 Apple");
        String unmarked = Compiled.findings(compile("1.33", "good-kind-without-schema.yaml"));
        schema(
                "garden.example.com/apple_v1.schema",
                "espalier-schema 1 garden.example.com/v1 Apple",
                "@ object",
                " spec objekt");
        String misspelt = Compiled.findings(compile("1.33", "good-kind-without-schema.yaml"));
        schema(
                "garden.example.com/apple_v1.schema",
                "espalier-schema 1 garden.example.com/v1 Apple",
                "@ object",
                " spec @Apples");
        String undefined = Compiled.findings(compile("1.33", "good-kind-without-schema.yaml"));
        schema(
                "garden.example.com/apple_v1.schema",
                "espalier-schema 1 garden.example.com/v1 Apple",
                "@ object",
                "   deep any");
        String deep = Compiled.findings(compile("1.33", "good-kind-without-schema.yaml"));
        Snapshots.verify("findings/schema-unreadable.txt", String.join("\n\n", unmarked, misspelt, undefined, deep));
    }

    @Test
    void aNewerClusterMayKnowMoreThanTheSchema() {
        Compilation newer = compile("1.35", "several-mistakes-in-one-object.yaml");
        Snapshots.verify("findings/schema-older.txt", Compiled.findings(newer));
        assertThat(newer.schemas().gaps().versions()).containsExactly("Kubernetes 1.33, and the cluster has 1.35");
        Compilation older = compile("1.31.2", "several-mistakes-in-one-object.yaml");
        assertThat(older.findings()).noneMatch(finding -> finding.rule().equals(Schemas.OLDER));
        assertThat(older.schemas().gaps().versions()).containsExactly("Kubernetes 1.33, and the cluster has 1.31.2");
        assertThat(compile("1.33.9", "good-web.yaml").schemas().gaps().versions())
                .isEmpty();
    }

    @Test
    void aKindWithoutSchemaIsCounted() {
        assertThat(compile("1.33", "good-kind-without-schema.yaml")
                        .schemas()
                        .gaps()
                        .kinds())
                .singleElement()
                .hasToString("OfKind[kind=garden.example.com/v1 Apple, objects=1]");
    }
}
