package espalier.cel;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of CEL that a text of an object stands for, where the schema gives it a format. */
public final class Values {
    /** What an object has where it has nothing. */
    public static final Object NULL = NullValue.NULL_VALUE;

    private static final String[] UNITS = {"ns", "us", "µs", "ms", "s", "m", "h"};
    private static final long[] NANOS = {1, 1_000, 1_000, 1_000_000, 1_000_000_000, 60_000_000_000L, 3_600_000_000_000L
    };

    private Values() {}

    /** {@code text} as its {@code format} has it: a point in time, a duration or bytes; itself where it has none of these. */
    public static Object of(String text, @Nullable String format) {
        try {
            return switch (String.valueOf(format)) {
                case "date-time" ->
                    OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
                case "date" -> instant(LocalDate.parse(text));
                case "duration" -> duration(text);
                case "byte" -> CelByteString.of(Base64.getDecoder().decode(text.replaceAll("[\r\n]", "")));
                default -> text;
            };
        } catch (RuntimeException e) {
            return text; // which its schema does not allow, and so no rule is asked
        }
    }

    private static Instant instant(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** As Go has it: {@code 1h30m}, {@code -1.5s}. */
    private static Duration duration(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (text.substring(at).equals("0")) {
            return Duration.ZERO;
        }
        double nanos = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
                end++;
            }
            int unit = unit(text, end);
            nanos += Double.parseDouble(text.substring(at, end)) * NANOS[unit];
            at = end + UNITS[unit].length();
        }
        return Duration.ofNanos((long) (text.startsWith("-") ? -nanos : nanos));
    }

    private static int unit(String text, int at) {
        for (int i = 0; i < UNITS.length; i++) {
            int end = at + UNITS[i].length();
            boolean isWhole = end == text.length() || end < text.length() && !Character.isLetter(text.charAt(end));
            if (isWhole && text.startsWith(UNITS[i], at)) {
                return i;
            }
        }
        throw new IllegalArgumentException(text);
    }
}
