package espalier.check;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A schedule as cron writes it, with five fields, or six where it begins with seconds. */
final class Cron {
    private static final List<String> WORDS =
            List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
    private static final List<String> FIELDS =
            List.of("second", "minute", "hour", "day of the month", "month", "day of the week");
    private static final int[] LEAST = {0, 0, 0, 1, 1, 0};
    private static final int[] MOST = {59, 59, 23, 31, 12, 6};
    private static final int DAY = 3;
    private static final int MONTH = 4;
    private static final int WEEKDAY = 5;
    private static final int[] DAYS_OF_MONTH = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private Cron() {}

    /** What is wrong with {@code schedule}; null for nothing. */
    static @Nullable String wrong(String schedule, boolean seconds) {
        if (WORDS.contains(schedule) || schedule.startsWith("@every ")) {
            return null;
        }
        List<String> fields = List.of(schedule.trim().split("\\s+"));
        int first = seconds ? 0 : 1;
        if (fields.size() != FIELDS.size() - first) {
            return (seconds ? "it takes " : "cron takes ") + (FIELDS.size() - first) + " fields, and these are "
                    + (schedule.isBlank() ? 0 : fields.size());
        }
        for (int i = first; i < FIELDS.size(); i++) {
            for (String part : fields.get(i - first).split(",", -1)) {
                if (!isRange(part, i)) {
                    return "\"" + part + "\" is no " + FIELDS.get(i) + ", which goes from " + LEAST[i] + " to "
                            + MOST[i];
                }
            }
        }
        return everComes(fields, first) ? null : "no month that is named has such a day, so it never comes";
    }

    /** Where a day of the week is named as well, cron takes either. */
    private static boolean everComes(List<String> fields, int first) {
        String weekday = fields.get(WEEKDAY - first);
        if (!isAny(weekday)) {
            return true;
        }
        int earliest = least(fields.get(DAY - first), DAY);
        for (int month = 1; month <= 12; month++) {
            if (earliest <= DAYS_OF_MONTH[month - 1] && holds(fields.get(MONTH - first), month)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAny(String field) {
        return field.startsWith("*") || field.startsWith("?");
    }

    private static int least(String field, int at) {
        int least = MOST[at];
        for (String part : field.split(",", -1)) {
            String from = part.split("/", -1)[0].split("-", -1)[0];
            least = Math.min(least, isAny(from) ? LEAST[at] : number(from, at));
        }
        return least;
    }

    private static boolean holds(String field, int month) {
        for (String part : field.split(",", -1)) {
            String[] step = part.split("/", -1);
            String[] ends = step[0].split("-", -1);
            boolean any = isAny(step[0]);
            int from = any ? 1 : number(ends[0], MONTH);
            int to = any || ends.length == 1 && step.length == 2 ? 12 : number(ends[ends.length - 1], MONTH);
            int by = step.length == 2 ? number(step[1], -1) : 1;
            if (month >= from && month <= to && (month - from) % by == 0) {
                return true;
            }
        }
        return false;
    }

    /** {@code *}, {@code 5}, {@code 1-5} and each of these with a step behind it, as in {@code *}{@code /15}. */
    private static boolean isRange(String part, int field) {
        String[] step = part.split("/", -1);
        if (step.length > 2 || step.length == 2 && number(step[1], -1) < 1) {
            return false;
        }
        if (step[0].equals("*") || step[0].equals("?")) {
            return true;
        }
        String[] ends = step[0].split("-", -1);
        int first = number(ends[0], field);
        int last = number(ends[ends.length - 1], field);
        return ends.length <= 2 && LEAST[field] <= first && first <= last && last <= MOST[field];
    }

    private static int number(String text, int field) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (field == MONTH && MONTHS.contains(lower)) {
            return MONTHS.indexOf(lower) + 1;
        }
        if (field == WEEKDAY && DAYS.contains(lower)) {
            return DAYS.indexOf(lower);
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
