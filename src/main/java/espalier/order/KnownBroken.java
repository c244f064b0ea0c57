package espalier.order;

import espalier.Exemption;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Strength;
import espalier.graph.Edge;
import espalier.marks.BrokenMark;
import espalier.rules.Ordering;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What somebody said does not work: a unit that holds it is never ready, so no stage waits for it, and whoever needs it is told.
 */
public final class KnownBroken {
    private final Order order;
    private final Set<Unit> units = new HashSet<>();

    private KnownBroken(Order order) {
        this.order = order;
        for (Unit unit : order.units()) {
            if (holdsBroken(unit)) {
                units.add(unit);
            }
        }
    }

    /** Whether {@code node}, a stage or component, holds something that is said to be broken. */
    public static boolean isIn(Node node) {
        for (Node each : node.subtree()) {
            if (each.isKnownBroken()) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsBroken(Unit unit) {
        for (KubernetesObject object : unit.objects()) {
            if (object.owner().isKnownBroken()) {
                return true;
            }
        }
        return false;
    }

    /** Marks what is, and tells who needs it; gives it. */
    static Set<Unit> find(Order order) {
        var broken = new KnownBroken(order);
        if (!broken.units.isEmpty()) {
            broken.units.forEach(KnownBroken::mark);
            broken.findNeeds();
        }
        return broken.units;
    }

    /** Whoever looks at it on the cluster finds the reason there, and watches for the others. */
    private static void mark(Unit unit) {
        KubernetesObject kustomization = unit.kustomization();
        if (kustomization == null) {
            return;
        }
        var because = new LinkedHashSet<String>();
        var sources = new LinkedHashSet<String>();
        for (KubernetesObject object : unit.objects()) {
            for (Node at = object.owner(); at != null; at = at.parent()) {
                for (Exemption exemption : at.exemptions()) {
                    if (exemption.kind() == Exemption.Kind.KNOWN_BROKEN) {
                        because.add(exemption.because());
                        sources.add(exemption.what());
                    }
                }
            }
        }
        BrokenMark.put(kustomization.body(), String.join("; ", because), String.join(" ", sources));
    }

    private void findNeeds() {
        var told = new HashSet<Node>();
        for (Edge edge : order.graph().edges()) {
            if (edge.strength() != Strength.MENTION && !edge.reader().owner().isKnownBroken()) {
                for (KubernetesObject provider : edge.providers()) {
                    if (provider.owner().isKnownBroken()
                            && told.add(edge.reader().owner())) {
                        tell(edge, "of that it is known that it does not work");
                    }
                }
            }
        }
        for (Unit unit : order.units()) {
            for (Unit before : units.contains(unit) ? List.<Unit>of() : unit.dependsOn()) {
                Edge reason = unit.reason(before);
                if (units.contains(before)
                        && reason != null
                        && told.add(reason.reader().owner())) {
                    tell(reason, before + " also holds what is known not to work, and is never ready with it");
                }
            }
        }
    }

    private static void tell(Edge edge, String why) {
        edge.reader()
                .error(
                        Ordering.NEEDS_BROKEN,
                        edge.field(),
                        null,
                        "Tried to start " + edge.reader().owner().path() + ", but " + edge + ", and " + why,
                        "take the need away, make what is needed in a component of its own, or say knownBroken() of "
                                + edge.reader().owner().path() + " as well");
    }
}
