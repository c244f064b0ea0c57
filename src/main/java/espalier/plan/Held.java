package espalier.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What does not happen because the API server refuses something else: Flux tries all of a stage of a Kustomization before it applies
 * any of it, and who waits for that Kustomization waits on. What git prunes of it is not pruned either.
 */
final class Held {
    private Held() {}

    /** {@code steps}, each with what holds it. */
    static List<Step> in(List<Step> steps, Side after, Waves waves) {
        Map<String, Step> refused = new HashMap<>();
        for (Step step : steps) {
            if (step.deed() == Deed.REFUSED) {
                refused.merge(step.by(), step, (one, other) -> stage(other) < stage(one) ? other : one);
            }
        }
        if (refused.isEmpty()) {
            return steps;
        }
        Map<String, Step> waitedFor = new HashMap<>();
        refused.forEach(
                (name, cause) -> waiting(name, after, waves).forEach(unit -> waitedFor.putIfAbsent(unit, cause)));
        var held = new ArrayList<Step>(steps.size());
        for (Step step : steps) {
            Step own = refused.get(step.by());
            Step cause = own != null && stage(step) >= stage(own) ? own : waitedFor.get(step.by());
            held.add(cause != null && step.deed().isAction() ? step.heldBy(cause.object()) : step);
        }
        return held;
    }

    /** The names of those that wait for the Kustomization {@code name}. */
    private static List<String> waiting(String name, Side after, Waves waves) {
        var waiting = new ArrayList<String>();
        for (Unit other : after.units()) {
            if (other.name().equals(name)) {
                for (Unit unit : after.units()) {
                    if (waves.waitsFor(unit, other)) {
                        waiting.add(unit.name());
                    }
                }
            }
        }
        return waiting;
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
