package espalier.screen;

/** Counts the columns that text takes on a terminal, and cuts it to what there is. */
final class Columns {
    /** First and last of the ranges that take two columns: East Asian scripts and pictures, by Unicode's EastAsianWidth W and F. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x23e9, 0x23ec, 0x2614, 0x2615, 0x26a1, 0x26a1, 0x2705, 0x2705, 0x274c, 0x274c,
        0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60,
        0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f7e0, 0x1f7eb, 0x1f900, 0x1f9ff, 0x1fa70, 0x1faff,
        0x20000, 0x3fffd
    };

    private static final String ELLIPSIS = "…";

    private Columns() {}

    static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            columns += of(text.codePointAt(i));
        }
        return columns;
    }

    private static int of(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length && WIDE[i] <= character; i += 2) {
            if (character <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** {@code text} in {@code columns} columns exactly: filled with spaces, or cut, which an ellipsis tells. */
    static String fit(String text, int columns) {
        String cut = cut(text, columns);
        return cut + " ".repeat(columns - of(cut));
    }

    /** {@code text} in {@code columns} columns at most. */
    static String cut(String text, int columns) {
        String plain = plain(text);
        if (of(plain) <= columns) {
            return plain;
        }
        var kept = new StringBuilder();
        int used = 0;
        for (int i = 0; i < plain.length(); ) {
            int character = plain.codePointAt(i);
            used += of(character);
            if (used > columns - 1) {
                break;
            }
            kept.appendCodePoint(character);
            i += Character.charCount(character);
        }
        return columns < 1 ? "" : kept + ELLIPSIS;
    }

    /** What moves the cursor or colours, in the middle of somebody else's message, is not let through. */
    private static String plain(String text) {
        var plain = new StringBuilder();
        text.codePoints()
                .forEach(character -> plain.appendCodePoint(Character.isISOControl(character) ? ' ' : character));
        return plain.toString();
    }
}
