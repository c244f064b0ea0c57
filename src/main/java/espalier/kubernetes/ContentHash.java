package espalier.kubernetes;

import espalier.tree.Leaf;
import espalier.tree.Mapping;

/**
 * A short hash of configuration, to notice that it changed.
 *
 * <p>FNV-1a with 64 bits: nobody attacks their own configuration, and a cryptographic digest costs start-up time.
 */
final class ContentHash {
    private static final long PRIME = 0x100000001b3L;
    private long hash = 0xcbf29ce484222325L;

    private ContentHash() {}

    static String of(Mapping data) {
        var hash = new ContentHash();
        data.forEach((key, value) -> {
            hash.add(key);
            hash.add(value instanceof Leaf leaf ? leaf.text() : value.toString());
        });
        String hex = Long.toHexString(hash.hash);
        return "0".repeat(16 - hex.length()) + hex;
    }

    private void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        hash = (hash ^ 0xffff) * PRIME;
    }
}
