package mutation;

import java.util.function.Predicate;

/** The smallest mistakes of a hand: one letter for another, a number that is off by one. */
final class Misspelling {
    private Misspelling() {}

    /**
     * {@code text} with one letter in its middle changed; without letters, its last number is one more.
     *
     * <p>Letters stay letters and numbers stay numbers, so that the result is never refused for its shape alone.
     *
     * @param taken whether something is called that: it would be no slip of the hand but another thing that is there
     */
    static String of(String text, Predicate<String> taken) {
        String broken = text;
        do {
            broken = once(broken);
        } while (taken.test(broken) && !broken.equals(text));
        return broken;
    }

    private static String once(String text) {
        int letter = middleLetter(text);
        if (letter >= 0) {
            return text.substring(0, letter) + next(text.charAt(letter)) + text.substring(letter + 1);
        }
        int end = text.length();
        while (end > 0 && !Character.isDigit(text.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isDigit(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(0, start) + (Long.parseLong(text.substring(start, end)) + 1) + text.substring(end);
    }

    /** The letter nearest to the middle, or -1. */
    private static int middleLetter(String text) {
        int middle = text.length() / 2;
        for (int away = 0; away <= middle; away++) {
            for (int at : new int[] {middle + away, middle - away}) {
                if (at >= 0 && at < text.length() && isLetter(text.charAt(at))) {
                    return at;
                }
            }
        }
        return -1;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static char next(char letter) {
        return letter == 'z' ? 'a' : letter == 'Z' ? 'A' : (char) (letter + 1);
    }
}
