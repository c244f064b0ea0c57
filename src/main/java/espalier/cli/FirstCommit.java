package espalier.cli;

import espalier.Identity;
import espalier.difference.FieldChange;
import espalier.moves.Moves;
import espalier.moves.Moves.Verb;
import espalier.plan.Deed;
import espalier.plan.Plan;
import espalier.plan.Step;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the first of two commits may do: to each object that is named what is said of that object, and nothing else. What follows
 * from it in the files is the list of the directory that an object stands in, which has its generators and patches as well, and the
 * list of all files.
 */
final class FirstCommit {
    private static final FieldPath ANNOTATIONS = FieldPath.of("metadata", "annotations");
    private static final FieldPath SUSPEND = FieldPath.of("spec", "suspend");

    private final String cluster;
    /** What is said of an object, and not seen to be done yet. */
    private final Map<Identity, Set<Verb>> left = new LinkedHashMap<>();

    private final Set<String> files = new HashSet<>();

    private FirstCommit(String cluster) {
        this.cluster = cluster;
    }

    /** The one that {@code moves} is for. */
    static FirstCommit of(String cluster, Moves moves) {
        var commit = new FirstCommit(cluster);
        for (Verb verb : Verb.values()) {
            for (Identity object : moves.objects(verb)) {
                commit.left
                        .computeIfAbsent(object, key -> EnumSet.noneOf(Verb.class))
                        .add(verb);
            }
        }
        return commit;
    }

    /** What Flux does by it, once that is seen to be no more and no less. */
    Plan proven(DistTree before, DistTree prepared) throws IOException, SafeSequence.Impossible {
        Plan plan = TwoTrees.plan(cluster, before, prepared);
        if (plan != null) {
            for (Step step : plan.steps()) {
                prove(step);
            }
        }
        if (plan == null || !left.isEmpty()) {
            throw less(left.keySet().iterator().next() + " stays as it is");
        }
        files.add("dist/" + cluster + "/.generated");
        for (String path : TwoTrees.changed(cluster, before, prepared)) {
            if (!files.contains(path)) {
                throw more(path + " would be written otherwise as well");
            }
        }
        return plan;
    }

    private void prove(Step step) throws SafeSequence.Impossible {
        Set<Verb> asked = left.remove(step.plain());
        if (asked == null) {
            throw more(step.object() + " would be " + step.deed().word() + " as well");
        }
        if (step.deed() == Deed.SUSPENDED || step.deed() == Deed.PASSED_OVER || step.heldBy() != null) {
            throw new SafeSequence.Impossible("no mark reaches " + step.object() + " on " + cluster + ": " + step.by()
                    + " does not apply it (" + step.deed().word() + ")");
        }
        Set<Verb> done = EnumSet.noneOf(Verb.class);
        if (step.deed() == Deed.PRUNED) {
            done.add(Verb.REMOVE);
        }
        for (FieldChange field : step.fields()) {
            Verb verb = doneBy(field);
            if (verb == null || !asked.contains(verb)) {
                throw more(step.object() + " would change in " + field + " as well");
            }
            done.add(verb);
        }
        if (!done.equals(asked)) {
            throw less(step.object() + " would be " + step.deed().word() + ", and no more");
        }
        files.add(step.file());
        files.add(step.file().substring(0, step.file().lastIndexOf('/')) + "/kustomization.yaml");
    }

    private SafeSequence.Impossible more(String what) {
        return new SafeSequence.Impossible("dist/" + cluster + " of that commit is not what its Java says: " + what
                + ". Run mvn synth there, and commit that first");
    }

    private static SafeSequence.Impossible less(String what) {
        return new SafeSequence.Impossible("the program of that commit does not do what moves/ says: " + what
                + ". Bring this version of Espalier to it by a commit of its own first");
    }

    /** What is asked for when just this changes; null for nothing. */
    private static @Nullable Verb doneBy(FieldChange field) {
        Object now = field.after();
        if (field.path().equals(ANNOTATIONS)
                && field.before() == null
                && now instanceof Mapping all
                && all.size() == 1) {
            return all.keyAt(0).equals(Moves.MARK) && says(all.valueAt(0), "disabled") ? Verb.KEEP : null;
        }
        if (field.path().equals(ANNOTATIONS.field(Moves.MARK))) {
            return says(now, "disabled") ? Verb.KEEP : null;
        }
        return field.path().equals(SUSPEND) && says(now, "true") ? Verb.SUSPEND : null;
    }

    private static boolean says(@Nullable Object value, String text) {
        return value instanceof Leaf leaf && leaf.text().equals(text);
    }
}
