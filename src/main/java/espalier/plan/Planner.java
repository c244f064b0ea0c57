package espalier.plan;

import espalier.Identity;
import espalier.applied.AppliedTree;
import espalier.difference.FieldChange;
import espalier.difference.ObjectDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts a plan together. */
public final class Planner {
    /** Beyond that, a change is more than anybody reads line by line. */
    private static final int MANY_COMPONENTS = 10;

    private static final int MANY_OBJECTS = 60;

    private final Side before;
    private final Side after;
    private final Waves waves;
    private final Contested contested;
    private final Dangers dangers = new Dangers();
    private final List<Change> changes = new ArrayList<>();
    private int unchanged;

    private Planner(Side before, Side after) {
        this.before = before;
        this.after = after;
        this.waves = new Waves(before, after);
        this.contested = new Contested(before, after);
    }

    /**
     * What Flux will do.
     *
     * @param before the tree that it has applied; null for a cluster that is new
     * @param after the tree that comes; null for one that goes
     */
    public static Plan plan(String cluster, @Nullable AppliedTree before, @Nullable AppliedTree after) {
        var planner = new Planner(Side.of(before), Side.of(after));
        if (before != null && after != null && !before.directory().equals(after.directory())) {
            planner.goesElsewhere(before.directory(), after.directory());
        }
        return planner.plan(cluster);
    }

    /** Nothing of what is planned happens before somebody tells the cluster, who is not told by git. */
    private void goesElsewhere(String from, String to) {
        for (Unit entry : after.units()) {
            if (entry.parent() == null) {
                dangers.add(
                        Danger.Sort.BROKEN,
                        entry.identity(),
                        "looks for " + from
                                + " on the cluster, which is gone: it fails, and nothing is applied or pruned,"
                                + " before somebody tells it there that its path is ./" + to);
            }
        }
    }

    /** Of a tree that is gone, once; all of it stays. */
    private void felled() {
        if (after.units().isEmpty() && !before.units().isEmpty()) {
            dangers.add(
                    Danger.Sort.ORPHAN,
                    before.units().iterator().next().identity(),
                    "nothing is left of the cluster's tree: "
                            + Words.count(before.objects().size(), "object")
                            + " stay in the cluster as they are, and nobody looks after them");
        }
    }

    private Plan plan(String cluster) {
        compare();
        var departure = new Departure(before, after, waves);
        var loss = new Loss(before);
        var bumps = new Bumps(after, dangers);
        var staying = new Staying(before, after, bumps);
        var leaving = new Leaving(before, after, departure, loss, changes);
        var moving = new Moving(departure, new Handover(departure, waves), leaving, loss, after, contested);
        var exposure = new Exposure(changes);
        var isolation = new Isolation(before, after);
        var steps = new ArrayList<Step>();
        var precautions = new LinkedHashSet<Precaution>();
        for (Change change : changes) {
            Placed old = change.before();
            Placed now = change.after();
            var judged = new Judged(change, old == null ? Deed.CREATED : Deed.CHANGED, dangers);
            if (now == null && old != null) {
                leaving.judge(judged, old);
            } else if (now != null) {
                staying.judge(judged);
                String gap = old == null ? gap(now.unit(), before) : "";
                if (!gap.isEmpty() && judged.deed() == Deed.CREATED) {
                    judged.orElse(Deed.CHANGED)
                            .effect(Effect.Sort.WHY, "it may be there already: what was applied before is not known");
                }
                boolean isRefused = judged.deed() == Deed.REFUSED;
                if (old != null && change.isRenamed() && !isRefused) {
                    moving.rename(judged, old, now);
                } else if (old != null && change.isMoved() && !change.isRenamed()) {
                    moving.move(judged, old, now);
                }
            }
            if (judged.deed().isAction()) {
                boolean goes = now == null && judged.deed().removes();
                Guards.judge(change, goes, dangers);
                Backups.judge(change, goes, dangers);
                isolation.judge(change, goes, dangers);
                Amounts.judge(change, dangers);
                Privilege.judge(change, dangers);
                exposure.judge(change, dangers);
                secrets(change);
            }
            bumps.judge(change, judged.deed().isAction());
            precautions.addAll(judged.precautions());
            steps.add(judged.step(
                    waves, now == null && old != null ? departure.of(old).wave() : 0));
        }
        Map<String, Integer> places = places();
        steps.sort(Comparator.comparingInt(Step::wave).thenComparingInt(step -> places.getOrDefault(step.by(), 0)));
        var failing = new Failing(before, after, departure);
        failing.news().forEach((unit, why) -> dangers.add(Danger.Sort.BROKEN, unit.identity(), why));
        suspended(steps);
        felled();
        contested.judge(dangers);
        List<Step> held = Held.in(steps, before, after, waves, failing);
        Plan.Blast blast = blast(held, failing);
        wide(held, blast);
        boolean routine = bumps.isAll() && dangers.sorted().isEmpty();
        return new Plan(
                cluster,
                held,
                dangers.sorted(),
                bumps.found(),
                blast,
                routine,
                List.copyOf(precautions),
                order(),
                notes(failing),
                unchanged);
    }

    /** Of the Kustomizations in their trees, the new one first. */
    private Map<String, Integer> places() {
        var places = new HashMap<String, Integer>();
        after.units().forEach(unit -> places.putIfAbsent(unit.name(), places.size()));
        before.units().forEach(unit -> places.putIfAbsent(unit.name(), places.size()));
        return places;
    }

    private void compare() {
        var come = new ArrayList<Placed>();
        var gone = new ArrayList<Placed>();
        before.objects().forEach((identity, old) -> {
            if (after.get(identity) == null && gap(old.unit(), after).isEmpty()) {
                gone.add(old);
            }
        });
        after.objects().forEach((identity, now) -> {
            if (before.get(identity) == null) {
                come.add(now);
            }
        });
        Map<Placed, Placed> renamed = Likeness.between(gone, come, before, after);
        after.objects().forEach((identity, last) -> {
            Placed old = before.get(identity);
            Placed[] both = old == null ? null : contested.compared(identity, old, last);
            Placed now = both == null ? last : both[1];
            Placed other = both == null ? renamed.get(now) : both[0];
            if (other == null) {
                changes.add(new Change(null, now, List.of()));
                return;
            }
            var change = new Change(other, now, fields(other, now));
            if (!change.fields().isEmpty() || change.isMoved() || change.isRenamed()) {
                changes.add(change);
            } else {
                unchanged++;
            }
        });
        var kept = new HashSet<>(renamed.values());
        for (Placed old : gone) {
            if (!kept.contains(old)) {
                changes.add(new Change(old, null, List.of()));
            }
        }
    }

    /** Why nobody knows what {@code unit} of the one tree applies in {@code other}, or what applies it; empty where that is known. */
    private static String gap(Unit unit, Side other) {
        for (Unit at = unit; at != null; at = at.parent()) {
            Unit there = other.unit(at.identity());
            if (there != null) {
                return there.applied().gap();
            }
        }
        return "";
    }

    private static List<FieldChange> fields(Placed old, Placed now) {
        List<FieldChange> all = ObjectDifference.fields(now.identity(), old.body(), now.body());
        if (old.identity().equals(now.identity())) {
            return all;
        }
        var other = new ArrayList<FieldChange>();
        for (FieldChange field : all) {
            boolean names = Paths.startsWith(field.path(), "metadata", "name")
                    || Paths.startsWith(field.path(), "metadata", "namespace");
            if (!names) {
                other.add(field);
            }
        }
        return other;
    }

    /** Each Kustomization once, whatever number of its objects changes. */
    private void suspended(List<Step> steps) {
        for (Unit unit : after.units()) {
            Unit old = before.unit(unit.identity());
            if (unit.isSuspended() && (old == null || !old.isSuspended())) {
                List<String> waiting = Held.by(unit, before, after, waves);
                if (!waiting.isEmpty()) {
                    dangers.add(
                            Danger.Sort.SUSPENDED,
                            unit.identity(),
                            Words.count(waiting.size(), "Kustomization")
                                    + " that wait for it follow git no more before it is resumed: "
                                    + Words.some(waiting, 3));
                }
            }
            int count = 0;
            for (Step step : unit.isSuspended() ? steps : List.<Step>of()) {
                count += step.deed() == Deed.SUSPENDED && step.by().equals(unit.name()) ? 1 : 0;
            }
            if (count > 0) {
                dangers.add(
                        Danger.Sort.SUSPENDED,
                        unit.identity(),
                        Words.count(count, "change")
                                + " of what it applies: nothing of that happens before it is resumed");
            }
        }
    }

    /** Of a Secret only which keys changed is known, and that is told. */
    private void secrets(Change change) {
        for (FieldChange field : change.fields()) {
            if (field.how().isSecret()) {
                dangers.add(Danger.Sort.SECRET, change.identity(), field.toString());
            }
        }
    }

    private Plan.Blast blast(List<Step> steps, Failing failing) {
        Set<String> components = new LinkedHashSet<>();
        Set<String> namespaces = new TreeSet<>();
        Set<String> restarted = new LinkedHashSet<>();
        Set<Integer> used = new TreeSet<>();
        Set<Identity> changed = new LinkedHashSet<>();
        int definitions = 0;
        for (Step step : steps) {
            if (step.deed().isAction()) {
                components.add(step.by());
                used.add(step.wave());
                Identity object = step.object();
                String namespace = object.kind().equals("Namespace") ? object.name() : object.namespace();
                boolean flux =
                        object.kind().equals("Kustomization") && object.group().equals(Unit.GROUP);
                if (!namespace.isEmpty() && !flux) {
                    namespaces.add(namespace);
                }
                restarted.addAll(step.effects(Effect.Sort.RESTARTS));
                changed.add(object);
                definitions += object.kind().equals("CustomResourceDefinition") ? 1 : 0;
            }
        }
        for (Unit unit : after.units()) {
            if (components.contains(unit.name())) {
                changed.add(unit.identity());
            }
        }
        failing.news().keySet().forEach(unit -> changed.add(unit.identity()));
        return new Plan.Blast(
                List.copyOf(components),
                List.copyOf(namespaces),
                List.copyOf(restarted),
                used.size(),
                waves.count(),
                definitions,
                new Dependents(after).of(changed));
    }

    private void wide(List<Step> steps, Plan.Blast blast) {
        if (!steps.isEmpty() && (blast.components().size() >= MANY_COMPONENTS || steps.size() >= MANY_OBJECTS)) {
            dangers.add(
                    Danger.Sort.WIDE,
                    steps.get(0).object(),
                    Words.count(steps.size(), "object") + " in "
                            + Words.count(blast.components().size(), "component") + " at once");
        }
    }

    private List<Plan.Turn> order() {
        var order = new ArrayList<Plan.Turn>();
        for (Unit unit : after.units()) {
            var behind = new ArrayList<String>();
            waves.direct(unit).forEach(other -> behind.add(other.name()));
            boolean isNew = before.unit(unit.identity()) == null;
            order.add(new Plan.Turn(unit.name(), waves.of(unit), List.copyOf(behind), isNew, unit.isSuspended()));
        }
        return List.copyOf(order);
    }

    /** Of what stands elsewhere, only where that elsewhere is another one now; of what is told as a danger, nothing. */
    private List<String> notes(Failing failing) {
        var touched = new HashSet<Identity>();
        changes.forEach(change -> touched.add(change.identity()));
        var notes = new ArrayList<String>();
        for (Unit unit : after.units()) {
            String gap = unit.applied().gap();
            boolean elsewhere = !gap.isEmpty() && unit.isElsewhere();
            if (!gap.isEmpty()
                    && !(unit.applied().isBroken() && failing.news().containsKey(unit))
                    && (!elsewhere || touched.contains(unit.identity()) || touched.contains(unit.source()))) {
                notes.add("what " + unit.name() + " applies is not compared: " + gap);
            }
        }
        for (Unit unit : before.units()) {
            Unit now = after.unit(unit.identity());
            boolean isKnown = unit.applied().gap().isEmpty();
            if (!isKnown && now != null && now.applied().gap().isEmpty()) {
                notes.add("what " + unit.name() + " applied before is not known: "
                        + unit.applied().gap());
            }
        }
        return notes;
    }
}
