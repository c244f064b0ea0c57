package espalier.plan;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/** ConfigMaps and Secrets of which the API server takes no more than {@code MaxSecretSize}: ValidateConfigMap and ValidateSecret. */
final class TooLarge {
    private static final int MOST_BYTES = 1 << 20;

    private TooLarge() {}

    /** What is too much, in words; empty where it is not. */
    static String of(Placed object) {
        boolean encrypted = object.body().has("sops"); // of which nobody knows how much it is
        boolean holds = object.identity().group().isEmpty() && (object.is("ConfigMap") || object.is("Secret"));
        if (!holds || encrypted) {
            return "";
        }
        boolean secret = object.is("Secret");
        long bytes = bytes(object.body().mapping("stringData"), false)
                + bytes(object.body().mapping("data"), secret)
                + bytes(object.body().mapping("binaryData"), true);
        return bytes > MOST_BYTES ? "its values are " + bytes + " bytes, and it takes at most " + MOST_BYTES : "";
    }

    private static long bytes(@Nullable Mapping data, boolean encoded) {
        long bytes = 0;
        for (int i = 0; data != null && i < data.size(); i++) {
            Value value = data.valueAt(i);
            if (value instanceof Leaf leaf) {
                bytes += encoded ? decoded(leaf.text()) : written(leaf.text());
            }
        }
        return bytes;
    }

    /** In UTF-8. */
    private static long written(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** Of base64, which may stand in lines. */
    private static long decoded(String text) {
        long digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits += Character.isWhitespace(c) || c == '=' ? 0 : 1;
        }
        return digits * 3 / 4;
    }
}
