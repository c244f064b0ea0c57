package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.applied.AppliedTree;
import espalier.applied.AppliedUnit;
import espalier.applied.TreeFiles;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A directory that says nothing of what it holds is read as Flux reads it, which makes a kustomization.yaml of every YAML below it. */
class UnlistedDirectoryTest {
    private static final String MAP = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}}";

    private final Map<String, String> files =
            new HashMap<>(Map.of("dist/c/kustomization.yml", "resources: [web.yaml]", "dist/c/web.yaml", """
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: web, namespace: flux-system}
            spec: {interval: 10m, prune: true, path: ./dist/c/web, sourceRef: {kind: GitRepository, name: flux-system}}
            """));

    private void map(String file, String name) {
        files.put("dist/c/" + file, MAP.formatted(name));
    }

    private AppliedUnit web() {
        return AppliedTree.of(TreeFiles.of(files), "dist/c").units().get(1);
    }

    private String names() {
        var names = new StringBuilder();
        web().built()
                .forEach(object -> names.append(
                                object.file(),
                                "dist/c/web/".length(),
                                object.file().length())
                        .append(' ')
                        .append(object.identity().name())
                        .append('\n'));
        assertThat(web().gap()).isEmpty();
        return names.toString();
    }

    @Test
    void everyYamlBelowItIsTaken() {
        map("web/one.yaml", "one");
        map("web/two.yml", "two");
        map("web/deep/down/three.yaml", "three");
        map("web/four.json", "four");
        files.put("dist/c/web/README.md", "# none");
        files.put("dist/c/web/nothing.yaml", "# none\n");
        assertThat(names()).isEqualTo("""
                deep/down/three.yaml three
                one.yaml one
                two.yml two
                """);
    }

    @Test
    void aFolderThatSaysWhatItHoldsIsTakenAsItSays() {
        map("web/base/taken.yaml", "taken");
        map("web/base/left.yaml", "left");
        map("web/base/below/left.yaml", "left-as-well");
        files.put("dist/c/web/base/Kustomization", "resources: [taken.yaml]");
        assertThat(names()).isEqualTo("base/taken.yaml taken\n");
    }

    @Test
    void whatNoSourceBringsIsLeft() {
        map("web/one.yaml", "one");
        files.put("dist/c/web/.sops.yaml", "creation_rules: []");
        files.put("dist/c/web/.github/workflows/build.yaml", "on: push");
        assertThat(names()).isEqualTo("one.yaml one\n");
    }

    @Test
    void aListOfWhatIsLeftIsNotGuessed() {
        map("web/one.yaml", "one");
        for (String file : new String[] {".sourceignore", "dist/.sourceignore", "dist/c/web/deep/.sourceignore"}) {
            files.put(file, "one.yaml");
            assertThat(web().gap())
                    .isEqualTo(file + " says which of its files Flux brings, which only Flux itself knows to follow");
            assertThat(web().isBroken()).isFalse();
            files.remove(file);
        }
    }

    @Test
    void whatIsNoObjectBreaksIt() {
        files.put("dist/c/web/values.yaml", "replicas: 3");
        assertThat(web().isBroken()).isTrue();
        assertThat(web().gap()).isEqualTo("dist/c/web/values.yaml holds an object without a kind");
    }

    @Test
    void aFolderThatIsNotThereBreaksIt() {
        assertThat(web().isBroken()).isTrue();
        assertThat(web().gap()).isEqualTo("there is no dist/c/web");
    }

    @Test
    void kustomizeItselfWantsToBeTold() {
        map("web/base/one.yaml", "one");
        files.put("dist/c/web/kustomization.yaml", "resources: [base]");
        assertThat(web().isBroken()).isTrue();
        assertThat(web().gap()).isEqualTo("there is no dist/c/web/base/kustomization.yaml");
    }
}
