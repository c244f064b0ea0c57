package espalier.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import espalier.hidden.Hidden;

/** Hashes of passwords as bcrypt makes them, {@code $2a$…}, which every program reads. */
final class PasswordHash {
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2A;

    private PasswordHash() {}

    /**
     * A hash of {@code password}, another one each time. Of a password beyond 72 bytes, as a person may have set it, the first
     * 72 are hashed: so does every program that will compare them.
     */
    static Hidden of(Hidden password, int cost) {
        byte[] hash = BCrypt.with(VERSION, LongPasswordStrategies.truncate(VERSION))
                .hash(cost, password.reveal().getBytes(UTF_8));
        return Hidden.of(new String(hash, UTF_8));
    }

    /** Whether {@code hash} is one of {@code password}, of whatever version and cost. */
    static boolean isOf(Hidden password, Hidden hash) {
        return BCrypt.verifyer(null, LongPasswordStrategies.truncate(VERSION))
                .verify(password.reveal().getBytes(UTF_8), hash.reveal().getBytes(UTF_8))
                .verified;
    }
}
