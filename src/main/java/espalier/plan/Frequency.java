package espalier.plan;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often a schedule comes, and how long a time is: as far as two can be told apart by that. */
final class Frequency {
    private static final int DAYS = 365;
    private static final double DAY = 86_400;
    private static final Map<String, Double> WORDS = Map.of(
            "@yearly",
            1.0,
            "@annually",
            1.0,
            "@monthly",
            12.0,
            "@weekly",
            DAYS / 7.0,
            "@daily",
            (double) DAYS,
            "@midnight",
            (double) DAYS,
            "@hourly",
            DAYS * 24.0);
    private static final int[] MONTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final List<String> MONTH_NAMES =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAY_NAMES = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private Frequency() {}

    /** How often a year; less than 0 where it does not say so. Of five fields, or six where it begins with seconds. */
    static double ofCron(String schedule) {
        String text = schedule.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("tz=") || text.startsWith("cron_tz=")) {
            text = text.substring(Math.max(0, text.indexOf(' '))).strip();
        }
        text = text.endsWith("-random") ? text.substring(0, text.length() - "-random".length()) : text; // K8up's own
        if (text.startsWith("@every ")) {
            double every = seconds(text.substring("@every ".length()), false);
            return every > 0 ? DAYS * DAY / every : -1;
        }
        Double known = WORDS.get(text);
        return known != null ? known : ofFields(text.split("\\s+"));
    }

    private static double ofFields(String[] fields) {
        int first = fields.length - 5;
        if (first != 0 && first != 1) {
            return -1;
        }
        BitSet seconds = first == 1 ? values(fields[0], 0, 59, List.of()) : values("0", 0, 59, List.of());
        BitSet minutes = values(fields[first], 0, 59, List.of());
        BitSet hours = values(fields[first + 1], 0, 23, List.of());
        BitSet days = values(fields[first + 2], 1, 31, List.of());
        BitSet months = values(fields[first + 3], 1, 12, MONTH_NAMES);
        BitSet weekdays = values(fields[first + 4], 0, 7, DAY_NAMES);
        if (seconds == null || minutes == null || hours == null || days == null || months == null || weekdays == null) {
            return -1;
        }
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
        boolean both = isAny(fields[first + 2]) || isAny(fields[first + 4]); // otherwise cron takes either
        int matching = 0;
        for (int newYear = 0; newYear < 7; newYear++) { // no day of the week comes oftener than another
            int weekday = newYear;
            for (int month = 1; month <= MONTHS.length; month++) {
                for (int day = 1; day <= MONTHS[month - 1]; day++) {
                    boolean named =
                            both ? days.get(day) && weekdays.get(weekday) : days.get(day) || weekdays.get(weekday);
                    matching += months.get(month) && named ? 1 : 0;
                    weekday = (weekday + 1) % 7;
                }
            }
        }
        return matching / 7.0 * hours.cardinality() * minutes.cardinality() * seconds.cardinality();
    }

    private static boolean isAny(String field) {
        return field.startsWith("*") || field.startsWith("?");
    }

    /** Those that {@code field} names; null where it says something else. */
    private static @Nullable BitSet values(String field, int least, int most, List<String> names) {
        var values = new BitSet();
        for (String part : field.split(",", -1)) {
            String[] step = part.split("/", -1);
            String[] ends = step[0].split("-", -1);
            boolean any = step[0].equals("*") || step[0].equals("?");
            int from = any ? least : number(ends[0], names, least);
            int to = any || ends.length == 1 && step.length == 2 ? most : number(ends[ends.length - 1], names, least);
            int by = step.length == 2 ? number(step[1], List.of(), least) : 1;
            if (from < least || to > most || from > to || by < 1 || step.length > 2 || ends.length > 2) {
                return null;
            }
            for (int value = from; value <= to; value += by) {
                values.set(value);
            }
        }
        return values;
    }

    private static int number(String text, List<String> names, int least) {
        int name = names.indexOf(text);
        return name >= 0 ? name + least : whole(text);
    }

    private static int whole(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether {@code is} is a smaller number, or a shorter time, than {@code was}; not where nobody can tell. */
    static boolean isLess(String is, String was, boolean months) {
        double now = seconds(is, months);
        double before = seconds(was, months);
        return now >= 0 && before >= 0 && now < before;
    }

    /** What {@code text} of digits and dots is; less than 0 where it is no number. */
    private static double number(String text) {
        try {
            return text.length() > 9 ? -1 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** A time as in {@code 720h0m} or {@code 30d}, or a bare number; less than 0 where it is neither. */
    private static double seconds(String time, boolean months) {
        double sum = 0;
        int at = 0;
        while (at < time.length()) {
            int end = at;
            while (end < time.length() && (Character.isDigit(time.charAt(end)) || time.charAt(end) == '.')) {
                end++;
            }
            double number = number(time.substring(at, end));
            if (number < 0) {
                return -1;
            }
            if (end == time.length()) {
                return at == 0 ? number : -1;
            }
            double unit = switch (Character.toLowerCase(time.charAt(end))) {
                case 'y' -> DAYS * DAY;
                case 'w' -> 7 * DAY;
                case 'd' -> DAY;
                case 'h' -> 3600;
                case 'm' -> months ? 30 * DAY : 60;
                case 's' -> 1;
                default -> -1;
            };
            if (unit < 0) {
                return -1;
            }
            sum += number * unit;
            at = end + 1;
        }
        return sum;
    }
}
