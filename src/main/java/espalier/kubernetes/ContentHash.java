package espalier.kubernetes;

import espalier.KubernetesObject;
import espalier.Provision;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

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
        hash.add(data);
        return hash.hex();
    }

    /**
     * Of what SOPS encrypted of the Secret that {@code secret} stands for; null for one that it did not encrypt. Of the values
     * alone: whoever may read them, and when that was last said, is no reason to restart anything.
     */
    static @Nullable String ofEncrypted(Provision secret) {
        for (KubernetesObject object : secret.provider().objects()) {
            if (object.isEncrypted() && object.identity().equals(secret.identity())) {
                var hash = new ContentHash();
                hash.add(object.body().mapping("data"));
                hash.add(object.body().mapping("stringData"));
                return hash.hex();
            }
        }
        return null;
    }

    private void add(@Nullable Mapping data) {
        for (int i = 0; data != null && i < data.size(); i++) {
            add(data.keyAt(i));
            add(
                    data.valueAt(i) instanceof Leaf leaf
                            ? leaf.text()
                            : data.valueAt(i).toString());
        }
    }

    private String hex() {
        String hex = Long.toHexString(hash);
        return "0".repeat(16 - hex.length()) + hex;
    }

    private void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        hash = (hash ^ 0xffff) * PRIME;
    }
}
