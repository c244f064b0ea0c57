package espalier.plan.telling;

import espalier.difference.FieldChange;
import espalier.plan.Bump;
import espalier.plan.Danger;
import espalier.plan.Deed;
import espalier.plan.Effect;
import espalier.plan.Plan;
import espalier.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A plan for a terminal: the dangers first, then what Flux does in its order. */
public final class PlanText {
    private static final int FEW_FIELDS = 3;
    private static final int MOST_LINES = 20;
    private static final int FEW_OF_A_SORT = 2;

    /** Beyond these nobody reads on; the worst is said by then. */
    private static final int MOST_DANGERS = 40;

    private static final int MOST_BUMPS = 40;

    private static final int MOST_PARTS = 80;
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
        List<Danger> dangers = plan.dangers();
        int shown = details ? dangers.size() : Math.min(MOST_DANGERS, dangers.size());
        for (Danger danger : dangers.subList(0, shown)) {
            lines.add("  "
                    + coloured(
                            danger.sort().compareTo(Danger.Sort.POLICY) <= 0 ? RED : YELLOW,
                            danger.sort().word()) + "  " + danger.object() + ": " + danger.text());
        }
        more(dangers.size() - shown, "danger");
        int told = details
                ? plan.bumps().size()
                : Math.min(MOST_BUMPS, plan.bumps().size());
        for (Bump bump : plan.bumps().subList(0, told)) {
            lines.add("  " + Summary.of(bump));
        }
        more(plan.bumps().size() - told, "version");
        plan.blast().waiting().forEach(waiting -> lines.add("  " + Summary.of(waiting)));
        steps(plan);
        return List.copyOf(lines);
    }

    private void steps(Plan plan) {
        int wave = 0;
        String by = "";
        List<Step> steps = plan.steps();
        int parts = 0;
        for (int i = 0; i < steps.size(); i++) {
            if (!details && ++parts > MOST_PARTS) {
                more(steps.size() - i, "object");
                return;
            }
            Step step = steps.get(i);
            boolean begins = step.wave() != wave || !step.by().equals(by);
            wave = step.wave();
            by = step.by();
            List<Step> alike = details ? List.of(step) : begins ? everywhere(steps, i) : alike(steps, i);
            if (begins) {
                var names = new LinkedHashSet<String>();
                alike.forEach(each -> names.add(each.by()));
                lines.add((plan.blast().allWaves() > 1 ? "wave " + wave + ": " : "") + some(List.copyOf(names)));
            }
            if (alike.size() > FEW_OF_A_SORT) {
                several(alike);
                i += alike.size() - 1;
                by = steps.get(i).by();
            } else {
                one(step);
            }
        }
    }

    private void more(int number, String noun) {
        if (number > 0) {
            lines.add("  and " + Summary.count(number, noun) + " more (--details)");
        }
    }

    private static String some(List<String> names) {
        return names.size() <= FEW_OF_A_SORT + 1
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, FEW_OF_A_SORT)) + " and " + (names.size() - FEW_OF_A_SORT)
                        + " more";
    }

    /** Those from there on of one Kustomization that are told as well in one line: nothing follows from them. */
    private static List<Step> alike(List<Step> steps, int from) {
        int to = from;
        while (to < steps.size()
                && steps.get(to).by().equals(steps.get(from).by())
                && isSame(steps.get(to), steps.get(from))) {
            to++;
        }
        return steps.subList(from, Math.max(from + 1, to));
    }

    /** Where whole Kustomizations change in the same way, the steps of all of these that come one after the other. */
    private static List<Step> everywhere(List<Step> steps, int from) {
        Deed deed = steps.get(from).deed();
        int whole = from;
        int to = from;
        while ((deed == Deed.CHANGED || deed == Deed.STAYS)
                && to < steps.size()
                && isSame(steps.get(to), steps.get(from))) {
            to++;
            boolean ends = to == steps.size()
                    || !steps.get(to).by().equals(steps.get(to - 1).by());
            whole = ends ? to : whole;
        }
        List<Step> own = alike(steps, from);
        return whole - from > Math.max(own.size(), FEW_OF_A_SORT) ? steps.subList(from, whole) : own;
    }

    private static boolean isPlain(Step step) {
        return step.effects(Effect.Sort.WAY_OUT).isEmpty()
                && step.effects(Effect.Sort.DIES).isEmpty()
                && step.effects(Effect.Sort.RESTARTS).isEmpty();
    }

    /** Also what changes, of what is changed: one setting for all is read once. */
    private static boolean isSame(Step step, Step other) {
        return isPlain(step)
                && step.deed() == other.deed()
                && step.deed() != Deed.RESTARTED
                && step.wave() == other.wave()
                && Objects.equals(step.heldBy(), other.heldBy())
                && (step.deed() != Deed.CHANGED
                        || step.effects().isEmpty()
                                && other.effects().isEmpty()
                                && step.fields().equals(other.fields()));
    }

    private void several(List<Step> steps) {
        var names = new ArrayList<String>();
        steps.forEach(step -> names.add(step.object().toString()));
        String line = java.of(steps.get(0));
        lines.add("  " + deed(steps.get(0)) + " " + steps.size() + " objects: " + String.join(", ", names.subList(0, 2))
                + " and " + (steps.size() - 2) + " more" + (line == null ? "" : "  " + line));
        held(steps.get(0));
        if (steps.get(0).deed() == Deed.CHANGED) {
            fields(steps.get(0));
        }
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
        fields(step);
        for (Effect effect : step.effects()) {
            lines.add("    " + effect.sort().word() + ": " + effect.text());
        }
    }

    private void fields(Step step) {
        List<FieldChange> fields = step.fields();
        int shown = details ? fields.size() : Math.min(FEW_FIELDS, fields.size());
        for (FieldChange field : fields.subList(0, shown)) {
            field(field);
        }
        if (shown < fields.size()) {
            lines.add("    and " + Summary.count(fields.size() - shown, "field") + " more (--details)");
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
