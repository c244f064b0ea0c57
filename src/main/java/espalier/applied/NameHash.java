package espalier.applied;

import static java.nio.charset.StandardCharsets.UTF_8;

import espalier.json.JsonLine;
import espalier.tree.Mapping;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;

/** What kustomize hangs behind the name of a ConfigMap that it makes: ten characters of a hash of what is in it. */
final class NameHash {
    private static final int LENGTH = 10;

    private NameHash() {}

    /**
     * Of the ConfigMap with {@code data}. The name is no part of it: kustomize looks for it under a key that is never there.
     *
     * @param binary what is no text, as it is written
     */
    static String ofConfigMap(Mapping data, Mapping binary) {
        String bytes = binary.isEmpty() ? "" : "\"binaryData\":" + sorted(binary) + ",";
        // Where there are bytes alone, kustomize finds no data, and takes that for an empty text.
        String texts = data.isEmpty() && !binary.isEmpty() ? "\"\"" : sorted(data);
        return readable(digest("{" + bytes + "\"data\":" + texts + ",\"kind\":\"ConfigMap\",\"name\":\"\"}"));
    }

    private static String sorted(Mapping texts) {
        var sorted = new TreeMap<String, String>();
        texts.forEach((key, value) -> sorted.put(key, String.valueOf(texts.text(key))));
        var json = new StringBuilder("{");
        sorted.forEach((key, value) -> json.append(json.length() == 1 ? "" : ",")
                .append(quoted(key))
                .append(':')
                .append(quoted(value)));
        return json.append('}').toString();
    }

    /** As Go's encoder writes it, which is careful of HTML. */
    private static String quoted(String text) {
        return JsonLine.quoted(text)
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e");
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Without vowels and what looks like them, so that no word comes of it. */
    private static String readable(byte[] digest) {
        var text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            int digit = digest[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
            text.append("gh2k456789mbcdtf".charAt(digit));
        }
        return text.toString();
    }
}
