package espalier.report;

import espalier.KubernetesObject;
import espalier.Node;
import espalier.Strength;
import espalier.graph.Edge;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.report.DataAtStake.Stake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tree of a cluster as text: stages, components, objects and edges. */
public final class ComponentTree {
    private final StringBuilder text = new StringBuilder();
    private final Order order;
    private final DataAtStake stakes;
    private final Map<Node, Set<String>> needs = new HashMap<>();

    private ComponentTree(Order order) {
        this.order = order;
        this.stakes = new DataAtStake(order.graph());
    }

    /** The tree of the cluster that {@code order} is of. */
    public static String of(Order order) {
        var tree = new ComponentTree(order);
        tree.collectNeeds();
        tree.text.append(order.cluster().name()).append('\n');
        List<Node> top = new ArrayList<>(order.stages());
        for (int i = 0; i < top.size(); i++) {
            Node stage = top.get(i);
            boolean last = i == top.size() - 1 && order.unitsOf(null).isEmpty();
            tree.text.append(last ? "└─ " : "├─ ").append(stage.id()).append('\n');
            tree.units(order.unitsOf(stage), last ? "   " : "│  ");
        }
        tree.units(order.unitsOf(null), "");
        return tree.text.toString();
    }

    private void collectNeeds() {
        for (Edge edge : order.graph().edges()) {
            Node reader = edge.reader().owner().unit();
            Node provider = edge.target().provider().unit();
            if (reader != null && provider != reader) {
                String word = edge.strength() == Strength.APPLY ? "to apply" : "to run";
                String owner = provider == null ? "the cluster" : provider.id();
                needs.computeIfAbsent(reader, node -> new LinkedHashSet<>())
                        .add("needs " + owner + " " + word + ": "
                                + edge.target().identity());
            }
        }
    }

    private void units(List<Unit> units, String indent) {
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            boolean last = i == units.size() - 1;
            text.append(indent).append(last ? "└─ " : "├─ ").append(unit.id());
            text.append("  (")
                    .append(unit.component().type())
                    .append(", ")
                    .append(unit.component().origin())
                    .append(")\n");
            String below = indent + (last ? "   " : "│  ");
            for (KubernetesObject object : unit.objects()) {
                text.append(below).append("  ").append(object);
                KubernetesObject carrier = object.carrier();
                text.append(carrier == null ? "" : ", carried by " + carrier).append('\n');
            }
            for (Stake stake : stakes.of(unit)) {
                text.append(below).append(stake.isDeleted() ? "  removing it loses data: " : "  holds data: ");
                text.append(stake.object()).append(" (").append(stake.what()).append(")\n");
            }
            for (String need : needs.getOrDefault(unit.component(), Set.of())) {
                text.append(below).append("  ").append(need).append('\n');
            }
        }
    }
}
