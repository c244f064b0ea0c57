package espalier.report;

import espalier.Node;
import espalier.Stage;
import espalier.order.Order;
import espalier.order.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The order of a cluster: all Kustomizations where they fit into one picture; else which folders of
 * {@code dist/} wait for which, and the order within each.
 */
final class OrderPicture {
    private OrderPicture() {}

    static List<Flowchart.Part> of(Order order) {
        if (order.units().size() <= Flowchart.MOST) {
            var chart = new Flowchart();
            order.units().forEach(unit -> chart.box(unit.name(), unit.id(), group(unit)));
            for (Unit unit : order.units()) {
                unit.dependsOn().forEach(before -> chart.arrow(before.name(), "", unit.name()));
            }
            stages(order, chart, false);
            return chart.parts();
        }
        var overview = new Flowchart();
        var groups = new TreeMap<String, Flowchart>();
        for (Unit unit : order.units()) {
            overview.box("group " + group(unit), group(unit), "");
            for (Unit before : unit.dependsOn()) {
                if (!group(before).equals(group(unit))) {
                    overview.box("group " + group(before), group(before), "");
                    overview.arrow("group " + group(before), "", "group " + group(unit));
                    continue;
                }
                Flowchart within = groups.computeIfAbsent(group(unit), key -> new Flowchart());
                within.box(before.name(), before.id(), group(unit));
                within.box(unit.name(), unit.id(), group(unit));
                within.arrow(before.name(), "", unit.name());
            }
        }
        stages(order, overview, true);
        var parts = new ArrayList<Flowchart.Part>();
        for (Flowchart.Part part : overview.reduced().parts()) {
            parts.add(new Flowchart.Part("All", part.text()));
        }
        groups.forEach((group, chart) ->
                chart.parts().forEach(part -> parts.add(new Flowchart.Part("Within " + group, part.text()))));
        return parts;
    }

    /** What stages say of each other. */
    private static void stages(Order order, Flowchart chart, boolean isOverview) {
        for (Node node : order.stages()) {
            for (Stage earlier : ((Stage) node.construct()).predecessors()) {
                String before = earlier.node().id();
                String after = node.id();
                if (isOverview) {
                    chart.box("group " + before, before, "");
                    chart.box("group " + after, after, "");
                    chart.arrow("group " + before, "", "group " + after);
                } else {
                    chart.groupArrow(before, after);
                }
            }
        }
    }

    private static String group(Unit unit) {
        return Drawn.group(unit.component());
    }
}
