package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A Secret that the bootstrap makes is no object in git, and must be one that Kubernetes takes all the same. */
class DeclaredSecretsTest {
    private static Compilation login(String id, Consumer<BootstrapSecret.BootstrapSecretSettings> configure) {
        return Compiled.stage(apps -> {
            new ConfigMap(apps, "note", c -> c.value("a", "b"));
            new BootstrapSecret(apps, id, configure);
        });
    }

    @Test
    void aNameThatIsNone() {
        assertThat(Compiled.findings(login("login", s -> s.named("My_Login").password("password"))))
                .startsWith("error[name] Tried to declare the Secret \"My_Login\", but its name has only ")
                .contains("fix: change the id of the construct, or its named(…)");
    }

    @Test
    void aKeyThatIsNone() {
        assertThat(Compiled.findings(login("login", s -> s.password("pass word"))))
                .startsWith(
                        "error[data-key] Tried to declare the key \"pass word\" of Secret default/login, but a key has ")
                .contains("fix: change the key");
    }

    /** bcrypt leaves out what comes behind the 72nd byte. */
    @Test
    void aPasswordThatIsTooLongToBeHashed() {
        assertThat(Compiled.findings(
                        login("login", s -> s.random("password", "p-", 71).bcrypt("hash", "password"))))
                .startsWith(
                        "error[secret-key] Tried to declare the key \"hash\" of test/apps/login as the hash of \"password\","
                                + " but that has 73 characters, of which bcrypt takes the first 72")
                .contains("fix: make it at most 72 characters long");
        assertThat(Compiled.findings(
                        login("login", s -> s.random("password", "p-", 70).bcrypt("hash", "password"))))
                .isEmpty();
    }

    /** The id was told already. */
    @Test
    void anIdThatCannotBecomeANameIsToldOnce() {
        assertThat(login("My Login", s -> s.password("password")).findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("id");
    }

    @Test
    void namesAndKeysThatKubernetesTakes() {
        assertThat(Compiled.findings(login("login", s -> s.named("my.login-1").password(".pass_word-1"))))
                .isEmpty();
    }
}
