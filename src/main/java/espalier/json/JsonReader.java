package espalier.json;

import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.math.BigDecimal;

/** Reads JSON: a whole text, or one value in the midst of another text. */
public final class JsonReader {
    /** Deeper than any API's description of itself; less than what a thread's stack takes. */
    private static final int DEEPEST = 500;

    /** What was wrong with a text, and in which line of it. */
    public static final class SyntaxException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int line;

        SyntaxException(String message, int line) {
            super(message);
            this.line = line;
        }

        /** From 1. */
        public int line() {
            return line;
        }
    }

    private final String text;
    private int at;

    private JsonReader(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** A reader of the values that stand in {@code text} from {@code at} on. */
    public static JsonReader from(String text, int at) {
        return new JsonReader(text, at);
    }

    /**
     * The one value of {@code text}.
     *
     * @throws SyntaxException where it is no JSON
     */
    public static Value read(String text) {
        var reader = new JsonReader(text, 0);
        Value value = reader.value();
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw reader.error("something stands behind its end");
        }
        return value;
    }

    /** Where the next value begins. */
    public int at() {
        return at;
    }

    /** The value that stands here. */
    public Value value() {
        return value(0);
    }

    private Value value(int depth) {
        skipSpace();
        if (depth > DEEPEST) {
            throw error("it is nested deeper than " + DEEPEST);
        }
        char first = at < text.length() ? text.charAt(at) : 0;
        return switch (first) {
            case '{' -> mapping(depth);
            case '[' -> sequence(depth);
            case '"' -> Scalar.of(string());
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Mapping mapping(int depth) {
        var mapping = new Mapping();
        at++;
        skipSpace();
        if (take('}')) {
            return mapping;
        }
        do {
            skipSpace();
            String key = string();
            skipSpace();
            expect(':');
            mapping.put(key, value(depth + 1));
            skipSpace();
        } while (take(','));
        expect('}');
        return mapping;
    }

    private Sequence sequence(int depth) {
        var sequence = new Sequence();
        at++;
        skipSpace();
        if (take(']')) {
            return sequence;
        }
        do {
            sequence.add(value(depth + 1));
            skipSpace();
        } while (take(','));
        expect(']');
        return sequence;
    }

    /** The string that stands here, in its quotes. */
    public String string() {
        expect('"');
        int start = at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(start, at++);
        }
        var string = new StringBuilder(text.substring(start, at));
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            string.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return string.toString();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codeUnit();
            default -> throw error("there is no escape \\" + c);
        };
    }

    private char codeUnit() {
        try {
            at += 4;
            return (char) Integer.parseInt(text, at - 4, at, 16);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw error("\\u is not followed by four hexadecimal digits");
        }
    }

    private Scalar word(String word, @org.jspecify.annotations.Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw error("no value begins so");
        }
        at += word.length();
        return Scalar.of(value);
    }

    private Scalar number() {
        int start = at;
        boolean whole = true;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
            whole &= ".eE".indexOf(text.charAt(at)) < 0;
            at++;
        }
        String digits = text.substring(start, at);
        try {
            return Scalar.of(whole && digits.length() < 18 ? (Number) Long.valueOf(digits) : new BigDecimal(digits));
        } catch (NumberFormatException e) {
            throw error("no value begins so");
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw error("a " + c + " is missing");
        }
    }

    private SyntaxException error(String message) {
        int line = 1;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        return new SyntaxException(message, line);
    }
}
