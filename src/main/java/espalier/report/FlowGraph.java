package espalier.report;

import espalier.Flow;
import espalier.Node;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import java.util.List;
import java.util.Set;

/**
 * What goes between the components of a cluster while it runs. What one component does inside itself is not drawn.
 */
final class FlowGraph {
    /** What names a Service, and sends it nothing. */
    private static final Set<String> NOT_A_CLIENT = Set.of(
            "HTTPRoute",
            "GRPCRoute",
            "TLSRoute",
            "Ingress",
            "IngressRoute",
            "ServiceMonitor",
            "PodMonitor",
            "Probe",
            "ScrapeConfig",
            "NetworkPolicy",
            "CiliumNetworkPolicy",
            "Certificate");

    private final Flowchart chart = new Flowchart();
    private final Drawn drawn = new Drawn(chart);

    private FlowGraph() {}

    /** Metrics, logs, traces and the like, as constructs say what they send each other. */
    static List<Flowchart.Part> watched(ObjectGraph graph) {
        var picture = new FlowGraph();
        for (Node node : graph.cluster().node().subtree()) {
            for (Flow flow : node.flows()) {
                picture.arrow(flow.from(), flow.what(), flow.to());
            }
        }
        return picture.chart.parts();
    }

    /** Who asks whose Service: databases, caches, and one app another. */
    static List<Flowchart.Part> asked(ObjectGraph graph) {
        var picture = new FlowGraph();
        for (Edge edge : graph.edges()) {
            boolean isService = edge.target().identity().kind().equals("Service")
                    && edge.target().identity().group().isEmpty();
            Node provider = edge.target().provider().unit();
            Node reader = edge.reader().owner().unit();
            if (isService
                    && provider != null
                    && reader != null
                    && !NOT_A_CLIENT.contains(edge.reader().kind())) {
                picture.arrow(reader, edge.detail() == null ? "" : edge.detail(), provider);
            }
        }
        return picture.chart.parts();
    }

    private void arrow(Node from, String what, Node to) {
        if (Drawn.unit(from) != Drawn.unit(to)) {
            chart.arrow(drawn.component(from), what, drawn.component(to));
        }
    }
}
