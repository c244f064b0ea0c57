package espalier.plan;

import espalier.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What does not happen because the API server refuses something else: Flux tries all of a Kustomization before it applies any
 * of it, and who waits for that Kustomization waits on. What git prunes of it is not pruned either.
 */
final class Held {
    private Held() {}

    /** {@code steps}, each with what holds it. */
    static List<Step> in(List<Step> steps, Side after, Waves waves) {
        Map<String, Identity> refused = new HashMap<>();
        for (Step step : steps) {
            if (step.deed() == Deed.REFUSED) {
                refused.putIfAbsent(step.by(), step.object());
            }
        }
        if (refused.isEmpty()) {
            return steps;
        }
        Map<String, Identity> holding = new HashMap<>(refused);
        refused.forEach((name, cause) -> waiting(name, after, waves).forEach(unit -> holding.putIfAbsent(unit, cause)));
        var held = new ArrayList<Step>(steps.size());
        for (Step step : steps) {
            Identity cause = holding.get(step.by());
            boolean could = step.deed().isAction() && !isFirst(step);
            held.add(cause != null && could ? step.heldBy(cause) : step);
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

    /** Namespaces and definitions, which Flux applies before it tries the rest. */
    private static boolean isFirst(Step step) {
        String kind = step.object().kind();
        boolean defines = kind.equals("Namespace") || kind.equals("CustomResourceDefinition");
        return defines && !step.deed().removes();
    }
}
