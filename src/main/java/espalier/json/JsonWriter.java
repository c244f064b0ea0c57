package espalier.json;

import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON document, a member or element to a line, two spaces a level.
 *
 * <p>Whoever writes a member first says its name and then its value; commas, line feeds and quotes follow from that.
 */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder();
    private int depth;
    /** Whether the value that comes next stands behind a name, on its line. */
    private boolean named;
    /** Whether something stands already in what is open. */
    private boolean filled;

    /** Begins an object. */
    public JsonWriter object() {
        return open('{');
    }

    /** Begins an array. */
    public JsonWriter array() {
        return open('[');
    }

    /** Ends the object that was begun last. */
    public JsonWriter endObject() {
        return close('}');
    }

    /** Ends the array that was begun last. */
    public JsonWriter endArray() {
        return close(']');
    }

    /** The name of the member whose value comes next. */
    public JsonWriter name(String name) {
        next();
        quote(name);
        text.append(": ");
        named = true;
        return this;
    }

    /** A string, or null. */
    public JsonWriter value(@Nullable String value) {
        next();
        if (value == null) {
            text.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    public JsonWriter value(long value) {
        next();
        text.append(value);
        return this;
    }

    public JsonWriter value(boolean value) {
        next();
        text.append(value);
        return this;
    }

    /** A member; null is written as null, so that readers can rely on its being there. */
    public JsonWriter member(String name, @Nullable String value) {
        return name(name).value(value);
    }

    /** A member that is left out where there is no value. */
    public JsonWriter memberIfAny(String name, @Nullable String value) {
        return value == null ? this : member(name, value);
    }

    public JsonWriter member(String name, long value) {
        return name(name).value(value);
    }

    public JsonWriter member(String name, boolean value) {
        return name(name).value(value);
    }

    private JsonWriter open(char bracket) {
        next();
        text.append(bracket);
        depth++;
        filled = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        depth--;
        if (filled) {
            line();
        }
        text.append(bracket);
        filled = true;
        return this;
    }

    /** Goes to where the next name or value stands. */
    private void next() {
        if (named) {
            named = false;
        } else if (depth > 0) {
            if (filled) {
                text.append(',');
            }
            line();
        }
        filled = true;
    }

    private void line() {
        text.append('\n');
        for (int i = 0; i < depth; i++) {
            text.append("  ");
        }
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || isHalf(value, i)) {
                        escape(c);
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    /** Half of a pair without the other cannot be written as UTF-8. */
    private static boolean isHalf(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }

    private void escape(char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt(c >> shift & 0xf));
        }
    }

    /** The document, with a line feed at its end. */
    @Override
    public String toString() {
        return text + "\n";
    }
}
