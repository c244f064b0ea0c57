package espalier.coldstart;

import espalier.Node;
import espalier.coldstart.Moment.Wait;
import espalier.graph.Edge;
import espalier.order.Order;
import espalier.rules.Ordering;
import java.util.ArrayList;
import java.util.List;

/** Finds out why nothing more happens, tells it once, and lets it happen all the same, so that the rest is looked at, too. */
final class Standstill {
    private final Order order;
    private final boolean known;

    /** @param known whether cycles are reported already */
    Standstill(Order order, boolean known) {
        this.order = order;
        this.known = known;
    }

    /** Ends the circle of waiting that {@code stuck} leads to; gives what is free then. */
    List<Moment> end(Moment stuck) {
        var path = new ArrayList<Wait>();
        var seen = new ArrayList<Moment>();
        Moment at = stuck;
        while (!seen.contains(at)) {
            seen.add(at);
            Wait next = open(at);
            if (next == null) {
                return at.happen(); // waits for nothing that is missing: cannot be, and shall not hang
            }
            path.add(next);
            at = next.earlier();
        }
        List<Wait> circle = path.subList(seen.indexOf(at), path.size());
        if (!known) {
            report(circle);
        }
        var free = new ArrayList<Moment>();
        for (Wait wait : circle) {
            if (!wait.later().happened()) {
                free.addAll(wait.later().happen());
            }
        }
        return free;
    }

    private static @org.jspecify.annotations.Nullable Wait open(Moment moment) {
        for (Wait wait : moment.waits()) {
            if (!wait.earlier().happened()) {
                return wait;
            }
        }
        return null;
    }

    private void report(List<Wait> circle) {
        var lines = new StringBuilder();
        Step first = null;
        boolean claim = false;
        boolean flux = false;
        for (Wait wait : circle) {
            if (!wait.why().equals("")) {
                lines.append("\n    ")
                        .append(wait.later())
                        .append(" only when ")
                        .append(wait.earlier());
                lines.append(": ").append(why(wait.why()));
            }
            first = first == null && wait.later().subject() instanceof Step step ? step : first;
            claim |= wait.later().toString().endsWith(" is bound");
            flux |= wait.later().subject().equals("Flux");
        }
        Node at = first == null ? order.cluster().node() : first.node();
        String fix = "take one of these away, or let what is needed come from somewhere else";
        if (claim) {
            fix = "make the claim in the component that uses it, or let its Kustomization not wait";
        } else if (flux) {
            fix = "say with beforeFlux(…) what the bootstrap shall install, or take it from outside the cluster";
        }
        at.findings()
                .report(
                        Ordering.NEVER_STARTS,
                        at,
                        "Tried to start " + order.cluster().name() + " from nothing, but these wait for each other, and"
                                + " none would ever begin:" + lines,
                        fix);
    }

    private static String why(Object why) {
        return why instanceof Edge edge ? edge + ", made at " + edge.reader().origin() : why.toString();
    }
}
