package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.flux.SopsSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.layout.FileSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a person encrypted with SOPS stands in the tree as that person left it, and Flux is told to decrypt it. */
class EncryptedSecretsTest {
    private static final Path RESOURCES = Path.of(System.getProperty("espalier.root", "."), "src/test/resources/sops");

    /** For whom most of the files are. */
    static final String RECIPIENT = "age1c2qy55akvqk98az0nc25n6lmr4gs4wyph9h0zqvuj0ydxuu3pfvqueq4z9";

    /** A cluster whose secrets are for {@link #RECIPIENT}. */
    static final class House extends Cluster {
        House(Fleet fleet, String name, Consumer<Stage> apps, String... recipients) {
            super(fleet, name, c -> {
                c.kubernetes("1.33").flux("2.7.5");
                if (recipients.length > 0) {
                    c.sops(recipients);
                }
            });
            apps.accept(new Stage(this, "apps"));
        }
    }

    private static Compilation house(Consumer<Stage> apps) {
        return Compiled.cluster((fleet, name) -> new House(fleet, name, apps, RECIPIENT));
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
    void theFileIsCarriedByteForByte() throws IOException {
        Compilation compilation = house(
                apps -> new SopsSecret(apps.in(new Namespace(apps, "media")), "token", Resource.of("sops/token.yaml")));
        assertThat(file(compilation, "apps/token/secret.yaml"))
                .isEqualTo(Files.readAllBytes(RESOURCES.resolve("token.yaml")));
    }

    /** Only what holds something encrypted is decrypted; what is said of the Secret beyond its file, kustomize adds. */
    @Test
    void fluxDecryptsItForWhoReadsIt() {
        Compilation compilation = house(apps -> {
            var media = new Namespace(apps, "media");
            var token = new SopsSecret(apps.in(media), "token", Resource.of("sops/token.yaml"));
            new Deployment(
                    apps.in(media),
                    "reader",
                    d -> d.container(
                            "page",
                            "ghcr.io/example/page:1",
                            c -> c.env("TOKEN", token.key("api-token")).env("PEM", token.key("key.pem"))));
            apps.node()
                    .cluster()
                    .patch(token, "the dashboard asks for it", p -> p.set("house", "metadata", "labels", "team"));
        });
        Snapshots.verify("constructs/sops.yaml", Compiled.files(compilation, "apps/"));
    }

    /** Flux would substitute in what it has decrypted as well, and a password may hold a dollar. */
    @Test
    void variablesCanComeFromItAndNoneIsPutIntoIt() {
        Compilation compilation = house(apps -> {
            var variables = new SopsSecret(
                    apps.in(NamespaceHandle.FLUX_SYSTEM), "variables", Resource.of("sops/variables.yaml"));
            var site = new ConfigMap(
                    apps.in(NamespaceHandle.DEFAULT),
                    "site",
                    c -> c.value("host", variables.key("DOMAIN").substituted()));
            new Namespace(site, "media", n -> n.named("media"));
            new SopsSecret(site.in(() -> Text.of("media")), "token", Resource.of("sops/token.yaml"));
        });
        Snapshots.verify("constructs/sops-variables.yaml", Compiled.files(compilation, "apps/"));
    }
}
