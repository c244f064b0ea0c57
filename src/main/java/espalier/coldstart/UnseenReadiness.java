package espalier.coldstart;

import espalier.KubernetesObject;
import espalier.Strength;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.rules.Ordering;
import org.jspecify.annotations.Nullable;

/**
 * What begins after something of which nobody sees when it is ready.
 *
 * <p>The start goes on past it, as Flux does, and so proves nothing of what it brings. Two that begin together are no such
 * case: there nobody relies on an order, and the reader tries again by itself.
 */
final class UnseenReadiness {
    private UnseenReadiness() {}

    /** To be asked when {@code timeline} is played through. */
    static void find(ObjectGraph graph, Timeline timeline) {
        if (!graph.isAnyReadinessUnseen()) {
            return;
        }
        for (Edge edge : graph.edges()) {
            if (edge.strength() != Strength.MENTION) {
                for (KubernetesObject provider : edge.providers()) {
                    if (graph.isReadinessUnseen(provider)) {
                        find(
                                edge,
                                timeline.steps().of(edge.reader()),
                                provider,
                                timeline.steps().of(provider));
                    }
                }
            }
        }
    }

    private static void find(Edge edge, @Nullable Step reader, KubernetesObject provider, @Nullable Step before) {
        if (reader == null || before == null || reader.begins.wave() <= before.begins.wave()) {
            return;
        }
        edge.reader()
                .error(
                        Ordering.READINESS_UNSEEN,
                        edge.field(),
                        provider,
                        "Tried to begin " + reader + " when " + provider + " is ready, since " + edge
                                + ", but nobody sees when it is: Flux calls it ready as soon as it exists",
                        "say with readyWhen() of its kind how one sees it, or waive \"readiness-unseen\" where the reader"
                                + " tries again by itself");
    }
}
