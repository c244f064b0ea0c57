package espalier.annotation;

import java.util.HashMap;
import java.util.Map;

/** Short names for texts, by which what one run says is recognised in the next; equal texts are numbered in their order. */
public final class Hashes {
    private final Map<String, Integer> given = new HashMap<>();

    /** The name of {@code text}. */
    public String of(String text) {
        String name = hash(text);
        return name + ":" + given.merge(name, 1, Integer::sum);
    }

    /** FNV-1a with 64 bits. */
    private static String hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        String digits = Long.toHexString(hash);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
