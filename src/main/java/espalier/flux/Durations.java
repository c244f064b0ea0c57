package espalier.flux;

import java.time.Duration;

/** Durations as Go writes them, which is how Flux's objects take them. */
public final class Durations {
    private Durations() {}

    /** {@code 1h30m}, {@code 5m}, {@code 90s}: only units that are not zero. */
    public static String text(Duration duration) {
        var text = new StringBuilder();
        append(text, duration.toHours(), 'h');
        append(text, duration.toMinutesPart(), 'm');
        append(text, duration.toSecondsPart(), 's');
        return text.length() == 0 ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, char unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }
}
