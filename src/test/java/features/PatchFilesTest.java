package features;

import static org.assertj.core.api.Assertions.assertThat;

import broken.Open;
import espalier.Fleet;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people who know no Java write below {@code patches/}, and what they are told. */
class PatchFilesTest {
    @TempDir
    Path root;

    private void patch(String name, String text) throws IOException {
        Path file = root.resolve("patches").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Compilation compile() throws IOException {
        return new Compiler(new Fleet().cluster("lab", Open::new).cluster("den", Open::new), root).compile("lab");
    }

    private void verify(String name) throws IOException {
        Snapshots.verify("findings/" + name + ".txt", Compiled.findings(compile()));
    }

    @Test
    void aPatchThatMatchesNothing() throws IOException {
        patch("lab/kind.yaml", "because: it keeps data\ntarget: {kind: StatefulSet}\nmerge: {spec: {replicas: 2}}\n");
        patch(
                "lab/name.yaml",
                "because: two are safer\ntarget: {kind: Deployment, name: reddis}\nmerge: {spec: {replicas: 2}}\n");
        patch(
                "lab/space.yaml",
                "because: two are safer\ntarget: {kind: Deployment, namespace: web}\nmerge: {spec: {replicas: 2}}\n");
        patch("lab/twice.yaml", """
            # The second document is the one that goes wrong.
            because: two are safer
            target: {kind: Deployment, name: redis}
            merge: {spec: {replicas: 2}}
            ---
            because: it need not be there
            target: {kind: Deployment, name: redis}
            merge:
              spec:
                strategi: null
                template:
                  spec:
                    containers:
                      - {name: rediss, $patch: delete}
            """);
        verify("patch-file-matches-nothing");
    }

    @Test
    void aFileThatIsNoPatch() throws IOException {
        patch("lab/key.yaml", "becuase: it is slow\ntarget: {kind: Deployment}\nmerge: {spec: {replicas: 2}}\n");
        patch("lab/kind.yaml", "because: it is slow\ntarget: {name: redis}\nmerge: {spec: {replicas: 2}}\n");
        patch("lab/list.yaml", "- op: replace\n  path: /spec/replicas\n  value: 2\n");
        patch("lab/merge.yaml", "because: it is slow\ntarget: {kind: Deployment, name: redis}\n");
        patch("lab/reason.yaml", "because: ''\ntarget: {kind: Deployment}\nmerge: {spec: {replicas: 2}}\n");
        patch("lab/target.yaml", "because: it is slow\ntarget: redis\nmerge: {spec: {replicas: 2}}\n");
        patch("lab/targets.yaml", "because: it is slow\ntarget: {kind: Deployment, nmae: redis}\nmerge: {a: b}\n");
        patch("lab/yaml.yaml", "because: it is slow\ntarget: {kind: Deployment\nmerge: {spec: {replicas: 2}}\n");
        patch(
                "lab/directive.yaml",
                "because: one is enough\ntarget: {kind: Deployment}\nmerge: {spec: {$patch: replace, replicas: 1}}\n");
        verify("patch-file-malformed");
    }

    @Test
    void whatWouldBePassedOver() throws IOException {
        patch("lab/redis.json", "{}");
        patch("lab/README.md", "What stands here is explained.");
        patch("lab/.gitkeep", "");
        patch("lab/more/redis.yaml", "because: it is slow");
        patch("den/redis.json", "{}"); // the other cluster's to report
        patch("labb/redis.yaml", "because: it is slow");
        patch("attic/redis.yaml", "because: it is slow");
        Files.write(root.resolve("patches/lab/latin.yaml"), "because: schläft".getBytes(StandardCharsets.ISO_8859_1));
        Files.createDirectories(root.resolve("patches/lab/folder.yaml"));
        verify("patch-file-passed-over");
    }

    @Test
    void aPatchThatMatchesIsApplied() throws IOException {
        patch("lab/redis.yaml", """
            because: the scrub at night makes the disks slow
            target: {kind: Deployment, name: redis, namespace: default}
            merge: {spec: {replicas: 2, template: {spec: {enableServiceLinks: null}}}}
            """);
        Compilation compilation = compile();
        assertThat(Compiled.findings(compilation)).isEmpty();
        assertThat(Compiled.files(compilation, "apps/redis/deployment.yaml"))
                .contains("replicas: 2")
                .doesNotContain("enableServiceLinks");
    }
}
