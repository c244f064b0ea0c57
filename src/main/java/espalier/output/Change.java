package espalier.output;

import org.jspecify.annotations.Nullable;

/**
 * A file that is not as it shall be.
 *
 * @param path relative to the cluster's directory
 * @param wanted what shall stand there, null for nothing
 * @param present what stands there, null for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Change(String path, @Nullable OutputFile wanted, byte @Nullable [] present) {
    /** For people: {@code new}, {@code changed} or {@code gone}. */
    public String word() {
        return present == null ? "new" : wanted == null ? "gone" : "changed";
    }
}
