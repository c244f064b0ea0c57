package espalier.report;

import espalier.Node;
import espalier.Stage;
import espalier.order.Order;
import espalier.order.Unit;

/** The order of a cluster as a Mermaid graph, which GitHub draws. */
final class WaveGraph {
    private WaveGraph() {}

    static String of(Order order) {
        var text = new StringBuilder("graph LR\n");
        for (Node stage : order.stages()) {
            text.append("  subgraph ").append(stage.id()).append('\n');
            for (Unit unit : order.unitsOf(stage)) {
                text.append("    ").append(node(unit)).append('\n');
            }
            text.append("  end\n");
        }
        for (Unit unit : order.unitsOf(null)) {
            text.append("  ").append(node(unit)).append('\n');
        }
        for (Node node : order.stages()) {
            for (Stage earlier : ((Stage) node.construct()).predecessors()) {
                text.append("  ")
                        .append(earlier.node().id())
                        .append(" ==> ")
                        .append(node.id())
                        .append('\n');
            }
        }
        for (Unit unit : order.units()) {
            for (Unit before : unit.dependsOn()) {
                text.append("  ")
                        .append(before.name())
                        .append(" --> ")
                        .append(unit.name())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String node(Unit unit) {
        return unit.name() + "[" + unit.id() + "]";
    }
}
