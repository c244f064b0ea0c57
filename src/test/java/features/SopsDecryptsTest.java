package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.K3sHome;
import espalier.Cluster;
import espalier.Fleet;
import espalier.compile.Compilation;
import espalier.tree.Mapping;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real sops decrypts what was encrypted as our README says, also as kustomize gives it to Flux, and finds nothing tampered. */
class SopsDecryptsTest {
    private static final Path ROOT = Path.of(System.getProperty("espalier.root", "."));
    private static final Path SECRETS = ROOT.resolve("src/main/resources/k3s-home");
    private static final Pattern RECIPIENT = Pattern.compile("age1[a-z0-9]{58}");

    /** In the order into which kustomize brings them: the MAC covers it, though Flux does not look at the MAC. */
    private static final String LOGIN = """
            # Who may come in.
            apiVersion: v1
            kind: Secret
            metadata:
              name: login
              namespace: media
            stringData:
              password: s${e}cr$$et
              user: somebody
            """;

    @TempDir
    Path folder;

    private String sops = "";

    /** The documented command, with a key that nobody else has. */
    @BeforeEach
    void encrypt() throws IOException {
        sops = Tools.find("sops");
        String keygen = Tools.find("age-keygen");
        run(keygen, "-o", "keys.txt");
        String recipient = run(keygen, "-y", "keys.txt").strip();
        System.setProperty(Unsealed.RECIPIENT, recipient);
        Files.writeString(
                folder.resolve(".sops.yaml"),
                RECIPIENT.matcher(Files.readString(ROOT.resolve(".sops.yaml"))).replaceAll(recipient));
        Files.createDirectories(folder.resolve("src/main/resources/k3s-home"));
        Files.writeString(login(), LOGIN);
        String command = Files.readString(SECRETS.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("sops encrypt "))
                .findFirst()
                .orElseThrow();
        run(command.replaceFirst("^sops", sops).replace("NAME", "login").split(" "));
        assertThat(Files.readString(login())).doesNotContain("somebody").contains("# Who may come in.");
    }

    private Path login() {
        return folder.resolve("src/main/resources/k3s-home/login.sops.yaml");
    }

    private String run(String... command) {
        return Tools.run(List.of(command), folder, "").expectSuccess();
    }

    private Tools.Ran decrypt(Path file) {
        return Tools.run(
                List.of("env", "SOPS_AGE_KEY_FILE=" + folder.resolve("keys.txt"), sops, "decrypt", file.toString()),
                folder,
                "");
    }

    @Test
    void whatIsInDistIsDecryptedBeforeAndAfterKustomize() throws Exception {
        Compilation compilation = unsealed();
        ClusterTree.of(compilation).writeTo(folder.resolve("dist"));
        Path site = folder.resolve("dist/apps/site");
        assertThat(site.resolve("secret.yaml")).hasSameBinaryContentAs(login());
        assertThat(YamlReader.documents(decrypt(site.resolve("secret.yaml")).expectSuccess())
                        .get(0)
                        .value())
                .isEqualTo(YamlReader.documents(LOGIN).get(0).value());

        Mapping built = YamlReader.documents(Tools.kustomize(site).expectSuccess()).stream()
                .map(document -> (Mapping) document.value())
                .filter(object -> "Secret".equals(object.text("kind")))
                .findFirst()
                .orElseThrow();
        assertThat(built.child("metadata").child("annotations").text("kustomize.toolkit.fluxcd.io/substitute"))
                .isEqualTo("disabled");
        Path file = Files.write(folder.resolve("built.yaml"), YamlWriter.bytes(built));
        Mapping opened = (Mapping)
                YamlReader.documents(decrypt(file).expectSuccess()).get(0).value();
        assertThat(opened.child("stringData").text("user")).isEqualTo("somebody");
        assertThat(opened.child("stringData").text("password")).isEqualTo("s${e}cr$$et");
    }

    /** Without this the test above could pass with a sops that looks at nothing. */
    @Test
    void aValueThatSomebodyExchangedIsFound() throws IOException {
        String text = Files.readString(login());
        String other = text.replaceFirst("(?m)^ +user: .*\\n", "");
        assertThat(decrypt(Files.writeString(folder.resolve("other.yaml"), other))
                        .err())
                .contains("MAC mismatch");
    }

    private Compilation unsealed() throws Exception {
        var made = new Own(
                        folder.resolve("src/main/resources").toUri().toURL(),
                        Unsealed.class.getProtectionDomain().getCodeSource().getLocation())
                .loadClass(Unsealed.class.getName())
                .asSubclass(Cluster.class)
                .getConstructor(Fleet.class, String.class);
        Compilation compilation = Compiled.cluster((fleet, name) -> {
            try {
                return made.newInstance(fleet, name);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(Compiled.findings(compilation)).isEmpty();
        return compilation;
    }

    /** Has an {@link Unsealed} of its own, with its own resources, and everything else from where the test has it. */
    private static final class Own extends URLClassLoader {
        Own(URL resources, URL classes) {
            super(new URL[] {resources, classes}, SopsDecryptsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Unsealed.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    /** New files are encrypted for those for whom the cluster's class says they are. */
    @Test
    void sopsIsToldTheRecipientsThatTheClusterNames() throws IOException {
        var told = new ArrayList<String>();
        var matcher = RECIPIENT.matcher(Files.readString(ROOT.resolve(".sops.yaml")));
        while (matcher.find()) {
            told.add(matcher.group());
        }
        var fleet = new Fleet().cluster("k3s-home", K3sHome::new);
        assertThat(told).isEqualTo(fleet.make("k3s-home").settings().sopsRecipients());
    }

    /** Every file is named in the README, and no secret stands in the folder in clear. */
    @Test
    void everyFileIsEncryptedAndExplained() throws IOException {
        String readme = Files.readString(SECRETS.resolve("README.md"));
        try (Stream<Path> files = Files.list(SECRETS)) {
            for (Path file : files.filter(f -> !f.endsWith("README.md")).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".sops.yaml")) {
                    assertThat(readme).contains("| `" + name + "` |");
                    assertThat(Files.readString(file)).contains("mac: ENC[");
                }
            }
        }
    }
}
