package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import broken.SealedForOthers;
import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.layout.FileSpec;
import espalier.sealed.SealedSecret;
import infra.sealedsecrets.SealedSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is sealed stands in the tree as it was sealed, after the controller that opens it, and its keys are known. */
class SealedSecretsTest {
    private static final Path RESOURCES = Path.of(System.getProperty("espalier.root", "."), "src/test/resources");

    private static Compilation declared(String name) {
        return Compiled.compile(new espalier.Fleet().cluster(name, SealingCluster::new), name);
    }

    private static byte[] file(Compilation compilation, String path) {
        for (FileSpec file : compilation.files()) {
            if (file.path().equals(path)) {
                return file.render();
            }
        }
        throw new AssertionError(path + " is not there\n" + Compiled.findings(compilation));
    }

    @Test
    void whatAppsDeclareIsCarriedByteForByteAfterItsController() throws IOException {
        Compilation compilation = declared("sealed");
        assertThat(Compiled.findings(compilation)).isEmpty();
        assertThat(file(compilation, "apps/web/sealedsecret.yaml"))
                .isEqualTo(Files.readAllBytes(RESOURCES.resolve("sealed/web/web-access.sealed.yaml")));
        Snapshots.verify(
                "constructs/sealed-secrets.yaml",
                Compiled.files(compilation, "").replaceAll("(?m): A[A-Za-z0-9+/=]{300,}$", ": A…"));
    }

    /** Each scope as far as it reaches: what is for the whole cluster is made where it is read. */
    @Test
    void aFileIsReadWhereItsScopeReaches() throws IOException {
        Compilation compilation = Ground.bare(c -> {
            new SealedSecrets(c.infrastructure, "sealed-secrets");
            var media = c.apps.in(new Namespace(c.apps, "media"));
            var games = c.apps.in(new Namespace(c.apps, "games"));
            var token = new SealedSecret(media, "token", Resource.of("sealed/token.yaml"));
            var own = new SealedSecret(media, "of-namespace", Resource.of("sealed/of-namespace.yaml"));
            var all = new SealedSecret(games, "of-cluster", Resource.of("sealed/of-cluster.yaml"));
            new Deployment(
                    media,
                    "reader",
                    d -> d.container(
                            "page",
                            "ghcr.io/example/page:1",
                            p -> p.env("TOKEN", token.key("api-token")).env("OWN", own.key("api-token"))));
            new Deployment(
                    games,
                    "player",
                    d -> d.container("page", "ghcr.io/example/page:1", p -> p.env("TOKEN", all.key("api-token"))));
        });
        assertThat(Ground.findings(compilation)).isEmpty();
        assertThat(file(compilation, "apps/token/sealedsecret.yaml"))
                .isEqualTo(Files.readAllBytes(RESOURCES.resolve("sealed/token.yaml")));
        assertThat(new String(file(compilation, "apps/of-cluster/sealedsecret.yaml"), UTF_8))
                .contains("namespace: games", "cluster-wide: \"true\"")
                .doesNotContain("namespace: media");
    }

    @Test
    void whatIsNotSealedOrForSomebodyElseIsFound() {
        Compilation compilation = Compiled.cluster(SealedForOthers::new);
        Snapshots.verify("findings/sealed-for-others.txt", Ground.findings(compilation));
    }

    @Test
    void whoeverDeclaresWhatNobodySealedIsToldHow() {
        Snapshots.verify(
                "findings/not-sealed.txt",
                Ground.findings(declared("unsealed")) + "\n\n" + Ground.findings(declared("test")));
    }

    /** Flux puts in what the controller has made by then, which it cannot in the Kustomization that brings the sealed file. */
    @Test
    void aVariableComesFromAnEarlierKustomization() {
        for (boolean together : new boolean[] {false, true}) {
            Compilation compilation = Ground.bare(c -> {
                new SealedSecrets(c.infrastructure, "sealed-secrets");
                var flux = c.infrastructure.in(NamespaceHandle.FLUX_SYSTEM);
                var own = new Component(flux, "variables") {};
                var variables = new SealedSecret(own, "values", Resource.of("sealed/variables.yaml"));
                var text = Text.of("https://", variables.key("DOMAIN").substituted(), "/$X$$Y/${Z}");
                new ConfigMap(together ? own : c.apps, "site", m -> m.value("url", text));
            });
            if (together) {
                Snapshots.verify("findings/sealed-variable-too-near.txt", Ground.findings(compilation));
            } else {
                assertThat(Ground.findings(compilation)).isEmpty();
                assertThat(new String(file(compilation, "apps/site.yaml"), UTF_8))
                        .contains("- name: infrastructure-variables", "- kind: Secret\n        name: variables");
                assertThat(new String(file(compilation, "apps/site/configmap.yaml"), UTF_8))
                        .contains("url: \"https://${DOMAIN}/$X$$$$Y/$${Z}\"");
            }
        }
    }

    @Test
    void withoutAControllerNobodyWouldOpenIt() {
        Compilation compilation = Ground.bare(c ->
                new SealedSecret(c.apps.in(new Namespace(c.apps, "media")), "token", Resource.of("sealed/token.yaml")));
        Snapshots.verify("findings/sealed-without-controller.txt", Ground.findings(compilation));
    }
}
