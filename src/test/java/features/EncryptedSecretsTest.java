package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Scope;
import espalier.Stage;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.flux.SopsSecret;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Container;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.layout.FileSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /** A new key for whoever may read it is none for the program; another token is. */
    @Test
    void aChangedValueRestartsWhoReadsIt() {
        Compilation compilation = house(apps -> {
            var media = apps.in(new Namespace(apps, "media"));
            var token = new SopsSecret(media, "token", Resource.of("sops/token.yaml"));
            var given = new BootstrapSecret(media, "given", s -> s.given("key", "what a person brings"));
            reader(media, "by-key", c -> c.env("TOKEN", token.key("api-token")));
            reader(media, "in-text", c -> c.env("URL", Text.of("https://", token.key("user"), "@example.com")));
            reader(media, "of-the-bootstrap", c -> c.env("KEY", given.key("key")));
        });
        String checksum = "checksum/token: ";
        assertThat(text(compilation, "by-key")).contains(checksum);
        assertThat(text(compilation, "in-text")).contains(checksum);
        assertThat(text(compilation, "of-the-bootstrap")).doesNotContain("checksum/");
    }

    private static void reader(Scope scope, String id, Consumer<Container> container) {
        new Deployment(scope, id, d -> d.container("page", "ghcr.io/example/page:1", container));
    }

    private static String text(Compilation compilation, String app) {
        return new String(file(compilation, "apps/" + app + "/deployment.yaml"), StandardCharsets.UTF_8);
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
        Snapshots.verify("constructs/sops-flux-variables.yaml", Compiled.files(compilation, "apps/"));
    }
}
