package espalier.json;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;

/** Writes JSON on one line, with no space but within strings. */
public final class JsonLine {
    private final StringBuilder text = new StringBuilder();

    private JsonLine() {}

    /** {@code value} as JSON. */
    public static String text(Value value) {
        var writer = new JsonLine();
        writer.write(value);
        return writer.text.toString();
    }

    /** {@code characters} in quotes. */
    public static String quoted(String characters) {
        var writer = new JsonLine();
        writer.string(characters);
        return writer.text.toString();
    }

    private void write(Value value) {
        if (value instanceof Mapping mapping) {
            text.append('{');
            for (int i = 0; i < mapping.size(); i++) {
                text.append(i > 0 ? "," : "");
                string(mapping.keyAt(i));
                text.append(':');
                write(mapping.valueAt(i));
            }
            text.append('}');
        } else if (value instanceof Sequence sequence) {
            text.append('[');
            for (int i = 0; i < sequence.size(); i++) {
                text.append(i > 0 ? "," : "");
                write(sequence.get(i));
            }
            text.append(']');
        } else if (value instanceof Leaf leaf && leaf.isString()) {
            string(leaf.text());
        } else if (value instanceof Leaf leaf) {
            text.append(leaf.text());
        }
    }

    private void string(String characters) {
        text.append('"');
        for (int i = 0; i < characters.length(); i++) {
            char c = characters.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || c == 0x2028 || c == 0x2029) {
                        String digits = Integer.toHexString(c);
                        text.append("\\u").append("0000", digits.length(), 4).append(digits);
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
