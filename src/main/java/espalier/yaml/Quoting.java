package espalier.yaml;

/**
 * Decides how a string is written so that every reader gets it back as that string.
 *
 * <p>YAML 1.1 (SnakeYAML, PyYAML), YAML 1.2 and Go's readers disagree on which plain words are numbers, booleans, nulls,
 * dates or merges. A string stands plain only where all of them read a string; otherwise it is quoted, since an extra
 * pair of quotes costs nothing and a missing one an outage.
 */
final class Quoting {
    private Quoting() {}

    /** Whether {@code text} can stand without quotes, as a value or as a key. */
    static boolean isPlain(String text) {
        int length = text.length();
        if (length == 0 || text.charAt(length - 1) == ' ' || text.charAt(length - 1) == ':') {
            return false;
        }
        if (!startsPlain(text)) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (!isOrdinary(c)
                    || c == ':' && text.charAt(i + 1 < length ? i + 1 : i) == ' '
                    || c == '#' && text.charAt(i - 1) == ' ') {
                return false;
            }
        }
        return !looksLikeNumber(text) && !isReservedWord(text);
    }

    /**
     * Only starts that no reader gives a meaning: no indicator, no sign, no quote, no {@code =} (a YAML 1.1 type). An option
     * of a program, {@code -c} or {@code --config}, is none of these.
     */
    private static boolean startsPlain(String text) {
        char c = text.charAt(0);
        if (c == '-') {
            int letter = text.startsWith("--") ? 2 : 1;
            return text.length() > letter && isLetter(text.charAt(letter));
        }
        return isLetter(c)
                || isDigit(c)
                || c == '/'
                || c == '_'
                || c == '$'
                || c == '('
                || c == '.' && !text.startsWith("...");
    }

    /**
     * ASCII that needs no escape. Quotes and braces are fine inside a plain scalar of block style, but readers of people
     * stumble over them, so they stay out; everything beyond ASCII is left to the double-quoted form.
     */
    private static boolean isOrdinary(char c) {
        return isLetter(c)
                || isDigit(c)
                || c == ' '
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '/'
                || c == ':'
                || c == '@'
                || c == '$'
                || c == '('
                || c == ')'
                || c == '+'
                || c == '='
                || c == ','
                || c == ';'
                || c == '*'
                || c == '#'
                || c == '%'
                || c == '&'
                || c == '<'
                || c == '>'
                || c == '~'
                || c == '|'
                || c == '^'
                || c == '!'
                || c == '?';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /**
     * Anything of digits and the characters that some YAML type puts between them: integers of every base, floats with
     * exponents, sexagesimals, dates and times. {@code 10Gi}, {@code 30m} and {@code 1h} have a letter of none of these.
     */
    private static boolean looksLikeNumber(String text) {
        char first = text.charAt(0);
        if (!isDigit(first) && first != '.' || isDottedNumbers(text)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean numeric =
                    isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || "xXoO_.:+- tTzZ".indexOf(c) >= 0;
            if (!numeric) {
                return isReservedWord(text);
            }
        }
        return true;
    }

    /** {@code 192.168.1.5}, {@code 4.12.1}: with two dots or more, between digits, it is a number to nobody. */
    private static boolean isDottedNumbers(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inside = i > 0 && i < text.length() - 1;
            if (c == '.' && inside && isDigit(text.charAt(i - 1))) {
                dots++;
            } else if (!isDigit(c)) {
                return false;
            }
        }
        return dots >= 2;
    }

    private static boolean isReservedWord(String text) {
        if (text.length() > 5) {
            return false;
        }
        switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", ".nan", ".inf", "inf", "." -> {
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    /**
     * Whether {@code text} is written as a block literal. Only what block style carries without loss and kyaml writes back
     * unchanged: no first line that is blank or indented, no trailing space, no tab, no character that needs an escape.
     */
    static boolean isBlock(String text) {
        int length = text.length();
        if (text.indexOf('\n') < 0 || text.charAt(0) == '\n' || text.charAt(0) == ' ') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                if (i > 0 && text.charAt(i - 1) == ' ') {
                    return false;
                }
            } else if (c < ' ' || c == 0x7f || c > 0x7e && !isPrintable(c)) {
                return false;
            }
        }
        boolean endsInBlankLines = length > 1 && text.charAt(length - 1) == '\n' && text.charAt(length - 2) == '\n';
        return text.charAt(length - 1) != ' ' && !endsInBlankLines;
    }

    /** Beyond ASCII, what YAML allows unescaped; surrogates, separators, the byte order mark and controls are escaped. */
    static boolean isPrintable(char c) {
        return c >= 0xa0 && c < 0xd800 && c != 0x2028 && c != 0x2029 && c != 0x200b
                || c >= 0xe000 && c < 0xfeff && c > 0xf8ff;
    }

    /** What go-yaml writes within quotes as it is. */
    static boolean standsInQuotes(char c) {
        return c >= ' ' && c < 0x7f
                || c >= 0xa0 && c < 0xd800 && c != 0x2028 && c != 0x2029
                || c >= 0xe000 && c < 0xfffe && c != 0xfeff;
    }
}
