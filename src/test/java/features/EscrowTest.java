package features;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import espalier.hidden.Hidden;
import espalier.secrets.Age;
import espalier.secrets.Escrow;
import espalier.secrets.EscrowFile;
import espalier.secrets.SecretException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a cluster's values is an age file, as age itself writes and reads it. */
class EscrowTest {
    private static final String TEXT = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: login
              namespace: default
              annotations:
                espalier.dev/cluster: lab
            stringData:
              PASSWORD: canary-password
            """;

    @TempDir
    Path folder;

    private AgeKeys keys;

    @BeforeEach
    void makeKeys() {
        keys = AgeKeys.in(folder.resolve("keys.txt"));
    }

    private Hidden identity() throws Exception {
        return Hidden.of(Files.readString(keys.file()));
    }

    @Test
    void theRecipientOfAnIdentityIsTheOneThatAgeNames() throws Exception {
        assertThat(Age.recipients(identity())).containsExactly(keys.recipient());
        assertThat(Age.obstacle(keys.recipient())).isEmpty();
    }

    @Test
    void ageReadsWhatIsWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("escrow.age"), Age.encrypted(Hidden.of(TEXT), keys.recipient()));
        assertThat(keys.decrypt(file)).isEqualTo(TEXT);
        assertThat(Files.readString(file)).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAgeWritesIsRead(boolean armored) throws Exception {
        Path file = folder.resolve("escrow.age");
        keys.encrypt(TEXT, file, armored);
        assertThat(EscrowFile.read(file, keys.file(), "lab")).hasSize(1).allSatisfy((name, value) -> {
            assertThat(name).hasToString("default/login/PASSWORD");
            assertThat(value.reveal()).isEqualTo("canary-password");
        });
    }

    /** Longer than a chunk of age's, which has 64 KiB. */
    @Test
    void aLongTextComesBackWhole() throws Exception {
        String text = "line\n".repeat(50_000);
        String file = Age.encrypted(Hidden.of(text), keys.recipient());
        assertThat(Age.decrypted(file.getBytes(UTF_8), identity()).reveal()).isEqualTo(text);
    }

    @Test
    void whatCannotBeRestored() throws Exception {
        String file = Age.encrypted(Hidden.of(TEXT), keys.recipient());
        AgeKeys other = AgeKeys.in(folder.resolve("other.txt"));
        List<String> messages = List.of(
                message(file.getBytes(UTF_8), Hidden.of(other.identity())),
                message((file.substring(0, 200) + "\n-----END AGE ENCRYPTED FILE-----\n").getBytes(UTF_8), identity()),
                message("canary".getBytes(UTF_8), identity()),
                message(file.getBytes(UTF_8), Hidden.of("canary")),
                message(file.getBytes(UTF_8), Hidden.of("AGE-SECRET-KEY-1CANARY")));
        assertThat(messages)
                .allSatisfy(message -> assertThat(message)
                        .containsAnyOf(
                                "the identity does not open it, or it is no whole age file", "holds no age identity")
                        .doesNotContainIgnoringCase("canary"));
    }

    private static String message(byte[] file, Hidden identity) {
        try {
            Age.decrypted(file, identity);
            throw new AssertionError("it was decrypted");
        } catch (SecretException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void thatOfAnotherCluster() {
        assertThatThrownBy(() -> Escrow.values(Hidden.of(TEXT), "chongus"))
                .hasMessage("it is that of lab, and not of chongus");
        assertThatThrownBy(() -> Escrow.values(Hidden.of("a: [canary"), "lab"))
                .hasMessageStartingWith("what is in it is no YAML")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> Escrow.values(Hidden.of("canary: 1"), "lab"))
                .hasMessage("what is in it is no escrow: not all of it are Secrets with stringData");
    }

    @ParameterizedTest
    @ValueSource(strings = {"age1", "", "canary", "AGE-SECRET-KEY-1CANARY", "ssh-ed25519 AAAA"})
    void whatIsNoRecipient(String text) {
        assertThat(Age.obstacle(text)).startsWith("it is no age recipient").doesNotContain("CANARY");
    }
}
