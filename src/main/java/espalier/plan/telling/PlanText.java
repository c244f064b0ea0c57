package espalier.plan.telling;

import espalier.difference.FieldChange;
import espalier.plan.Bump;
import espalier.plan.Danger;
import espalier.plan.Deed;
import espalier.plan.Effect;
import espalier.plan.Plan;
import espalier.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A plan for a terminal: the dangers first, then what Flux does in its order. */
public final class PlanText {
    private static final int FEW_FIELDS = 3;
    private static final int MOST_LINES = 20;
    private static final int FEW_OF_A_SORT = 2;
    private static final String RED = "31";
    private static final String YELLOW = "33";
    private static final String GREEN = "32";

    private static final Map<Deed, String> COLOURS = Map.of(
            Deed.CREATED, GREEN,
            Deed.CHANGED, YELLOW,
            Deed.RESTARTED, YELLOW,
            Deed.RENAMED, YELLOW,
            Deed.MOVED, YELLOW,
            Deed.RECREATED, RED,
            Deed.REFUSED, RED,
            Deed.PRUNED, RED,
            Deed.STUCK, RED);

    private final JavaLine java;
    private final boolean details;
    private final boolean colour;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param details whether every object is told, and every field
     * @param colour whether the terminal wants it
     */
    public PlanText(JavaLine java, boolean details, boolean colour) {
        this.java = java;
        this.details = details;
        this.colour = colour;
    }

    /** The lines of {@code plan}. */
    public List<String> of(Plan plan) {
        lines.clear();
        lines.add(Summary.of(plan));
        plan.notes().forEach(note -> lines.add("  note: " + note));
        for (Danger danger : plan.dangers()) {
            lines.add("  "
                    + coloured(
                            danger.sort().compareTo(Danger.Sort.POLICY) <= 0 ? RED : YELLOW,
                            danger.sort().word()) + "  " + danger.object() + ": " + danger.text());
        }
        for (Bump bump : plan.bumps()) {
            lines.add("  " + Summary.of(bump));
        }
        plan.blast().waiting().forEach(waiting -> lines.add("  " + Summary.of(waiting)));
        int wave = 0;
        String by = "";
        List<Step> steps = plan.steps();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.wave() != wave || !step.by().equals(by)) {
                wave = step.wave();
                by = step.by();
                lines.add((plan.blast().allWaves() > 1 ? "wave " + wave + ": " : "") + by);
            }
            int alike = details ? 1 : alike(steps, i);
            if (alike > FEW_OF_A_SORT) {
                several(steps.subList(i, i + alike));
                i += alike - 1;
            } else {
                one(step);
            }
        }
        return List.copyOf(lines);
    }

    /** How many from there on are told as well in one line: nothing follows from them. */
    private static int alike(List<Step> steps, int from) {
        int to = from;
        while (to < steps.size() && isPlain(steps.get(to)) && isSame(steps.get(to), steps.get(from))) {
            to++;
        }
        return Math.max(1, to - from);
    }

    private static boolean isPlain(Step step) {
        return step.effects(Effect.Sort.WAY_OUT).isEmpty()
                && step.effects(Effect.Sort.DIES).isEmpty()
                && step.effects(Effect.Sort.RESTARTS).isEmpty();
    }

    private static boolean isSame(Step step, Step other) {
        boolean whole = step.deed() != Deed.CHANGED && step.deed() != Deed.RESTARTED;
        return whole
                && step.deed() == other.deed()
                && step.by().equals(other.by())
                && step.wave() == other.wave()
                && Objects.equals(step.heldBy(), other.heldBy());
    }

    private void several(List<Step> steps) {
        var names = new ArrayList<String>();
        steps.forEach(step -> names.add(step.object().toString()));
        String line = java.of(steps.get(0));
        lines.add("  " + deed(steps.get(0)) + " " + steps.size() + " objects: " + String.join(", ", names.subList(0, 2))
                + " and " + (steps.size() - 2) + " more" + (line == null ? "" : "  " + line));
        held(steps.get(0));
    }

    private void held(Step step) {
        if (!step.held().isEmpty()) {
            lines.add("    held: " + step.held());
        }
    }

    private String deed(Step step) {
        String colours = COLOURS.get(step.deed());
        return colours == null
                ? step.deed().word()
                : coloured(colours, step.deed().word());
    }

    private void one(Step step) {
        String line = java.of(step);
        lines.add("  " + deed(step) + " " + (step.from() == null ? "" : step.from() + " → ") + step.object()
                + (line == null ? "" : "  " + line));
        held(step);
        List<FieldChange> fields = step.fields();
        int shown = details ? fields.size() : Math.min(FEW_FIELDS, fields.size());
        for (FieldChange field : fields.subList(0, shown)) {
            field(field);
        }
        if (shown < fields.size()) {
            lines.add("    and " + Summary.count(fields.size() - shown, "field") + " more (--details)");
        }
        for (Effect effect : step.effects()) {
            lines.add("    " + effect.sort().word() + ": " + effect.text());
        }
    }

    private void field(FieldChange field) {
        List<String> text = field.lines();
        if (text.isEmpty()) {
            lines.add("    " + field);
            return;
        }
        lines.add("    " + field.where() + ":");
        int shown = details ? text.size() : Math.min(MOST_LINES, text.size());
        text.subList(0, shown).forEach(each -> lines.add("      " + each));
        if (shown < text.size()) {
            lines.add("      and " + Summary.count(text.size() - shown, "line") + " more (--details)");
        }
    }

    private String coloured(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
