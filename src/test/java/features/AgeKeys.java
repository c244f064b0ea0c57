package features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An age identity as {@code age-keygen} makes it, and what age itself does with it. */
public final class AgeKeys {
    private final Path file;
    private final String recipient;

    private AgeKeys(Path file, String recipient) {
        this.file = file;
        this.recipient = recipient;
    }

    /** A new one in {@code file}; the test is skipped, aloud, where there is no age. */
    public static AgeKeys in(Path file) {
        String keygen = Tools.find("age-keygen");
        Tools.run(List.of(keygen, "-o", file.toString()), null, "").expectSuccess();
        String recipient = Tools.run(List.of(keygen, "-y", file.toString()), null, "")
                .expectSuccess()
                .strip();
        return new AgeKeys(file, recipient);
    }

    public Path file() {
        return file;
    }

    public String recipient() {
        return recipient;
    }

    /** The identity alone. */
    public String identity() {
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> line.startsWith("AGE-SECRET-KEY-1"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What age finds in {@code encrypted}. */
    public String decrypt(Path encrypted) {
        return Tools.run(List.of(Tools.find("age"), "--decrypt", "-i", file.toString(), encrypted.toString()), null, "")
                .expectSuccess();
    }

    /** What age makes of {@code text}, armored or not. */
    void encrypt(String text, Path to, boolean armored) {
        var command = new java.util.ArrayList<>(List.of(Tools.find("age"), "-r", recipient, "-o", to.toString()));
        if (armored) {
            command.add("--armor");
        }
        Tools.run(command, null, text).expectSuccess();
    }
}
