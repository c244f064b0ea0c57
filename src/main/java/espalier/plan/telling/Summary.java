package espalier.plan.telling;

import espalier.plan.Bump;
import espalier.plan.Deed;
import espalier.plan.Plan;
import espalier.plan.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A plan in one line. */
public final class Summary {
    private Summary() {}

    /** {@code 2 changed, 1 restarted}; empty where nothing is. */
    public static String counts(Plan plan) {
        Map<Deed, Integer> counts = new EnumMap<>(Deed.class);
        for (Step step : plan.steps()) {
            counts.merge(step.deed(), 1, Integer::sum);
        }
        var parts = new ArrayList<String>();
        counts.forEach((deed, count) -> parts.add(count + " " + deed.word()));
        return String.join(", ", parts);
    }

    /** How far it reaches. */
    public static String reach(Plan plan) {
        Plan.Blast blast = plan.blast();
        var parts = new ArrayList<String>();
        parts.add(count(blast.components().size(), "component"));
        if (!blast.namespaces().isEmpty()) {
            parts.add(
                    blast.namespaces().size() == 1
                            ? "namespace " + blast.namespaces().get(0)
                            : blast.namespaces().size() + " namespaces");
        }
        if (blast.definitions() > 0) {
            parts.add(count(blast.definitions(), "definition"));
        }
        if (blast.allWaves() > 1 && blast.waves() > 0) {
            parts.add("in " + blast.waves() + " of " + blast.allWaves() + " waves");
        }
        return String.join(", ", parts);
    }

    /** The whole line. */
    public static String of(Plan plan) {
        if (plan.steps().isEmpty()) {
            int dangers = plan.dangers().size();
            return plan.cluster()
                    + (dangers == 0 ? ": nothing changes" : ": no object changes, but " + count(dangers, "danger"));
        }
        return plan.cluster() + ": " + (plan.routine() ? "routine, " : "") + counts(plan)
                + (plan.blast().components().isEmpty() ? "" : " (" + reach(plan) + ")");
    }

    /** {@code image postgres 17.1 → 17.2 (minor), run by …}. */
    static String of(Bump bump) {
        List<String> runs = bump.runs();
        String who = String.join(", ", runs.subList(0, Math.min(3, runs.size())));
        String versions =
                bump.from().isEmpty() ? bump.to() : bump.to().isEmpty() ? bump.from() : bump.from() + " → " + bump.to();
        return bump.sort() + " " + bump.what() + " " + versions + " (" + bump.step() + "), run by " + who
                + (runs.size() > 3 ? " and " + (runs.size() - 3) + " more" : "");
    }

    /** {@code 12 wait for postgres: litellm, phoenix and 1 more, and 9 for those}. */
    public static String of(Plan.Waiting waiting) {
        List<String> direct = waiting.direct();
        int others = waiting.all() - direct.size();
        return waiting.all() + (waiting.all() == 1 ? " waits" : " wait") + " for " + waiting.on() + ": "
                + String.join(", ", direct.subList(0, Math.min(3, direct.size())))
                + (direct.size() > 3 ? " and " + (direct.size() - 3) + " more" : "")
                + (others > 0 ? ", and " + others + " for those" : "");
    }

    /** {@code 1 object}, {@code 2 objects}. */
    public static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
