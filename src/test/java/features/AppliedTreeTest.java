package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Identity;
import espalier.applied.AppliedTree;
import espalier.applied.AppliedUnit;
import espalier.applied.BuiltObject;
import espalier.applied.TreeFiles;
import espalier.tree.Mapping;
import espalier.yaml.YamlReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Flux would apply of a tree is read off its files: kustomize's build, with the values that Flux puts in. */
class AppliedTreeTest {
    private static final String KUSTOMIZATION = """
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: app, namespace: flux-system}
            spec: {interval: 10m, prune: true, path: ./dist/c/app, sourceRef: {kind: GitRepository, name: flux-system}%s}
            """;

    /** An entry, the Kustomization {@code app} with {@code spec} as well, and its one file. */
    private static AppliedTree tree(String spec, String object, String... more) {
        var files = new HashMap<>(Map.of(
                "dist/c/kustomization.yaml",
                "resources: [app.yaml]",
                "dist/c/app.yaml",
                KUSTOMIZATION.formatted(spec),
                "dist/c/app/kustomization.yaml",
                "resources: [object.yaml]",
                "dist/c/app/object.yaml",
                object));
        for (int i = 0; i < more.length; i += 2) {
            files.put(more[i], more[i + 1]);
        }
        return AppliedTree.of(TreeFiles.of(files), "dist/c");
    }

    private static Map<Identity, Mapping> byIdentity(Stream<Mapping> objects) {
        var found = new LinkedHashMap<Identity, Mapping>();
        objects.forEach(object -> found.put(BuiltObject.identity(object), object));
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab", "kyrion", "k3s-home", "chongus", "bitty"})
    void everyDirectoryIsBuiltAsKustomizeDoes(String cluster) {
        Path root = ClusterTree.DIST.getParent();
        var tree = AppliedTree.of(new FilesOnDisk(root), "dist/" + cluster);
        assertThat(tree.units()).hasSizeGreaterThan(1);
        for (AppliedUnit unit : tree.units()) {
            if (!unit.path().startsWith("dist/")) {
                continue; // in a repository of its own, whose files are not here
            }
            assertThat(unit.gap()).as(unit.path()).isEmpty();
            String built = Tools.kustomize(root.resolve(unit.path())).expectSuccess();
            Map<Identity, Mapping> theirs =
                    byIdentity(YamlReader.documents(built).stream().map(document -> (Mapping) document.value()));
            Map<Identity, Mapping> ours = byIdentity(unit.built().stream().map(BuiltObject::body));
            assertThat(ours.keySet()).as(unit.path()).isEqualTo(theirs.keySet());
            theirs.forEach((identity, object) -> assertThat(ours.get(identity))
                    .as(unit.path() + ": " + identity)
                    .isEqualTo(object));
        }
    }

    @Test
    void whatFluxBootstrapWritesAppliesItself() {
        String sync = KUSTOMIZATION
                .formatted("")
                .replace("name: app", "name: flux-system")
                .replace("/c/app", "/c");
        AppliedTree tree = tree(
                "",
                "kind: ConfigMap",
                "dist/c/kustomization.yaml",
                "resources: [flux-system, app.yaml]",
                "dist/c/flux-system/kustomization.yaml",
                "resources: [gotk-sync.yaml]",
                "dist/c/flux-system/gotk-sync.yaml",
                sync);
        assertThat(tree.units()).hasSize(2);
        assertThat(BuiltObject.identity(tree.units().get(0).kustomization()).name())
                .isEqualTo("flux-system");
        assertThat(tree.units().get(1).path()).isEqualTo("dist/c/app");
        assertThat(tree.objects().keySet()).extracting(Identity::name).contains("flux-system", "app");
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        assertThat(gap(tree(", targetNamespace: other", "kind: A")))
                .isEqualTo("it says targetNamespace, which only Flux itself follows");
        assertThat(gap(tree("", "kind: A", "dist/c/app/kustomization.yaml", "namePrefix: x")))
                .isEqualTo(
                        "dist/c/app/kustomization.yaml says namePrefix, which only kustomize itself knows to follow");
        assertThat(gap(tree("", "kind: A: b"))).startsWith("dist/c/app/object.yaml is no YAML, in line 1: ");
        assertThat(gap(tree(
                        "",
                        "kind: A",
                        "dist/c/app.yaml",
                        KUSTOMIZATION.formatted("").replace("dist/c", "elsewhere"))))
                .isEqualTo("its files do not stand in dist/c, but in elsewhere/app of its source");
        assertThat(gap(tree("", "kind: A", "dist/c/app/kustomization.yaml", "resources: [gone.yaml]")))
                .isEqualTo("there is no dist/c/app/gone.yaml/kustomization.yaml");
    }

    private static String gap(AppliedTree tree) {
        return tree.units().get(1).gap();
    }

    /** As Flux's own library has it, whose code decides. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "${NAME} | apple",
                "a-${NAME}-b | a-apple-b",
                "${MISSING} | ``",
                "${MISSING:-pear} | pear",
                "${NAME:-pear} | apple",
                "${MISSING:=${NAME}s} | apples",
                "${MISSING=pear} | pear",
                "$${NAME} | ${NAME}",
                "echo $$ $NAME $(NAME) | echo $ $NAME $(NAME)",
                "${NAME^} | Apple",
                "${NAME^^} | APPLE",
                "${NAME,,} | apple",
                "${#NAME} | 5",
                "${NAME:1} | pple",
                "${NAME:1:2} | pp",
                "${NAME:-2} | apple",
                "${NAME/p/b} | abple",
                "${NAME//p/b} | abble",
                "${NAME/#a/b} | bpple",
                "${NAME/%e/b} | applb",
                "${NAME#ap} | ple",
                "${NAME%le} | app",
            })
    void valuesArePutInAsFluxDoes(String text, String expected) {
        AppliedUnit unit = tree(
                        ", postBuild: {substitute: {NAME: apple}}",
                        "kind: A\nmetadata: {name: a}\ntext: '" + text + "'\n")
                .units()
                .get(1);
        AppliedUnit.Applied applied = unit.applied("flux-system", "app", source -> null);
        assertThat(applied.notApplied()).isEmpty();
        Mapping body = applied.objects().get(0).body();
        assertThat(body.get("text") == null ? "" : body.text("text").replace("null", ""))
                .isEqualTo(expected);
        assertThat(body.mapping("metadata").mapping("labels").text("kustomize.toolkit.fluxcd.io/name"))
                .isEqualTo("app");
    }

    @Test
    void withoutAnyValueTheTextStaysAsItIs() {
        String object = "kind: A\nmetadata: {name: a}\ntext: $$ ${NAME}\n";
        assertThat(applied("", object).objects().get(0).body().text("text")).isEqualTo("$$ ${NAME}");
        assertThat(applied(
                                ", postBuild: {substitute: {NAME: apple}}",
                                object.replace(
                                        "name: a",
                                        "name: a, annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}"))
                        .objects()
                        .get(0)
                        .body()
                        .text("text"))
                .isEqualTo("$$ ${NAME}");
    }

    @Test
    void aNumberThatIsPutInIsANumber() {
        Mapping body = applied(
                        ", postBuild: {substitute: {PORT: \"80\"}}", "kind: A\nmetadata: {name: a}\nport: ${PORT}\n")
                .objects()
                .get(0)
                .body();
        assertThat(body.toString()).contains("port: 80");
        assertThat(((espalier.tree.Leaf) body.get("port")).isString()).isFalse();
    }

    private static AppliedUnit.Applied applied(String spec, String object) {
        return tree(spec, object)
                .units()
                .get(1)
                .applied(
                        "flux-system",
                        "app",
                        source -> source.kind().equals("Secret") ? Map.of("TOKEN", "canary") : null);
    }

    @Test
    void whatComesFromASecretIsKnownAsThat() {
        String from = ", postBuild: {substituteFrom: [{kind: Secret, name: s}]}";
        AppliedUnit.Applied applied = applied(from, "kind: A\nmetadata: {name: a}\ntext: ${TOKEN}\n");
        assertThat(applied.secrets()).containsExactly("canary");
        assertThat(applied.objects().get(0).body().text("text")).isEqualTo("canary");
        assertThat(applied(from.replace("Secret", "ConfigMap"), "kind: A\nmetadata: {name: a}\n")
                        .notApplied()
                        .values())
                .containsExactly("its variables come from ConfigMap flux-system/s, which is not there");
        assertThat(applied(from, "kind: A\nmetadata: {name: a}\ntext: ${TOKEN.x}\n")
                        .notApplied()
                        .values())
                .containsExactly("Flux cannot read the variable that begins ${TOKEN.x}");
    }

    @Test
    void aSecretsPlainTextBecomesData() {
        Mapping body = applied("", "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {x: y}\n")
                .objects()
                .get(0)
                .body();
        assertThat(body.has("stringData")).isFalse();
        assertThat(body.mapping("data")).isEqualTo(Mapping.of("x", "eQ=="));
    }

    @Test
    void marksAreFoundInLabelsAndAnnotations() {
        for (String where : List.of("labels", "annotations")) {
            Mapping object = (Mapping)
                    YamlReader.documents("metadata: {" + where + ": {kustomize.toolkit.fluxcd.io/prune: disabled}}")
                            .get(0)
                            .value();
            assertThat(BuiltObject.isMarked(object, "prune", "disabled")).isTrue();
            assertThat(BuiltObject.isMarked(object, "reconcile", "disabled")).isFalse();
        }
    }
}
