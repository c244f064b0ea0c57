package espalier.schema;

import espalier.json.JsonReader;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.math.BigDecimal;
import java.util.List;

/** Reads along one line of an {@link IndexText}. */
final class IndexLine {
    private final String text;
    private final int end;
    private int at;
    private boolean isRequired;

    /** @param start where the line begins, behind its spaces */
    IndexLine(String text, int start) {
        this.text = text;
        int feed = text.indexOf('\n', start);
        this.end = feed < 0 ? text.length() : feed;
        this.at = start;
    }

    boolean hasMore() {
        return at < end;
    }

    /** The name that the line begins with. */
    String name() {
        if (text.charAt(at) != '"') {
            String name = word();
            isRequired = name.endsWith("!");
            return isRequired ? name.substring(0, name.length() - 1) : name;
        }
        String name = string();
        isRequired = text.charAt(at - 1) == '!';
        at += isRequired ? 1 : 0;
        return name;
    }

    /** Whether something must stand under the {@link #name}. */
    boolean isRequired() {
        return isRequired;
    }

    /** What stands up to the next space. */
    String word() {
        int space = text.indexOf(' ', at);
        int to = space < 0 || space > end ? end : space;
        String word = text.substring(at, to);
        at = to + 1;
        return word;
    }

    Value json() {
        JsonReader reader = JsonReader.from(text, at);
        Value value = reader.value();
        at = reader.at() + 1;
        return value;
    }

    private String string() {
        JsonReader reader = JsonReader.from(text, at);
        String string = reader.string();
        at = reader.at() + 1;
        return string;
    }

    /** Gives {@code shape} the type {@code word}. */
    static void type(String word, Shape shape) {
        int from = 0;
        while (from <= word.length()) {
            int bar = word.indexOf('|', from);
            int to = bar < 0 ? word.length() : bar;
            String one = word.substring(from, to);
            shape.types |= switch (one) {
                case "string" -> Shape.STRING;
                case "int32", "int64" -> {
                    shape.format = one;
                    shape.isLimited = true;
                    yield Shape.INTEGER;
                }
                case "integer" -> Shape.INTEGER;
                case "number" -> Shape.NUMBER | Shape.INTEGER;
                case "boolean" -> Shape.BOOLEAN;
                case "object", "map" -> Shape.OBJECT;
                case "list" -> Shape.LIST;
                case "null" -> Shape.NULL;
                case "any" -> 0;
                default -> throw unknown(one);
            };
            from = to + 1;
        }
    }

    private static IllegalArgumentException unknown(String word) {
        return new IllegalArgumentException("it has the word \"" + word + "\", which stands for nothing");
    }

    /** Gives {@code shape} what the next word demands of it. */
    void demand(Shape shape) {
        String word = word();
        switch (word) {
            case "of" -> shape.elementType = word();
            case "blank" -> shape.mayBeBlank = true;
            case "open" -> shape.isOpen = true;
            case "embedded" -> shape.isEmbedded = true;
            case "key" -> shape.keys = List.of(word().split(","));
            case "=" -> shape.fallback = json();
            default -> {
                shape.isLimited = true;
                limit(word, shape);
            }
        }
    }

    private void limit(String word, Shape shape) {
        switch (word) {
            case "set" -> shape.isSet = true;
            case "in" -> shape.values = (Sequence) json();
            case "match" -> shape.pattern = string();
            case "format" -> shape.format = word();
            default -> limit(word, limits(shape));
        }
    }

    private void limit(String word, Limits limits) {
        String amount = word();
        switch (word) {
            case "length" -> {
                limits.shortest = from(amount);
                limits.longest = to(amount);
            }
            case "items" -> {
                limits.fewestItems = from(amount);
                limits.mostItems = to(amount);
            }
            case "fields" -> {
                limits.fewestFields = from(amount);
                limits.mostFields = to(amount);
            }
            case "multiple" -> limits.multipleOf = new BigDecimal(amount);
            case ">=", ">" -> {
                limits.least = new BigDecimal(amount);
                limits.isAboveLeast = word.equals(">");
            }
            case "<=", "<" -> {
                limits.most = new BigDecimal(amount);
                limits.isBelowMost = word.equals("<");
            }
            default -> throw unknown(word);
        }
    }

    private static Limits limits(Shape shape) {
        Limits limits = shape.limits;
        if (limits == null) {
            limits = new Limits();
            shape.limits = limits;
        }
        return limits;
    }

    private static int from(String range) {
        int dots = range.indexOf("..");
        return dots == 0 ? -1 : Integer.parseInt(range, 0, dots, 10);
    }

    private static int to(String range) {
        int dots = range.indexOf("..") + 2;
        return dots == range.length() ? -1 : Integer.parseInt(range, dots, range.length(), 10);
    }
}
