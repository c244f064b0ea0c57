package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Schedules of CronJobs that the API server would refuse. */
final class CronSchedules {
    private static final FieldPath SCHEDULE = FieldPath.of("spec", "schedule");
    private static final List<String> WORDS =
            List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
    private static final List<String> FIELDS =
            List.of("minute", "hour", "day of the month", "month", "day of the week");
    private static final int[] LEAST = {0, 0, 1, 1, 0};
    private static final int[] MOST = {59, 23, 31, 12, 6};
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private CronSchedules() {}

    static void check(ObjectGraph graph) {
        for (KubernetesObject object : graph.ofKind("CronJob")) {
            if (SCHEDULE.in(object.body()) instanceof Leaf schedule) {
                String wrong = wrong(schedule.text());
                if (wrong != null) {
                    String message = "Tried to run " + object + " at \"" + schedule.text() + "\", but " + wrong;
                    String fix = "write minute, hour, day, month and day of the week, as in 0 3 * * 1-5";
                    object.owner().findings().report(Soundness.SCHEDULE, object, message, fix);
                }
            }
        }
    }

    private static @Nullable String wrong(String schedule) {
        if (WORDS.contains(schedule) || schedule.startsWith("@every ")) {
            return null;
        }
        List<String> fields = List.of(schedule.trim().split("\\s+"));
        if (fields.size() != FIELDS.size()) {
            return "cron takes 5 fields, and these are " + (schedule.isBlank() ? 0 : fields.size());
        }
        for (int i = 0; i < FIELDS.size(); i++) {
            for (String part : fields.get(i).split(",", -1)) {
                if (!isRange(part, i)) {
                    return "\"" + part + "\" is no " + FIELDS.get(i) + ", which goes from " + LEAST[i] + " to "
                            + MOST[i];
                }
            }
        }
        return null;
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
        if (field == 3 && MONTHS.contains(lower)) {
            return MONTHS.indexOf(lower) + 1;
        }
        if (field == 4 && DAYS.contains(lower)) {
            return DAYS.indexOf(lower);
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
