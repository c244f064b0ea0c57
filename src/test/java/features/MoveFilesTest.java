package features;

import static org.assertj.core.api.Assertions.assertThat;

import broken.Open;
import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.compile.Compiler;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code espalier move} writes below {@code moves/}: synth does it to the files alone, and says what it cannot do. */
class MoveFilesTest {
    @TempDir
    Path root;

    private void write(String name, String text) throws IOException {
        Files.createDirectories(root.resolve("moves"));
        Files.writeString(root.resolve("moves").resolve(name), text);
    }

    private Compilation compile() throws IOException {
        return new Compiler(new Fleet().cluster("lab", Open::new).cluster("den", Open::new), root).compile("lab");
    }

    @Test
    void whatItNamesIsWrittenOtherwiseAndNothingElse() throws IOException {
        Compilation before = compile();
        write("lab.yaml", """
            because: the next commit moves it
            keep:
              - {group: apps, kind: Deployment, namespace: default, name: redis, from: apps-redis}
              - {group: kustomize.toolkit.fluxcd.io, kind: Kustomization, namespace: flux-system, name: apps-redis, from: apps}
              - {group: kustomize.toolkit.fluxcd.io, kind: Kustomization, namespace: flux-system, name: apps, from: flux-system}
            """);
        write("den.yaml", "because: it is not this one's");
        Compilation compilation = compile();
        assertThat(Compiled.findings(compilation)).isEmpty();
        for (String file : new String[] {"apps/redis/deployment.yaml", "apps/redis.yaml"}) {
            assertThat(Compiled.files(compilation, file)).contains("kustomize.toolkit.fluxcd.io/prune: disabled");
            assertThat(Compiled.files(before, file)).doesNotContain("prune: disabled");
        }
        assertThat(compilation.order().graph().ofKind("Deployment").get(0).body())
                .as("what the model says of it")
                .isEqualTo(before.order().graph().ofKind("Deployment").get(0).body());
    }

    @Test
    void whatIsLeftOutLeavesADirectoryThatKustomizeTakes() throws IOException {
        write("lab.yaml", """
            because: its operator goes in the next commit
            remove:
              - {group: apps, kind: Deployment, namespace: default, name: redis}
              - {kind: Service, namespace: default, name: redis}
            """);
        Compilation compilation = compile();
        assertThat(Compiled.findings(compilation)).isEmpty();
        assertThat(compilation.files()).noneMatch(file -> file.path().equals("apps/redis/deployment.yaml"));
        assertThat(Compiled.files(compilation, "apps/redis/kustomization.yaml")).contains("resources: []");
        ClusterTree.of(compilation).writeTo(root.resolve("dist"));
        assertThat(Tools.kustomize(root.resolve("dist/apps/redis")).expectSuccess())
                .isBlank();
    }

    @Test
    void aReleaseThatIsSuspended() throws IOException {
        Files.createDirectories(root.resolve("moves"));
        Files.writeString(root.resolve("moves/lab.yaml"), """
            because: it gets another name in the next commit
            suspend: [{group: helm.toolkit.fluxcd.io, kind: HelmRelease, namespace: default, name: shop}]
            """);
        var compilation = new Compiler(new Fleet().cluster("lab", Shop::new), root).compile("lab");
        assertThat(Compiled.findings(compilation)).isEmpty();
        assertThat(Compiled.files(compilation, "apps/shop/helmrelease.yaml")).contains("\n  suspend: true\n");
    }

    private static final class Shop extends Cluster {
        Shop(Fleet fleet, String name) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
            var shop = new Component(new Stage(this, "apps"), "shop") {};
            var charts = new HelmRepository(shop, "charts", "https://charts.example.com", r -> {});
            new HelmRelease(shop, "release", charts.chart("shop", "1.0.0"), CrdOwner.RELEASE, h -> h.named("shop"));
        }
    }

    @Test
    void whatItCannotBe() throws IOException {
        var told = new StringBuilder();
        for (String text : new String[] {
            "because: it moves\nkeep: [{kind: Deployment, name: redis}]\n",
            "because: it moves\nkeep: [{group: apps, kind: Deployment, namespace: default, name: reddis}]\n",
            "because: it moves\nkeep: redis\n",
            "because: it moves\nkeep: [redis]\n",
            "because: it moves\nkeep: [{kind: Deployment, nmae: redis, name: redis}]\n",
            "because: it moves\nkeeep: []\n",
            "because: it moves\nsuspend: [{group: apps, kind: Deployment, namespace: default, name: redis}]\n",
            "because: it goes\nremove: [{group: kustomize.toolkit.fluxcd.io, kind: Kustomization, namespace: flux-system, name: apps}]\n",
            "keep: []\n",
            "- keep\n",
            "because: it moves\nkeep: [\n"
        }) {
            write("lab.yaml", text);
            told.append("# ")
                    .append(text.replace("\n", "\n# "))
                    .append('\n')
                    .append(Compiled.findings(compile()))
                    .append("\n\n");
        }
        Snapshots.verify("findings/move-file-malformed.txt", told.toString());
    }

    @Test
    void whatIsStillThereWhenItsObjectsHaveMoved() throws IOException {
        write("lab.yaml", """
            because: the next commit moves it
            keep:
              - {group: apps, kind: Deployment, namespace: default, name: redis, from: servers-redis}
              - {kind: Service, namespace: default, name: redis, from: servers-redis}
            """);
        Compilation compilation = compile();
        assertThat(compilation.failed()).isFalse();
        Snapshots.verify("findings/move-left-behind.txt", Compiled.findings(compilation));
    }

    @Test
    void aKustomizationThatStagesAndTheEntryHandToEachOther() throws IOException {
        String keep = """
                because: the next commit moves it
                keep: [{group: kustomize.toolkit.fluxcd.io, kind: Kustomization, namespace: flux-system, name: %s, from: %s}]
                """;
        write("lab.yaml", keep.formatted("apps-redis", "flux-system"));
        assertThat(Compiled.findings(compile()))
                .contains("flux-system/apps-redis is applied by apps now, and no more by flux-system");
        write("lab.yaml", keep.formatted("apps", "apps-redis"));
        assertThat(Compiled.findings(compile()))
                .contains("flux-system/apps is applied by the entry now, and no more by apps-redis");
        write("lab.yaml", keep.formatted("apps", "another-name-of-the-entry"));
        assertThat(Compiled.findings(compile())).isEmpty();
    }

    @Test
    void whatWouldBePassedOver() throws IOException {
        write("labb.yaml", "because: it moves");
        write("lab.yml", "because: it moves");
        write(".gitkeep", "");
        Files.write(root.resolve("moves/lab.yaml"), "because: zieht öm".getBytes(StandardCharsets.ISO_8859_1));
        Snapshots.verify("findings/move-file-passed-over.txt", Compiled.findings(compile()));
    }
}
