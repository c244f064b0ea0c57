package espalier.report;

import espalier.Cluster;
import espalier.Flow;
import espalier.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** What flows between the components of a cluster as a Mermaid graph, which GitHub draws. */
final class FlowGraph {
    private FlowGraph() {}

    /** Empty where nothing flows. What one component does inside itself is not drawn. */
    static String of(Cluster cluster) {
        var lines = new TreeSet<String>();
        Map<String, String> labels = new LinkedHashMap<>();
        for (Node node : cluster.node().subtree()) {
            for (Flow flow : node.flows()) {
                Node from = component(flow.from());
                Node to = component(flow.to());
                if (from != to) {
                    labels.put(id(from), from.id());
                    labels.put(id(to), to.id());
                    lines.add("  " + id(from) + " -->|" + flow.what() + "| " + id(to) + "\n");
                }
            }
        }
        if (lines.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("graph LR\n");
        labels.forEach((id, label) ->
                text.append("  ").append(id).append('[').append(label).append("]\n"));
        lines.forEach(text::append);
        return text.toString();
    }

    private static Node component(Node node) {
        Node unit = node.unit();
        return unit == null ? node : unit;
    }

    /** Without the cluster's name, which all of them have. */
    private static String id(Node component) {
        String path = component.path();
        return path.substring(path.indexOf('/') + 1).replace('/', '_');
    }
}
