package espalier.plan.telling;

import espalier.difference.FieldChange;
import espalier.plan.Bump;
import espalier.plan.Danger;
import espalier.plan.Effect;
import espalier.plan.Plan;
import espalier.plan.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Plans as a comment: a table of the clusters, the dangers, and what Flux does folded below. Never longer than a forge takes;
 * what was left out for that is said.
 */
public final class PlanMarkdown {
    /** In characters. GitHub takes 65,536; who posts it has room to say of which commit it is. */
    public static final int LONGEST = 65_000;

    /** By what the comment is found again, to be replaced. */
    public static final String MARK = "<!-- espalier plan -->";

    /** Room for the last words. */
    private static final int RESERVE = 400;

    private static final int MOST_DANGERS = 40;

    private final int longest;
    private final StringBuilder text = new StringBuilder();
    private int leftOut;

    private PlanMarkdown(int longest) {
        this.longest = longest;
    }

    /** A plan and who makes its objects. */
    public record Told(Plan plan, JavaLine java) {}

    /**
     * The comment.
     *
     * @param longest how many characters it may have
     */
    public static String of(List<Told> plans, int longest) {
        return new PlanMarkdown(longest).write(plans);
    }

    private String write(List<Told> plans) {
        text.append(MARK).append('\n');
        if (plans.isEmpty()) {
            return text.append("**Nothing changes** on any cluster.\n").toString();
        }
        text.append("| cluster | what Flux will do | reach | dangers |\n|---|---|---|---|\n");
        for (Told each : plans) {
            Plan plan = each.plan;
            text.append("| **")
                    .append(plan.cluster())
                    .append("** | ")
                    .append(plan.routine() ? "routine: " : "")
                    .append(plan.steps().isEmpty() ? "nothing" : Summary.counts(plan))
                    .append(" | ")
                    .append(Summary.reach(plan))
                    .append(" | ")
                    .append(
                            plan.dangers().isEmpty()
                                    ? "none"
                                    : "**" + plan.dangers().size() + "**")
                    .append(" |\n");
        }
        for (Told each : plans) {
            dangers(each.plan);
        }
        for (Told each : plans) {
            versions(each.plan);
        }
        for (Told each : plans) {
            waiting(each.plan);
        }
        for (Told each : plans) {
            steps(each);
        }
        if (leftOut > 0) {
            text.append("\n*Left out, since a comment takes no more: ")
                    .append(Summary.count(leftOut, "part"))
                    .append(". `espalier diff --details` has all of it.*\n");
        }
        return text.toString();
    }

    private void dangers(Plan plan) {
        List<Danger> dangers = plan.dangers();
        if (dangers.isEmpty()) {
            return;
        }
        var part = new StringBuilder("\n#### " + plan.cluster() + ": look at this first\n");
        for (Danger danger : dangers.subList(0, Math.min(MOST_DANGERS, dangers.size()))) {
            part.append("- **")
                    .append(danger.sort().word())
                    .append("** ")
                    .append(code(danger.object().toString()))
                    .append(": ")
                    .append(plain(danger.text()))
                    .append('\n');
        }
        if (dangers.size() > MOST_DANGERS) {
            part.append("- and ").append(dangers.size() - MOST_DANGERS).append(" more\n");
        }
        add(part);
    }

    private void versions(Plan plan) {
        if (plan.bumps().isEmpty()) {
            return;
        }
        var part = new StringBuilder("\n#### " + plan.cluster() + ": versions\n| what | from | to | step | run by |\n"
                + "|---|---|---|---|---|\n");
        for (Bump bump : plan.bumps()) {
            part.append("| ")
                    .append(bump.sort())
                    .append(' ')
                    .append(code(bump.what()))
                    .append(" | ")
                    .append(bump.from().isEmpty() ? "" : code(bump.from()))
                    .append(" | ")
                    .append(bump.to().isEmpty() ? "" : code(bump.to()))
                    .append(" | ")
                    .append(bump.step())
                    .append(" | ")
                    .append(plain(String.join(", ", bump.runs())))
                    .append(" |\n");
        }
        add(part);
    }

    private void waiting(Plan plan) {
        if (plan.blast().waiting().isEmpty()) {
            return;
        }
        var part = new StringBuilder("\n#### " + plan.cluster() + ": who waits for it\n");
        plan.blast()
                .waiting()
                .forEach(each ->
                        part.append("- ").append(plain(Summary.of(each))).append('\n'));
        add(part);
    }

    private void steps(Told told) {
        Plan plan = told.plan;
        List<Step> steps = plan.steps();
        int from = 0;
        for (int i = 1; i <= steps.size(); i++) {
            boolean ends = i == steps.size()
                    || !steps.get(i).by().equals(steps.get(from).by())
                    || steps.get(i).wave() != steps.get(from).wave();
            if (ends) {
                component(told, steps.subList(from, i));
                from = i;
            }
        }
        for (String note : plan.notes()) {
            add(new StringBuilder("\n> " + plan.cluster() + ": " + plain(note) + "\n"));
        }
    }

    private void component(Told told, List<Step> steps) {
        Plan plan = told.plan;
        String wave = plan.blast().allWaves() > 1 ? "wave " + steps.get(0).wave() + ", " : "";
        var part = new StringBuilder("\n<details><summary>" + plan.cluster() + ", " + wave + "<b>"
                + steps.get(0).by() + "</b>: " + Summary.count(steps.size(), "object") + "</summary>\n\n");
        var whole = new StringBuilder(part);
        for (Step step : steps) {
            String line = told.java.of(step);
            String head = "- **" + step.deed().word() + "** "
                    + (step.from() == null ? "" : code(step.from().toString()) + " → ")
                    + code(step.object().toString()) + (line == null ? "" : " (" + plain(line) + ")") + "\n";
            part.append(head);
            whole.append(head);
            Body body = body(step);
            whole.append(body.text);
        }
        part.append("\n(fields left out)\n</details>\n");
        whole.append("\n</details>\n");
        if (fits(whole)) {
            text.append(whole);
        } else {
            leftOut++;
            if (fits(part)) {
                text.append(part);
            }
        }
    }

    private record Body(String text) {}

    private static Body body(Step step) {
        var body = new StringBuilder();
        if (!step.held().isEmpty()) {
            body.append("  - held: ").append(plain(step.held())).append('\n');
        }
        for (Effect effect : step.effects()) {
            body.append("  - ")
                    .append(effect.sort().word())
                    .append(": ")
                    .append(plain(effect.text()))
                    .append('\n');
        }
        var lines = new ArrayList<String>();
        for (FieldChange field : step.fields()) {
            List<String> inside = field.lines();
            if (inside.isEmpty()) {
                lines.add(field.toString());
            } else {
                lines.add("  " + field.where() + ":");
                lines.addAll(inside);
            }
        }
        if (!lines.isEmpty()) {
            String fence = fence(lines);
            body.append("\n  ").append(fence).append("diff\n");
            lines.forEach(line -> body.append("  ").append(line).append('\n'));
            body.append("  ").append(fence).append('\n');
        }
        return new Body(body.toString());
    }

    /** Longer than any that stands in what it encloses. */
    private static String fence(List<String> lines) {
        String fence = "```";
        for (String line : lines) {
            while (line.contains(fence)) {
                fence += "`";
            }
        }
        return fence;
    }

    private void add(StringBuilder part) {
        if (fits(part)) {
            text.append(part);
        } else {
            leftOut++;
        }
    }

    private boolean fits(CharSequence part) {
        return text.length() + part.length() <= longest - RESERVE;
    }

    /** As it stands, whatever characters it has. */
    private static String code(String text) {
        return "`" + text.replace("`", "'").replace("|", "\\|") + "`";
    }

    /** Nothing in it means anything to Markdown, nor calls anybody. */
    private static String plain(String text) {
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("\\`*_{}[]<>#|~".indexOf(c) >= 0) {
                plain.append('\\');
            }
            plain.append(c);
            if (c == '@') {
                plain.append("\u200b"); // else whoever is called so is told of it
            }
        }
        return plain.toString();
    }
}
