package infra.packaging;

import java.util.Locale;
import java.util.Set;

/** What the chart writes without quotes, and YAML must read as text all the same. */
public final class Plain {
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private Plain() {}

    /** Whether YAML takes {@code name}, a DNS name, for text. */
    public static boolean isText(String name) {
        return !WORDS.contains(name.toLowerCase(Locale.ROOT)) && !isNumber(name);
    }

    /** Whether it looks like a number or a date, or might. */
    private static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) {
            if ("0123456789abcdefox.-_+".indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        return !name.isEmpty() && name.charAt(0) <= '9';
    }
}
