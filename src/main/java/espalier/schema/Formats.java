package espalier.schema;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The formats of strings that the API server looks at; of any other it, too, takes whatever stands there. */
final class Formats {
    private Formats() {}

    /** What a string of {@code format} must be, in words, where {@code text} is none; otherwise null. */
    static @Nullable String obstacle(String format, String text) {
        return switch (format) {
            case "date-time" -> isDateTime(text) ? null : "a date and time such as 2026-01-31T08:00:00Z";
            case "date" -> isDate(text) ? null : "a date such as 2026-01-31";
            case "byte" -> isBase64(text) ? null : "base64";
            case "ipv4" -> Addresses.isIpv4(text) ? null : "an IPv4 address";
            case "ipv6" -> Addresses.isIpv6(text) ? null : "an IPv6 address";
            case "cidr" ->
                Addresses.isCidr(text) ? null : "an address and the length of its prefix, such as 10.0.0.0/8";
            case "uuid" -> isUuid(text) ? null : "a UUID";
            default -> null;
        };
    }

    private static boolean isDateTime(String text) {
        try {
            OffsetDateTime.parse(text.toUpperCase(java.util.Locale.ROOT));
            return text.length() > 19; // RFC 3339 wants seconds
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Go leaves out line ends, as {@code base64} writes them. */
    private static boolean isBase64(String text) {
        String plain = text.indexOf('\n') < 0 ? text : text.replace("\r", "").replace("\n", "");
        try {
            Base64.getDecoder().decode(plain);
            return plain.length() % 4 == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isUuid(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) >= 0 && c < 0x7f) {
                digits++;
            } else if (c != '-') {
                return false;
            }
        }
        return digits == 32;
    }
}
