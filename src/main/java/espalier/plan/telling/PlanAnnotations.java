package espalier.plan.telling;

import espalier.Identity;
import espalier.annotation.Annotation;
import espalier.annotation.AnnotationRule;
import espalier.annotation.Hashes;
import espalier.annotation.Sarif;
import espalier.annotation.WorkflowCommands;
import espalier.plan.Danger;
import espalier.plan.Effect;
import espalier.plan.Plan;
import espalier.plan.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dangers of plans at the lines that made them. */
public final class PlanAnnotations {
    private PlanAnnotations() {}

    /** Where a danger is shown. */
    public interface Places {
        /**
         * The line.
         *
         * @param object which one is in danger
         * @param step what becomes of it; null for one that nothing is done to
         */
        Annotation.@Nullable Place of(Identity object, @Nullable Step step);
    }

    /** A plan and where its objects are made. */
    public record Told(Plan plan, Places places) {}

    /**
     * As SARIF, made by {@code version} of the program; what was not compared stands in the notifications of the run.
     *
     * @param folder where in the repository the clusters stand, with a slash at its end; empty for its root
     */
    public static String sarif(List<Told> plans, String folder, String version) {
        var sorts = EnumSet.noneOf(Danger.Sort.class);
        var omissions = new ArrayList<Sarif.Omission>();
        for (Told each : plans) {
            each.plan.dangers().forEach(danger -> sorts.add(danger.sort()));
            each.plan
                    .notes()
                    .forEach(note ->
                            omissions.add(new Sarif.Omission("not-compared", each.plan.cluster() + ": " + note + ".")));
        }
        var rules = new ArrayList<AnnotationRule>();
        sorts.forEach(sort -> rules.add(DangerRules.of(sort)));
        return Sarif.of(new Sarif.Run(folder, "plan", version, rules, annotations(plans), omissions));
    }

    /** As the log lines of which GitHub Actions makes annotations, for clusters in that {@code folder} of the repository. */
    public static String github(List<Told> plans, String folder) {
        return WorkflowCommands.of(annotations(plans), folder);
    }

    /** The worst first, of whichever cluster: where a forge shows only some, it shows the first. */
    private static List<Annotation> annotations(List<Told> plans) {
        var names = new Hashes();
        var bySort = new EnumMap<Danger.Sort, List<Annotation>>(Danger.Sort.class);
        for (Told each : plans) {
            Map<Identity, Step> steps = new HashMap<>();
            each.plan.steps().forEach(step -> steps.put(step.object(), step));
            for (Danger danger : each.plan.dangers()) {
                bySort.computeIfAbsent(danger.sort(), sort -> new ArrayList<>())
                        .add(annotation(each, danger, steps.get(danger.object()), names));
            }
        }
        var annotations = new ArrayList<Annotation>();
        bySort.values().forEach(annotations::addAll);
        return annotations;
    }

    private static Annotation annotation(Told told, Danger danger, @Nullable Step step, Hashes names) {
        String about = told.plan.cluster() + "/" + danger.object();
        var message = new StringBuilder(told.plan.cluster() + ": " + danger.object() + ": " + danger.text());
        if (step != null) {
            step.effects(Effect.Sort.WAY_OUT)
                    .forEach(way -> message.append("\nWay out: ").append(way));
        }
        return new Annotation(
                DangerRules.id(danger.sort()),
                DangerRules.level(danger.sort()),
                message.toString(),
                about,
                told.places.of(danger.object(), step),
                List.of(),
                names.of(danger.sort() + "\n" + about + "\n" + danger.text()));
    }
}
