package espalier.order;

import espalier.Node;
import espalier.Stage;
import espalier.graph.Edge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds what waits for itself, on the graph that Flux sees: its Kustomizations, stages among them, which can make a cycle
 * that the components do not have.
 */
final class Cycles {
    private final Order order;
    private final Map<String, Map<String, Supplier<String>>> waits = new LinkedHashMap<>();
    private final Set<String> done = new HashSet<>();

    Cycles(Order order) {
        this.order = order;
    }

    void find() {
        for (Unit unit : order.units()) {
            for (Unit before : unit.dependsOn()) {
                Edge edge = unit.reason(before);
                waits(unit.name())
                        .put(
                                before.name(),
                                () -> edge == null
                                        ? "it is the second part of one component"
                                        : edge + ", at " + edge.reader().origin());
            }
        }
        for (Node node : order.stages()) {
            Stage stage = (Stage) node.construct();
            for (Stage earlier : stage.predecessors()) {
                Supplier<String> reason = () -> "the stage " + node.id() + " comes after "
                        + earlier.node().id() + ", at " + node.origin();
                waits(node.id()).put(earlier.node().id(), reason);
                for (Unit unit : order.unitsOf(node)) {
                    waits(unit.name()).put(earlier.node().id(), reason);
                }
            }
            if (stage.waits()) {
                for (Unit unit : order.unitsOf(node)) {
                    waits(node.id())
                            .put(unit.name(), () -> "the stage " + node.id() + " is ready when its components are");
                }
            }
        }
        for (String name : waits.keySet()) {
            visit(name, new ArrayList<>());
        }
    }

    private Map<String, Supplier<String>> waits(String name) {
        return waits.computeIfAbsent(name, key -> new LinkedHashMap<>());
    }

    private void visit(String name, List<String> path) {
        int start = path.indexOf(name);
        if (start >= 0) {
            report(path.subList(start, path.size()));
            return;
        }
        if (done.contains(name)) {
            return;
        }
        path.add(name);
        for (String before : waits.getOrDefault(name, Map.of()).keySet()) {
            visit(before, path);
        }
        path.remove(path.size() - 1);
        done.add(name);
    }

    private void report(List<String> cycle) {
        var message = new StringBuilder("Tried to order the components, but these wait for each other: ");
        message.append(String.join(" → ", cycle)).append(" → ").append(cycle.get(0));
        for (int i = 0; i < cycle.size(); i++) {
            String from = cycle.get(i);
            String to = cycle.get((i + 1) % cycle.size());
            message.append("\n    ")
                    .append(from)
                    .append(" waits for ")
                    .append(to)
                    .append(": ");
            Supplier<String> reason = waits(from).get(to);
            message.append(reason == null ? "" : reason.get());
        }
        Node at = component(cycle);
        at.findings()
                .error(
                        "cycle",
                        at,
                        message.toString(),
                        "take one of these references away, or move what both need into a component of its own");
    }

    private Node component(List<String> cycle) {
        for (Unit unit : order.units()) {
            if (unit.name().equals(cycle.get(0))) {
                return unit.component();
            }
        }
        for (Node stage : order.stages()) {
            if (stage.id().equals(cycle.get(0))) {
                return stage;
            }
        }
        return order.cluster().node();
    }
}
