package espalier.secrets;

import espalier.hidden.Hidden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Where an {@link Escrow} is kept, encrypted for one age recipient.
 *
 * <p>One that is there already is kept beside it, under the next free number: it may hold the only copy of a password that
 * some volume still knows.
 */
public final class EscrowFile {
    private final Path file;
    private final String recipient;
    private boolean written;

    /** The file {@code file} for {@code recipient}, {@code age1…}. */
    public EscrowFile(Path file, String recipient) {
        this.file = file;
        this.recipient = recipient;
    }

    /** Why nothing can be written there, in words that begin behind "but"; empty where something can. */
    public String obstacle() {
        String why = Age.obstacle(recipient);
        if (!why.isEmpty()) {
            return why;
        }
        Path folder = file.toAbsolutePath().getParent();
        return folder != null && Files.isDirectory(folder) && Files.isWritable(folder)
                ? ""
                : "nobody can write into its folder " + folder;
    }

    /** Keeps {@code text}; what this run has written before is replaced. */
    void write(Hidden text) throws SecretException {
        try {
            Path draft =
                    Files.createTempFile(file.toAbsolutePath().getParent(), "escrow", ".tmp"); // for its owner alone
            try {
                Files.writeString(draft, Age.encrypted(text, recipient));
                if (!written && Files.exists(file)) {
                    Files.move(file, free());
                }
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                written = true;
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new SecretException("the escrow cannot be written: " + e
                    + "; the Secrets are made: run this again with another --escrow-file");
        }
    }

    private Path free() {
        int number = 1;
        while (Files.exists(numbered(number))) {
            number++;
        }
        return numbered(number);
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /** What is in {@code file}, opened with the identities in {@code identityFile}. */
    public static Map<KeyName, Hidden> read(Path file, Path identityFile, String cluster)
            throws IOException, SecretException {
        Hidden identities = Hidden.of(Files.readString(identityFile));
        return Escrow.values(Age.decrypted(Files.readAllBytes(file), identities), cluster);
    }

    /** The keys of Sealed Secrets in {@code file}, opened likewise; none where there is none in it. */
    public static List<SealingSecret> sealingKeys(Path file, Path identityFile, String cluster)
            throws IOException, SecretException {
        Hidden identities = Hidden.of(Files.readString(identityFile));
        return SealingSecret.in(Age.decrypted(Files.readAllBytes(file), identities), cluster);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
