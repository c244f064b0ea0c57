package espalier.order;

import espalier.KubernetesObject;
import espalier.Node;
import espalier.Stage;
import espalier.Strength;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.Ordering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * Cuts components where Flux could not apply them at once.
 *
 * <p>Flux dry-runs every object of a Kustomization before it applies any, so a chart that brings CRDs can never share one
 * with resources of those CRDs. What needs such a resource in order to run goes with it: left in the first part, it
 * would keep that part from becoming ready, and the second from ever beginning.
 */
final class Parts {
    private final ObjectGraph graph;

    /** Of those that do not stand in the first part. */
    private final Map<KubernetesObject, Integer> levels = new HashMap<>();

    private final Map<KubernetesObject, Integer> firstReader = new HashMap<>();

    private Parts(ObjectGraph graph) {
        this.graph = graph;
    }

    /** The part of its component in which each object stands that is not in the first; parts are counted from 0. */
    static Map<KubernetesObject, Integer> of(ObjectGraph graph) {
        var parts = new Parts(graph);
        var inside = new ArrayList<Edge>();
        for (Edge edge : graph.edges()) {
            if (edge.strength() != Strength.MENTION
                    && edge.reader().owner().reconciledWith()
                            == edge.target().provider().reconciledWith()) {
                inside.add(edge);
            }
        }
        // Each round settles at least one level; more rounds than edges mean a cycle, which the order reports.
        boolean changed = true;
        for (int round = 0; changed && round <= inside.size(); round++) {
            changed = false;
            for (Edge edge : inside) {
                changed |= parts.raise(edge);
            }
        }
        inside.forEach(parts::noteReader);
        parts.firstReader.forEach(parts::joinFirstReader);
        inside.forEach(parts::refuseCut);
        return parts.levels;
    }

    /** A stage that bundles its components asks for one Kustomization, and then there is no place to cut. */
    private void refuseCut(Edge edge) {
        Node bundle = edge.reader().owner().reconciledWith();
        if (bundle == null || !(bundle.construct() instanceof Stage) || edge.strength() != Strength.APPLY) {
            return;
        }
        for (KubernetesObject provider : edge.providers()) {
            if (level(provider) < level(edge.reader())) {
                edge.reader()
                        .error(
                                Ordering.BUNDLED_CHART,
                                "Tried to apply " + edge.reader() + " and " + provider
                                        + " in one Flux Kustomization, since "
                                        + bundle + " bundles its components, but " + edge + ", which " + provider
                                        + " brings, and Flux tries every object before it applies any",
                                "make one of the two in another stage, or let the stage not be bundled");
                return;
            }
        }
    }

    private void noteReader(Edge edge) {
        KubernetesObject object = edge.object();
        if (object != null && goesWithItsReader(object)) {
            firstReader.merge(object, level(edge.reader()), Math::min);
        }
    }

    /** A claim that binds when it is used never binds in an earlier part; a hashed name is known in its own part only. */
    private static boolean goesWithItsReader(KubernetesObject object) {
        return object.kind().equals("PersistentVolumeClaim") || object.isHashSuffixed();
    }

    private void joinFirstReader(KubernetesObject object, Integer level) {
        if (level > level(object)) {
            levels.put(object.applied(), level);
        }
    }

    private boolean raise(Edge edge) {
        KubernetesObject object = edge.object();
        int needed = 0;
        if (object != null) {
            needed = level(object) + (isAppliedBefore(edge.reader(), object) ? 1 : 0);
        } else {
            int cut = edge.strength() == Strength.APPLY ? 1 : 0;
            for (KubernetesObject provider : edge.providers()) {
                needed = Math.max(needed, level(provider) + cut);
            }
        }
        KubernetesObject reader = edge.reader().applied();
        if (object != null && object.applied() == reader || needed <= level(reader)) {
            return false;
        }
        levels.put(reader, needed);
        return true;
    }

    /**
     * Whether Flux would have a class ready before it applies {@code object}, which the class names, if both stood in one
     * Kustomization: it applies whatever has a kind that ends so before all else, and waits for it.
     */
    private boolean isAppliedBefore(KubernetesObject reader, KubernetesObject object) {
        return reader.kind().endsWith("Class")
                && !object.kind().endsWith("Class")
                && reader.carrier() == null
                && graph.readyWhen(reader) != null;
    }

    /** Where {@code object} stands, which goes with the release that carries it. */
    private int level(KubernetesObject object) {
        return levels.getOrDefault(object.applied(), 0);
    }
}
