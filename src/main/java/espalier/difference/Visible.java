package espalier.difference;

/** Text of others on its way to a terminal or a page, which must not do there what its control characters say. */
final class Visible {
    private Visible() {}

    /** {@code text} with each of them as Unicode's picture of it; ends of lines and tabs stay. */
    static String of(String text) {
        int first = first(text);
        if (first < 0) {
            return text;
        }
        var visible = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            visible.append(!isControl(c) ? c : c < ' ' ? (char) ('\u2400' + c) : '\uFFFD');
        }
        return visible.toString();
    }

    private static int first(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Those of ASCII and Latin-1, and those that turn the direction in which people read. */
    private static boolean isControl(char c) {
        return c < ' ' && c != '\n' && c != '\t'
                || c >= 0x7f && c < 0xa0
                || c >= '\u202a' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069';
    }
}
