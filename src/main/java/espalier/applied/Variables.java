package espalier.applied;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import espalier.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of {@code ${NAME}}, as Flux does: {@code $$} becomes {@code $}, and a variable without a value is
 * empty. Of bash's forms those that Flux knows, but for patterns in what is cut off.
 */
final class Variables {
    private final String text;
    private final Map<String, String> values;
    private int at;

    private Variables(String text, Map<String, String> values) {
        this.text = text;
        this.values = values;
    }

    /** {@code value} with the values in all its texts. */
    static Value in(Value value, Map<String, String> values) throws NotUnderstood {
        if (value instanceof Mapping mapping) {
            var filled = new Mapping();
            for (int i = 0; i < mapping.size(); i++) {
                filled.put(in(mapping.keyAt(i), values), in(mapping.valueAt(i), values));
            }
            return filled;
        }
        if (value instanceof Sequence items) {
            var filled = new Sequence();
            for (Value item : items) {
                filled.add(in(item, values));
            }
            return filled;
        }
        String text = ((Leaf) value).text();
        String filled = in(text, values);
        return filled.equals(text) ? value : isPlain(text) ? read(filled) : Scalar.of(filled);
    }

    private static String in(String text, Map<String, String> values) throws NotUnderstood {
        return text.indexOf('$') < 0 ? text : new Variables(text, values).text("", true);
    }

    /** Whether it stands in Flux's YAML without quotes, so that what comes of it can be a number. */
    private static boolean isPlain(String text) {
        boolean starts = "-?:,[]{}#&*!|>'\"%@` ".indexOf(text.charAt(0)) < 0;
        return starts
                && text.indexOf('\n') < 0
                && !text.endsWith(" ")
                && !text.endsWith(":")
                && !text.contains(": ")
                && !text.contains(" #");
    }

    /** Flux puts the values into YAML, and reads that anew. */
    private static Value read(String plain) throws NotUnderstood {
        try {
            List<YamlReader.Document> documents = YamlReader.documents("value: " + plain);
            if (documents.size() == 1 && documents.get(0).value() instanceof Mapping mapping && mapping.size() == 1) {
                return mapping.valueAt(0);
            }
        } catch (YamlReader.SyntaxException e) {
            // told below, since its message may quote a value
        }
        throw new NotUnderstood("with its values put in, it is no YAML any more");
    }

    /** Text up to one of {@code ends}, which stays; up to the end of all where there is none. */
    private String text(String ends, boolean escaped) throws NotUnderstood {
        var out = new StringBuilder();
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at++);
            char next = at < text.length() ? text.charAt(at) : 0;
            if (c == '$' && next == '{') {
                at++;
                out.append(variable());
            } else {
                if (escaped
                        && (c == '$' && next == '$' || c == '\\' && !ends.isEmpty() && (next == '/' || next == '\\'))) {
                    c = next;
                    at++;
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The value of the variable whose name begins here. */
    private String variable() throws NotUnderstood {
        if (take('#')) {
            String value = value(name());
            end();
            return String.valueOf(value.getBytes(StandardCharsets.UTF_8).length);
        }
        String value = value(name());
        char c = at < text.length() ? text.charAt(at) : 0;
        String result = switch (c) {
            case ':' -> defaultOrPart(value);
            case '=' -> otherwise(value, 1);
            case ',', '^' -> inCase(value, c);
            case '/' -> replaced(value);
            case '#', '%' -> cut(value, c);
            default -> value;
        };
        end();
        return result;
    }

    private String name() throws NotUnderstood {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (start == at) {
            throw unreadable();
        }
        return text.substring(start, at);
    }

    private String value(String name) {
        String value = values.get(name);
        return value == null ? "" : value;
    }

    private String defaultOrPart(String value) throws NotUnderstood {
        char second = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        if ("=-?+".indexOf(second) >= 0) {
            return otherwise(value, 2);
        }
        at++;
        Integer from = number(text(":}", false));
        Integer length = take(':') ? number(text("}", false)) : Integer.valueOf(Integer.MAX_VALUE);
        if (from == null || length == null) {
            return value;
        }
        int start = Math.min(value.length(), from < 0 ? Math.max(0, value.length() + from) : from);
        return length > value.length() - start ? value.substring(start) : value.substring(start, start + length);
    }

    private static @Nullable Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Flux takes all of {@code :-}, {@code :=}, {@code :?}, {@code :+} and {@code =} for the same. */
    private String otherwise(String value, int operator) throws NotUnderstood {
        at += operator;
        String other = text("}", false);
        return value.isEmpty() ? other : value;
    }

    private String inCase(String value, char operator) {
        at++;
        boolean all = take(operator);
        String part = all || value.isEmpty() ? value : value.substring(0, 1);
        String changed = operator == ',' ? part.toLowerCase(Locale.ROOT) : part.toUpperCase(Locale.ROOT);
        return changed + value.substring(part.length());
    }

    private String replaced(String value) throws NotUnderstood {
        at++;
        char how = at < text.length() ? text.charAt(at) : 0;
        boolean special = how == '/' || how == '#' || how == '%';
        at += special ? 1 : 0;
        String old = text("/}", true);
        if (!take('/')) {
            throw unreadable();
        }
        String now = text("}", true);
        if (how == '/') {
            return value.replace(old, now);
        }
        if (how == '%') {
            return value.endsWith(old) ? value.substring(0, value.length() - old.length()) + now : value;
        }
        int first = value.indexOf(old);
        boolean found = how == '#' ? first == 0 : first >= 0;
        return found ? value.substring(0, first) + now + value.substring(first + old.length()) : value;
    }

    private String cut(String value, char operator) throws NotUnderstood {
        at++;
        take(operator);
        String end = text("}", false);
        if (end.indexOf('*') >= 0 || end.indexOf('?') >= 0 || end.indexOf('[') >= 0) {
            throw new NotUnderstood("a variable is cut off by the pattern " + end + ", which only Flux itself follows");
        }
        if (operator == '#') {
            return value.startsWith(end) ? value.substring(end.length()) : value;
        }
        return value.endsWith(end) ? value.substring(0, value.length() - end.length()) : value;
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void end() throws NotUnderstood {
        if (!take('}')) {
            throw unreadable();
        }
    }

    private NotUnderstood unreadable() {
        int start = Math.max(0, text.lastIndexOf("${", at));
        int end = Math.min(text.length(), start + 30);
        return NotUnderstood.broken("Flux cannot read the variable that begins "
                + text.substring(start, end).lines().findFirst().orElse(""));
    }
}
