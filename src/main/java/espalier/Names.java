package espalier;

import espalier.tree.Mapping;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Kubernetes takes as a name. */
public final class Names {
    /** What {@link #isLabel} takes, for messages. */
    public static final String LABEL =
            "lower-case letters, digits and hyphens, at most 63 of them, with a letter or digit at both ends";

    /** What {@link #isSubdomain} takes, but for the length. */
    public static final String SUBDOMAIN =
            "lower-case letters, digits, hyphens and dots, with a letter or digit at both ends";

    /** Shorter words that differ in a letter are as likely two words. */
    private static final int SHORTEST_WORD = 4;

    private Names() {}

    /** What is wrong with {@code what}, which people write, where it has a key that is none of {@code known}; else null. */
    public static @Nullable String unknownKey(Mapping mapping, List<String> known, String what) {
        for (String key : mapping.keys()) {
            if (!known.contains(key)) {
                String near = nearest(key, known);
                return what + " has the key \"" + key + "\", which means nothing here; "
                        + (near == null ? "there are only: " + String.join(", ", known) : "the nearest is " + near);
            }
        }
        return null;
    }

    /** Whether {@code text} is a DNS label (RFC 1123): lower-case letters, digits, hyphens inside, at most 63. */
    public static boolean isLabel(String text) {
        return text.length() <= 63 && isDotless(text, 0, text.length());
    }

    /** Whether {@code text} is a DNS subdomain: labels joined by dots, at most 253 characters. */
    public static boolean isSubdomain(String text) {
        return isSubdomain(text, text.length());
    }

    private static boolean isSubdomain(String text, int end) {
        if (end > 253) {
            return false;
        }
        int start = 0;
        for (int dot = text.indexOf('.'); dot >= 0 && dot < end; dot = text.indexOf('.', start)) {
            if (!isDotless(text, start, dot)) {
                return false;
            }
            start = dot + 1;
        }
        return isDotless(text, start, end);
    }

    private static boolean isDotless(String text, int start, int end) {
        if (start == end || text.charAt(start) == '-' || text.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code text} can be a label's value, or the part of its key behind the slash. */
    public static boolean isLabelValue(String text) {
        return isLabelValue(text, 0);
    }

    private static boolean isLabelValue(String text, int start) {
        int end = text.length();
        if (end - start > 63) {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            boolean inside = i > start && i < end - 1 && (c == '-' || c == '_' || c == '.');
            if (!alphanumeric && !inside) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code text} can be a key of a label or annotation: an optional subdomain and a slash, then a name. */
    public static boolean isQualifiedName(String text) {
        int slash = text.indexOf('/');
        return (slash < 0 || isSubdomain(text, slash)) && slash + 1 < text.length() && isLabelValue(text, slash + 1);
    }

    /** The nearest to {@code text} that {@link #isLabel} takes, or {@code otherwise} where nothing is left of it. */
    public static String asLabel(String text, String otherwise) {
        var label = new StringBuilder();
        for (int i = 0; i < text.length() && label.length() < 63; i++) {
            char c = Character.toLowerCase(text.charAt(i));
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                label.append(c);
            } else if (label.length() > 0 && label.charAt(label.length() - 1) != '-') {
                label.append('-');
            }
        }
        while (label.length() > 0 && label.charAt(label.length() - 1) == '-') {
            label.setLength(label.length() - 1);
        }
        return label.length() == 0 ? otherwise : label.toString();
    }

    /** The one of {@code known} that a person most likely meant by {@code given}, or null when none is near. */
    public static @Nullable String nearest(String given, Collection<String> known) {
        String best = null;
        int least = Math.max(2, given.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(given, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /**
     * The one of {@code known} that {@code given} is but for a slip of the finger, or null: one letter put in, left out, changed
     * or exchanged with its neighbour, in a word of at least four. Names that differ in a digit are numbered, not misspelt.
     */
    public static @Nullable String slip(String given, Collection<String> known) {
        return slip(given, known, SHORTEST_WORD);
    }

    /** As {@link #slip}, in names of three and more, whatever their words: for where hardly anything else can be meant. */
    public static @Nullable String slipOfAny(String given, Collection<String> known) {
        return given.length() < 3 ? null : slip(given, known, 0);
    }

    private static @Nullable String slip(String given, Collection<String> known, int shortest) {
        for (String candidate : known) {
            if (isSlip(given, candidate, shortest)) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean isSlip(String a, String b, int shortest) {
        if (Math.abs(a.length() - b.length()) > 1 || a.equals(b)) {
            return false;
        }
        int shorter = Math.min(a.length(), b.length());
        int start = 0;
        while (start < shorter && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        String left = a.substring(start, a.length() - end);
        String right = b.substring(start, b.length() - end);
        boolean exchanged = left.length() == 2
                && right.length() == 2
                && left.charAt(0) == right.charAt(1)
                && left.charAt(1) == right.charAt(0);
        boolean oneChanged = left.length() <= 1 && right.length() <= 1;
        boolean letters = isLetters(left) && isLetters(right);
        return (exchanged || oneChanged)
                && letters
                && wordAround(a, start, a.length() - end) >= shortest
                && wordAround(b, start, b.length() - end) >= shortest;
    }

    private static boolean isLetters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isLetter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** How many letters the word has that goes from before {@code start} to behind {@code end}. */
    private static int wordAround(String text, int start, int end) {
        int from = start;
        while (from > 0 && Character.isLetter(text.charAt(from - 1))) {
            from--;
        }
        int to = end;
        while (to < text.length() && Character.isLetter(text.charAt(to))) {
            to++;
        }
        return to - from;
    }

    /** How many characters must be put in, taken out or changed (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
