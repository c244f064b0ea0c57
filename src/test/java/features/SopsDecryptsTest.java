package features;

import static org.assertj.core.api.Assertions.assertThat;

import clusters.Bitty;
import clusters.K3sHome;
import espalier.Fleet;
import espalier.tree.Mapping;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import espalier.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real sops decrypts what was encrypted as our README says, also as kustomize gives it to Flux, and finds nothing tampered. */
class SopsDecryptsTest {
    @TempDir
    Path folder;

    private static Value yaml(String text) {
        return YamlReader.documents(text).get(0).value();
    }

    @Test
    void whatIsInDistIsDecryptedBeforeAndAfterKustomize() throws Exception {
        var fresh = FreshlyEncrypted.in(folder);
        assertThat(Files.readString(fresh.file("login")))
                .doesNotContain("somebody")
                .contains("# Who may come in.");
        assertThat(Compiled.findings(fresh.compiled())).isEmpty();
        fresh.writeTree(folder.resolve("dist"));
        Path site = folder.resolve("dist/apps/site");
        assertThat(site.resolve("secret.yaml")).hasSameBinaryContentAs(fresh.file("login"));
        assertThat(yaml(fresh.decrypt(site.resolve("secret.yaml")).expectSuccess()))
                .isEqualTo(yaml(FreshlyEncrypted.LOGIN));

        Mapping built = YamlReader.documents(Tools.kustomize(site).expectSuccess()).stream()
                .map(document -> (Mapping) document.value())
                .filter(object -> "Secret".equals(object.text("kind")))
                .findFirst()
                .orElseThrow();
        assertThat(built.child("metadata").child("annotations").text("kustomize.toolkit.fluxcd.io/substitute"))
                .isEqualTo("disabled");
        Path file = Files.write(folder.resolve("built.yaml"), YamlWriter.bytes(built));
        Mapping opened = (Mapping) yaml(fresh.decrypt(file).expectSuccess());
        assertThat(opened.child("stringData").text("user")).isEqualTo("somebody");
        assertThat(opened.child("stringData").text("password")).isEqualTo("s${e}cr$$et");
    }

    /** Without this the test above could pass with a sops that looks at nothing. */
    @Test
    void aValueThatSomebodyTookOutIsMissed() throws IOException {
        var fresh = FreshlyEncrypted.in(folder);
        String other = Files.readString(fresh.file("login")).replaceFirst("(?m)^ +user: .*\\n", "");
        assertThat(fresh.decrypt(Files.writeString(folder.resolve("other.yaml"), other))
                        .err())
                .contains("MAC mismatch");
    }

    /** New files are encrypted for those for whom the cluster's class says they are. */
    @Test
    void sopsIsToldTheRecipientsThatTheClusterNames() throws IOException {
        var told = new ArrayList<String>();
        var matcher = FreshlyEncrypted.RECIPIENT.matcher(Files.readString(FreshlyEncrypted.ROOT.resolve(".sops.yaml")));
        while (matcher.find()) {
            told.add(matcher.group());
        }
        var fleet = new Fleet().cluster("k3s-home", K3sHome::new).cluster("bitty", Bitty::new);
        var named = new ArrayList<>(fleet.make("k3s-home").settings().sopsRecipients());
        named.addAll(fleet.make("bitty").settings().sopsRecipients());
        assertThat(told).isEqualTo(named);
    }

    /** Nothing stands in the folder in clear. */
    @Test
    void everyFileIsEncryptedAndExplained() throws IOException {
        String readme = Files.readString(FreshlyEncrypted.SECRETS.resolve("README.md"));
        try (Stream<Path> files = Files.list(FreshlyEncrypted.SECRETS)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".sops.yaml")) {
                    assertThat(readme).contains("| `" + name + "` |");
                    assertThat(Files.readString(file)).contains("mac: ENC[");
                }
            }
        }
    }
}
