package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.flux.SopsSecret;
import espalier.kubernetes.Namespace;
import features.Checkout.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command prints a value of a Secret that was to be encrypted, wherever somebody left one in clear. */
class SecretsStayHiddenTest {
    private static final String SECRET = "dist/test/apps/token/secret.yaml";
    private static final String CLEAR = "plain-to-see";

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void aTokenIsCommitted() {
        checkout = Checkout.create(folder)
                .clusters(fleet -> fleet.cluster(
                        "test",
                        (f, name) -> new EncryptedSecretsTest.House(
                                f, name, apps -> secret(apps, "token"), EncryptedSecretsTest.RECIPIENT)))
                .synth()
                .commit("a token");
    }

    private static SopsSecret secret(Stage apps, String file) {
        NamespaceHandle media = new Namespace(apps, "media");
        return new SopsSecret(apps.in(media), file, Resource.of("sops/" + file + ".yaml"));
    }

    /** As {@code sops decrypt --in-place} leaves it, where somebody forgets that it is not the source. */
    @Test
    void whoeverDecryptsTheFileInDistIsToldSoAndNothingMore() {
        String encrypted = checkout.read(SECRET);
        checkout.write(SECRET, encrypted.replaceFirst("(?m)^    api-token: .*$", "    api-token: " + CLEAR));
        var told = new StringBuilder();
        for (String[] command : new String[][] {
            {"synth"},
            {"synth", "--check"},
            {"absorb", "--because", "a test"},
            {"where", SECRET + ":9"},
            {"where", SECRET}
        }) {
            Run run = checkout.espalier(command);
            told.append("$ ").append(String.join(" ", command)).append('\n');
            told.append(run.out())
                    .append(run.err())
                    .append("exit ")
                    .append(run.exit())
                    .append("\n\n");
        }
        assertThat(told.toString()).doesNotContain(CLEAR);
        assertThat(checkout.read(SECRET)).contains(CLEAR);
        Snapshots.verify(
                "cli/decrypted-in-dist.txt", told.toString().replaceAll("(EncryptedSecretsTest.java):\\d+", "$1:N"));
    }

    @Test
    void whatAMergeLeftBetweenTwoVersionsIsNotShown() {
        String encrypted = checkout.read(SECRET);
        checkout.write(
                SECRET,
                "<<<<<<< HEAD\n" + encrypted + "=======\n" + encrypted + "    more: " + CLEAR + "\n>>>>>>> other\n");
        Run run = checkout.espalier("synth");
        assertThat(run.exit()).isNotZero();
        assertThat(run.out() + run.err()).doesNotContain(CLEAR);
    }

    @Test
    void findingsNameTheKeysAlone() {
        for (String file : new String[] {"plain", "half", "clear-key"}) {
            Compilation compilation = Compiled.cluster((fleet, name) -> new EncryptedSecretsTest.House(
                    fleet, name, apps -> secret(apps, file), EncryptedSecretsTest.RECIPIENT));
            assertThat(Compiled.findings(compilation))
                    .contains("error[not-encrypted]")
                    .doesNotContain(CLEAR);
        }
    }
}
