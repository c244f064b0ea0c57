package espalier.yaml;

import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.Locale;

/** What stands on one line of the plain YAML that programs write: a key, a word, a number or quoted text. */
final class LineYaml {
    private LineYaml() {}

    /** Whether {@code key} needs no quotes to be a key, and has none. */
    static boolean isKey(String key) {
        int first = isDotted(key) ? 1 : 0;
        if (key.length() <= first || !Character.isLetter(key.charAt(first)) || isAmbiguous(key)) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.' && c != '/') {
                return false;
            }
        }
        return true;
    }

    /** As {@code .dockerconfigjson}, and not as {@code .inf} or {@code .nan}, which are numbers. */
    private static boolean isDotted(String key) {
        return key.length() > 4 && key.charAt(0) == '.';
    }

    /** What {@code text} is, of which no other reader makes something else. */
    static Value scalar(String text) {
        switch (text) {
            case "true" -> {
                return Scalar.of(true);
            }
            case "false" -> {
                return Scalar.of(false);
            }
            case "[]" -> {
                return new Sequence();
            }
            case "{}" -> {
                return new Mapping();
            }
            default -> {
                char first = text.charAt(0);
                if (first >= '0' && first <= '9' && !isMore(text)) {
                    return digits(text);
                }
                return Scalar.of(first == '"' || first == '\'' ? quoted(text, first) : word(text));
            }
        }
    }

    /** Whether there is something in {@code text} that is in no number, hexadecimal ones and such with a power included. */
    private static boolean isMore(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = c >= 'g' && c <= 'z' || c >= 'G' && c <= 'Z';
            if (isLetter && "oOxX".indexOf(c) < 0 || c == '/' || c == ' ') {
                return true;
            }
        }
        return false;
    }

    /** A whole number; or a version of three numbers or an address of four, which are text. */
    private static Scalar digits(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            dots += c == '.' ? 1 : 0;
            if (c != '.' && (c < '0' || c > '9')) {
                throw new NotPlain();
            }
        }
        if (dots > 1) {
            return Scalar.of(text);
        }
        if (dots != 0 || text.length() > 15 || text.length() > 1 && text.charAt(0) == '0') {
            throw new NotPlain();
        }
        return Scalar.of(Long.valueOf(text));
    }

    private static String quoted(String text, char quote) {
        int end = text.length() - 1;
        if (end > 0 && text.indexOf(quote, 1) == end && text.indexOf('\\') < 0) {
            return text.substring(1, end);
        }
        if (quote == '"') {
            return unescaped(text);
        }
        throw new NotPlain();
    }

    /** Of the escapes, those that stand for themselves. */
    private static String unescaped(String text) {
        var plain = new StringBuilder(text.length());
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && i == text.length() - 1) {
                return plain.toString();
            }
            if (c == '"' || c == '\\' && ++i == text.length()) {
                throw new NotPlain();
            }
            char meant = text.charAt(i);
            if (c == '\\' && meant != '"' && meant != '\\') {
                throw new NotPlain();
            }
            plain.append(meant);
        }
        throw new NotPlain();
    }

    /** A text without quotes that can be nothing but text. */
    private static String word(String text) {
        char first = text.charAt(0);
        if (!Character.isLetterOrDigit(first) && "/_^$(".indexOf(first) < 0 && !isOptionOrPath(text)
                || isAmbiguous(text)
                || text.contains(": ")
                || text.contains(" #")
                || text.charAt(text.length() - 1) == ':') {
            throw new NotPlain();
        }
        return text;
    }

    /** As {@code -c}, {@code --name} or {@code ./apps}; and not as {@code -.5} or {@code ---}. */
    private static boolean isOptionOrPath(String text) {
        char first = text.charAt(0);
        int second = 1;
        while (second < text.length() && text.charAt(second) == first) {
            second++;
        }
        char next = second < text.length() && second < 3 ? text.charAt(second) : first;
        return first == '-' && Character.isLetter(next) || first == '.' && next == '/';
    }

    /** Whether some reader of YAML takes it for a null or a truth. */
    private static boolean isAmbiguous(String word) {
        return switch (word.length()) {
            case 1 -> "yYnN".contains(word);
            case 2, 3, 4, 5 ->
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "no", "on", "yes", "off", "null", "true", "false" -> true;
                    default -> false;
                };
            default -> false;
        };
    }
}
