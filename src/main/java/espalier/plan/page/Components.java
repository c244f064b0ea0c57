package espalier.plan.page;

import espalier.plan.Deed;
import espalier.plan.Plan;
import espalier.plan.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The steps of a plan by who does them, in the order in which Flux comes to that. */
final class Components {
    private final List<Component> all = new ArrayList<>();
    private final Map<String, Component> byName = new HashMap<>();

    /**
     * A Kustomization that does something, in one wave.
     *
     * @param name what Flux calls it
     * @param id of its part of the page
     * @param first the place of its first step in the plan
     */
    record Component(String name, int wave, String id, int first, List<Step> steps) {
        /** {@code 2 changed, 1 restarted}. */
        String counts() {
            Map<Deed, Integer> counts = new EnumMap<>(Deed.class);
            for (Step step : steps) {
                counts.merge(step.deed(), 1, Integer::sum);
            }
            var parts = new ArrayList<String>();
            counts.forEach((deed, count) -> parts.add(count + " " + deed.word()));
            return String.join(", ", parts);
        }

        /** The look of the worst that it does. */
        Look look() {
            Look worst = Look.of(steps.get(0).deed());
            for (Step step : steps) {
                Look look = Look.of(step.deed());
                worst = look.compareTo(worst) < 0 ? look : worst;
            }
            return worst;
        }
    }

    /** @param cluster by which the ids of its parts of the page begin */
    Components(Plan plan, String cluster) {
        List<Step> steps = plan.steps();
        int from = 0;
        for (int i = 1; i <= steps.size(); i++) {
            Step first = steps.get(from);
            boolean ends = i == steps.size()
                    || !steps.get(i).by().equals(first.by())
                    || steps.get(i).wave() != first.wave();
            if (ends) {
                String id = cluster + "-c" + all.size();
                var component = new Component(first.by(), first.wave(), id, from, steps.subList(from, i));
                all.add(component);
                byName.putIfAbsent(first.by(), component);
                from = i;
            }
        }
    }

    /** In the order in which Flux comes to them. */
    List<Component> all() {
        return all;
    }

    /** The first by each name. */
    Map<String, Component> byName() {
        return byName;
    }
}
