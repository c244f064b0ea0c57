package espalier.yaml;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes trees as YAML: block style, two spaces, no anchors, no folding, the order as built.
 *
 * <p>One document per call. Strings are quoted as {@link Quoting} says, keys as well. Used by one thread at a time.
 */
public final class YamlWriter {
    /** Readers look for the colon within 1,024 bytes only; an escaped character takes up to ten. */
    private static final int LONGEST_SIMPLE_KEY = 100;

    /** What has an escape of one letter, and the letter. */
    private static final String NAMED = "\0\007\b\t\n\013\f\r\033\"\\\205\u2028\u2029";

    private static final String NAMES = "0abtnvfre\"\\NLP";

    private final StringBuilder out = new StringBuilder(2048);

    /** {@code value} as one YAML document in UTF-8, ending in a line feed. */
    public static byte[] bytes(Value value) {
        return new YamlWriter().write(value);
    }

    /** {@code value} as one YAML document, ending in a line feed. */
    public static String text(Value value) {
        var writer = new YamlWriter();
        writer.document(value);
        return writer.out.toString();
    }

    /** {@link #bytes}, by a writer that has room from what it wrote before. */
    public byte[] write(Value value) {
        out.setLength(0);
        document(value);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void document(Value value) {
        if (value instanceof Mapping mapping && !mapping.isEmpty()) {
            mapping(mapping, 0, false);
        } else if (value instanceof Sequence sequence && !sequence.isEmpty()) {
            sequence(sequence, 0);
        } else {
            inline(value, 0);
            out.append('\n');
        }
    }

    /** Several documents, {@code ---} between them. */
    public static byte[] documents(Iterable<? extends Value> values) {
        var bytes = new ByteArrayOutputStream();
        for (Value value : values) {
            if (bytes.size() > 0) {
                bytes.writeBytes("---\n".getBytes(StandardCharsets.UTF_8));
            }
            bytes.writeBytes(bytes(value));
        }
        return bytes.toByteArray();
    }

    private void mapping(Mapping mapping, int indent, boolean firstIsPlaced) {
        for (int i = 0; i < mapping.size(); i++) {
            if (i > 0 || !firstIsPlaced) {
                indent(indent);
            }
            key(mapping.keyAt(i), indent);
            child(mapping.valueAt(i), indent);
        }
    }

    private void key(String key, int indent) {
        boolean isLong = key.length() > LONGEST_SIMPLE_KEY;
        if (isLong) {
            out.append("? ");
        }
        if (Quoting.isPlain(key)) {
            out.append(key);
        } else {
            quoted(key);
        }
        if (isLong) {
            out.append('\n');
            indent(indent);
        }
        out.append(':');
    }

    private void child(Value value, int indent) {
        if (value instanceof Mapping mapping && !mapping.isEmpty()) {
            out.append('\n');
            mapping(mapping, indent + 2, false);
        } else if (value instanceof Sequence sequence && !sequence.isEmpty()) {
            out.append('\n');
            sequence(sequence, indent + 2);
        } else {
            out.append(' ');
            inline(value, indent);
            out.append('\n');
        }
    }

    private void sequence(Sequence sequence, int indent) {
        for (int i = 0; i < sequence.size(); i++) {
            Value item = sequence.get(i);
            indent(indent);
            out.append('-');
            if (item instanceof Mapping mapping && !mapping.isEmpty()) {
                out.append(' ');
                mapping(mapping, indent + 2, true);
            } else if (item instanceof Sequence nested && !nested.isEmpty()) {
                out.append('\n');
                sequence(nested, indent + 2);
            } else {
                out.append(' ');
                inline(item, indent);
                out.append('\n');
            }
        }
    }

    private void inline(Value value, int indent) {
        if (value instanceof Mapping) {
            out.append("{}");
        } else if (value instanceof Sequence) {
            out.append("[]");
        } else {
            leaf((Leaf) value, indent);
        }
    }

    private void leaf(Leaf leaf, int indent) {
        String text = leaf.text();
        String comment = leaf.comment();
        // Flux keeps the quotes of a tag that it writes anew, whether the new one needs them or not.
        boolean isTag = comment != null && text.indexOf('/') < 0;
        if (!leaf.isString() || !isTag && Quoting.isPlain(text)) {
            out.append(text);
        } else if (comment == null && Quoting.isBlock(text)) {
            block(text, indent + 2);
            return;
        } else {
            quoted(text);
        }
        if (comment != null) {
            comment(comment);
        }
    }

    /** A comment has no escapes: what would end it, or is no character of YAML, becomes a space. */
    private void comment(String text) {
        out.append(" # ");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean stands = c >= ' ' && c < 0x7f || Quoting.isPrintable(c) || Character.isSurrogate(c);
            out.append(stands ? c : ' ');
        }
    }

    private void block(String text, int indent) {
        boolean ends = text.charAt(text.length() - 1) == '\n';
        out.append(ends ? "|" : "|-");
        int end = ends ? text.length() - 1 : text.length();
        int start = 0;
        while (start <= end) {
            int stop = text.indexOf('\n', start);
            if (stop < 0 || stop > end) {
                stop = end;
            }
            out.append('\n');
            if (stop > start) {
                indent(indent);
                out.append(text, start, stop);
            }
            start = stop + 1;
        }
    }

    /** With the escapes of go-yaml, so that Flux's image automation, which writes whole files, leaves them as they are. */
    private void quoted(String text) {
        out.append('"');
        boolean all = text.startsWith("\ufeff"); // behind a byte order mark, go-yaml escapes whatever follows
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int name = NAMED.indexOf(c);
            if (name >= 0) {
                out.append('\\').append(NAMES.charAt(name));
            } else if (!all && Quoting.standsInQuotes(c)) {
                out.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                escape('U', Character.toCodePoint(c, text.charAt(++i)), 8);
            } else if (c <= 0xff) {
                escape('x', c, 2);
            } else {
                // Half a surrogate pair is no character; the compiler refuses it before it comes to this.
                escape('u', Character.isSurrogate(c) ? '\ufffd' : c, 4);
            }
        }
        out.append('"');
    }

    private void escape(char kind, int code, int digits) {
        out.append('\\').append(kind);
        String hex = Integer.toHexString(code).toUpperCase(java.util.Locale.ROOT);
        for (int i = hex.length(); i < digits; i++) {
            out.append('0');
        }
        out.append(hex);
    }

    private void indent(int width) {
        for (int i = 0; i < width; i++) {
            out.append(' ');
        }
    }
}
