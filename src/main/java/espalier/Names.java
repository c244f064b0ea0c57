package espalier;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What Kubernetes takes as a name. */
public final class Names {
    /** What {@link #isLabel} takes, for messages. */
    public static final String LABEL =
            "lower-case letters, digits and hyphens, at most 63 of them, with a letter or digit at both ends";

    /** What {@link #isSubdomain} takes, but for the length. */
    public static final String SUBDOMAIN =
            "lower-case letters, digits, hyphens and dots, with a letter or digit at both ends";

    private Names() {}

    /** Whether {@code text} is a DNS label (RFC 1123): lower-case letters, digits, hyphens inside, at most 63. */
    public static boolean isLabel(String text) {
        return text.length() <= 63 && isDotless(text);
    }

    /** Whether {@code text} is a DNS subdomain: labels joined by dots, at most 253 characters. */
    public static boolean isSubdomain(String text) {
        if (text.length() > 253) {
            return false;
        }
        int start = 0;
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
            if (!isDotless(text.substring(start, dot))) {
                return false;
            }
            start = dot + 1;
        }
        return isDotless(text.substring(start));
    }

    private static boolean isDotless(String text) {
        int length = text.length();
        if (length == 0 || text.charAt(0) == '-' || text.charAt(length - 1) == '-') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code text} can be a label's value, or the part of its key behind the slash. */
    public static boolean isLabelValue(String text) {
        int length = text.length();
        if (length > 63) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            boolean inside = i > 0 && i < length - 1 && (c == '-' || c == '_' || c == '.');
            if (!alphanumeric && !inside) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code text} can be a key of a label or annotation: an optional subdomain and a slash, then a name. */
    public static boolean isQualifiedName(String text) {
        int slash = text.indexOf('/');
        String name = text.substring(slash + 1);
        return (slash < 0 || isSubdomain(text.substring(0, slash))) && !name.isEmpty() && isLabelValue(name);
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
