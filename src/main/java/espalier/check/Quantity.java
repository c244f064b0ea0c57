package espalier.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An amount as Kubernetes writes it: {@code 100m}, {@code 1.5}, {@code 256Mi}. */
public final class Quantity {
    private static final List<String> SUFFIXES =
            List.of("", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final double[] FACTORS = {
        1, 1e-9, 1e-6, 1e-3, 1e3, 1e6, 1e9, 1e12, 1e15, 1e18, 0x1p10, 0x1p20, 0x1p30, 0x1p40, 0x1p50, 0x1p60
    };

    private Quantity() {}

    /** Its value, or null for what is none; a sign is none for us, since no field takes a negative amount. */
    public static @Nullable Double parse(String text) {
        int end = 0;
        boolean dot = false;
        while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.' && !dot)) {
            dot |= text.charAt(end) == '.';
            end++;
        }
        if (end == 0 || dot && end == 1) {
            return null;
        }
        String suffix = text.substring(end);
        int at = SUFFIXES.indexOf(suffix);
        if (at >= 0) {
            return number(text, end) * FACTORS[at];
        }
        return isExponent(suffix) ? Double.valueOf(text) : null;
    }

    /** What stands before {@code end}: digits and at most one dot. The JDK's own reader takes its time to start. */
    private static double number(String text, int end) {
        double value = 0;
        double unit = 1;
        boolean behindDot = false;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                behindDot = true;
            } else {
                value = value * 10 + (c - '0');
                unit = behindDot ? unit * 10 : unit;
            }
        }
        return value / unit;
    }

    private static boolean isExponent(String suffix) {
        if (suffix.length() < 2 || suffix.charAt(0) != 'e' && suffix.charAt(0) != 'E') {
            return false;
        }
        int from = suffix.charAt(1) == '+' || suffix.charAt(1) == '-' ? 2 : 1;
        for (int i = from; i < suffix.length(); i++) {
            if (!isDigit(suffix.charAt(i))) {
                return false;
            }
        }
        return from < suffix.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** What {@code text} was most likely meant to be: {@code 256Mi} for {@code 256MB}; null when nothing suggests itself. */
    static @Nullable String meant(String text) {
        String trimmed = text.trim().replace(" ", "");
        int end = 0;
        while (end < trimmed.length() && (isDigit(trimmed.charAt(end)) || trimmed.charAt(end) == '.')) {
            end++;
        }
        if (end == 0 || end == trimmed.length()) {
            return end == 0 || trimmed.equals(text) ? null : trimmed;
        }
        String unit = trimmed.substring(end, end + 1).toUpperCase(java.util.Locale.ROOT) + "i";
        return SUFFIXES.contains(unit) ? trimmed.substring(0, end) + unit : null;
    }
}
