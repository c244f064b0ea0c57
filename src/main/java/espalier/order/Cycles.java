package espalier.order;

import espalier.Node;
import espalier.Stage;
import espalier.graph.Edge;
import espalier.rules.Ordering;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what waits for itself, on the graph that Flux sees: its Kustomizations, stages among them, which can make a cycle
 * that the components do not have.
 *
 * <p>Beginning and being ready are two things. A unit begins when what it depends on is ready; it is ready when it has begun and
 * what it needs in order to run has begun as well. So two that only need each other in order to run are no cycle, unless
 * the cluster's strict order makes them wait.
 */
final class Cycles {
    private final Order order;
    private final Map<Moment, Map<Moment, Reason>> waits = new LinkedHashMap<>();
    private final Set<Moment> visited = new HashSet<>();
    private final Set<Moment> done = new HashSet<>();
    private final Set<String> reported = new HashSet<>();

    /** When the Kustomization {@code name} begins, or is ready. */
    private record Moment(String name, boolean ready) {
        // Written out, since the first use of what a record has of itself takes 20 ms.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Moment moment && moment.ready == ready && moment.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode() * 2 + (ready ? 1 : 0);
        }
    }

    /** Why one moment comes after another: because of {@code edge}, or for what {@code words} say. */
    private record Reason(@Nullable Edge edge, String words) {
        @Override
        public String toString() {
            return edge == null ? words : edge + ", made at " + edge.reader().origin();
        }
    }

    Cycles(Order order) {
        this.order = order;
    }

    void find() {
        for (Unit unit : order.units()) {
            Moment ready = moment(unit.name(), true);
            Moment begins = moment(unit.name(), false);
            add(ready, begins, new Reason(null, ""));
            for (Unit before : unit.dependsOn()) {
                var reason = new Reason(unit.reason(before), "it is the second part of one component");
                add(begins, moment(before.name(), true), reason);
            }
            for (Stage earlier : unit.after()) {
                add(begins, moment(earlier), comesAfter(earlier, unit.component()));
            }
            unit.runsWith().forEach((other, edge) -> add(ready, moment(other.name(), false), new Reason(edge, "")));
        }
        for (Node node : order.stages()) {
            stage(node, (Stage) node.construct());
        }
        for (Moment moment : List.copyOf(waits.keySet())) {
            visit(moment, new ArrayList<>());
        }
    }

    private void stage(Node node, Stage stage) {
        Moment ready = moment(Order.nameOf(node), true);
        Moment begins = moment(Order.nameOf(node), false);
        add(ready, begins, new Reason(null, ""));
        for (Stage earlier : stage.predecessors()) {
            add(begins, moment(earlier), comesAfter(earlier, node));
        }
        var together = new Reason(null, "it begins with its stage");
        var all = new Reason(null, "a stage is ready when all its components are");
        for (Unit unit : order.unitsOf(node)) {
            add(moment(unit.name(), false), begins, together);
            if (stage.waits()) {
                add(ready, moment(unit.name(), true), all);
            }
        }
    }

    private static Moment moment(Stage stage) {
        return moment(Order.nameOf(stage.node()), true);
    }

    private static Reason comesAfter(Stage earlier, Node stage) {
        return new Reason(null, "the stage comes after " + earlier.node().id() + ", as said at " + stage.origin());
    }

    private static Moment moment(String name, boolean ready) {
        return new Moment(name, ready);
    }

    private void add(Moment later, Moment earlier, Reason reason) {
        waits.computeIfAbsent(later, key -> new LinkedHashMap<>()).putIfAbsent(earlier, reason);
    }

    private void visit(Moment moment, List<Moment> path) {
        if (!visited.add(moment)) {
            if (!done.contains(moment)) { // it stands on the path
                report(path.subList(path.indexOf(moment), path.size()));
            }
            return;
        }
        path.add(moment);
        for (Moment earlier : waits.getOrDefault(moment, Map.of()).keySet()) {
            visit(earlier, path);
        }
        path.remove(path.size() - 1);
        done.add(moment);
    }

    private void report(List<Moment> cycle) {
        var names = new ArrayList<String>();
        var lines = new StringBuilder();
        for (int i = 0; i < cycle.size(); i++) {
            Moment from = cycle.get(i);
            Moment to = cycle.get((i + 1) % cycle.size());
            if (!from.name.equals(to.name)) {
                names.add(from.name);
                lines.append("\n    ")
                        .append(from.name)
                        .append(" waits for ")
                        .append(to.name)
                        .append(": ");
                lines.append(waits.getOrDefault(from, Map.of()).get(to));
            }
        }
        names.add(names.get(0));
        if (!reported.add(lines.toString())) {
            return;
        }
        Node at = node(names.get(0));
        at.findings()
                .report(
                        Ordering.CYCLE,
                        at,
                        "Tried to order the components, but these wait for each other, and none would ever begin: "
                                + String.join(" → ", names) + lines,
                        "take one of these references away, or move what both sides need into a component of its own");
    }

    private Node node(String name) {
        for (Unit unit : order.units()) {
            if (unit.name().equals(name)) {
                return unit.component();
            }
        }
        for (Node stage : order.stages()) {
            if (Order.nameOf(stage).equals(name)) {
                return stage;
            }
        }
        return order.cluster().node();
    }
}
