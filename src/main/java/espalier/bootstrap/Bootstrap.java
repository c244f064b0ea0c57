package espalier.bootstrap;

import espalier.coldstart.ColdStart;
import espalier.coldstart.Phase;
import espalier.order.Order;
import espalier.order.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a cluster needs before Flux can work, and Flux itself, in phases: each is ready before the next one begins.
 *
 * @param cluster its name
 * @param parts in their order; the last is Flux's own
 */
public record Bootstrap(String cluster, List<Part> parts) {
    /**
     * A phase, with what it brings.
     *
     * @param steps each comes after what it needs
     */
    public record Part(String phase, List<Step> steps) {}

    /** The bootstrap of the cluster that {@code order} is of; asks nobody. */
    public static Bootstrap of(Order order) {
        var parts = new ArrayList<Part>();
        for (Phase phase : ColdStart.of(order).bootstrap().phases()) {
            var steps = new ArrayList<Step>();
            for (Unit unit : phase.units()) {
                steps.addAll(UnitSteps.of(unit, order));
            }
            parts.add(new Part(phase.name(), steps));
        }
        return new Bootstrap(order.cluster().name(), parts);
    }
}
