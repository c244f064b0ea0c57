package espalier.hidden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A value that goes from where it is known to where it is needed, and that no message, log or exception shows on the way. */
public final class Hidden {
    private final byte[] bytes;

    private Hidden(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The value {@code text}. */
    public static Hidden of(String text) {
        return new Hidden(text.getBytes(UTF_8));
    }

    /** The value that {@code encoded} is in base64, as Kubernetes writes it. */
    public static Hidden ofBase64(String encoded) {
        return new Hidden(Base64.getDecoder().decode(encoded));
    }

    /** The value: for who has to write or to compare it, never for a message. */
    public String reveal() {
        return new String(bytes, UTF_8);
    }

    /** The value in base64: no less to be hidden. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** In a time that does not tell how much of it is equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hidden that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 0; // whatever is made of a value may tell of it
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
