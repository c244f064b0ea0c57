package espalier.plan;

import espalier.Identity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What does not happen because something else fails. Where the API server refuses an object, Flux tries all of a stage of its
 * Kustomization before it applies any of it, and what git prunes is not pruned either; of a Kustomization that nobody can build
 * nothing happens. Who waits for such a one, or for one that is suspended, waits on, and who waits for those in turn.
 */
final class Held {
    private final Side before;
    private final Side after;
    private final Waves waves;
    /** What each Kustomization waits for, by its name. */
    private final Map<String, Identity> waitedFor = new LinkedHashMap<>();

    private Held(Side before, Side after, Waves waves) {
        this.before = before;
        this.after = after;
        this.waves = waves;
    }

    /** The names of those that wait for {@code suspended}, and of those that wait for these. */
    static List<String> by(Unit suspended, Side before, Side after, Waves waves) {
        var held = new Held(before, after, waves);
        held.hold(suspended, suspended.identity());
        return List.copyOf(held.waitedFor.keySet());
    }

    /** {@code steps}, each with what holds it. */
    static List<Step> in(List<Step> steps, Side before, Side after, Waves waves, Failing failing) {
        Map<String, Step> refused = new HashMap<>();
        for (Step step : steps) {
            if (step.deed() == Deed.REFUSED) {
                refused.merge(step.by(), step, (one, other) -> stage(other) < stage(one) ? other : one);
            }
        }
        var held = new Held(before, after, waves);
        Map<String, Identity> broken = new HashMap<>();
        for (Unit unit : failing.atOnce()) {
            broken.put(unit.name(), unit.identity());
            held.hold(unit, unit.identity());
        }
        failing.suspended().forEach(unit -> held.hold(unit, unit.identity()));
        for (Unit unit : refused.isEmpty() ? List.<Unit>of() : after.units()) {
            Step cause = refused.get(unit.name());
            if (cause != null) {
                held.hold(unit, cause.object());
            }
        }
        if (refused.isEmpty() && broken.isEmpty() && held.waitedFor.isEmpty()) {
            return steps;
        }
        var all = new ArrayList<Step>(steps.size());
        for (Step step : steps) {
            Step own = refused.get(step.by());
            Identity cause = own != null && stage(step) >= stage(own)
                    ? own.object()
                    : broken.getOrDefault(step.by(), held.waitedFor.get(step.by()));
            all.add(cause != null && step.deed().isAction() ? step.heldBy(cause) : step);
        }
        return all;
    }

    /** All that wait for {@code failed}, and those that are new and that it, or one of these, would apply. */
    private void hold(Unit failed, Identity cause) {
        var open = new ArrayDeque<>(List.of(failed));
        while (!open.isEmpty()) {
            Unit at = open.remove();
            for (Unit unit : after.units()) {
                boolean isToCome = unit.parent() == at && before.unit(unit.identity()) == null;
                boolean waits = waves.waitsFor(unit, at)
                        && (!at.isSuspended() || at.source().equals(unit.source()));
                if ((isToCome || waits) && waitedFor.putIfAbsent(unit.name(), cause) == null) {
                    open.add(unit);
                }
            }
        }
    }

    /**
     * In which part of its Kustomization it comes: Flux tries and applies what others stand on, then classes, then the rest, and
     * prunes last ({@code ApplyAllStaged} and {@code IsClusterDefinition} of fluxcd/pkg/ssa 0.61).
     */
    private static int stage(Step step) {
        String kind = step.object().kind();
        if (step.deed().removes()) {
            return 3;
        }
        if (kind.equals("Namespace") || kind.equals("CustomResourceDefinition") || kind.equals("ClusterRole")) {
            return 0;
        }
        return kind.endsWith("Class") ? 1 : 2;
    }
}
