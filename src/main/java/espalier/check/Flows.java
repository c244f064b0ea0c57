package espalier.check;

import espalier.Cluster;
import espalier.Flow;
import espalier.Node;
import espalier.rules.References;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether what is there for metrics, logs or traces gets any, and whether what collects them sends them on. */
final class Flows {
    private Flows() {}

    static void check(Cluster cluster) {
        if (cluster.node().holdsIncomplete()) {
            return; // what could not be made may be what sends
        }
        List<Node> nodes = cluster.node().subtree();
        Set<String> taken = new HashSet<>();
        for (Node node : nodes) {
            for (Flow flow : node.flows()) {
                taken.add(flow.what() + " " + flow.to().path());
                taken.add(Flow.ANYTHING + " " + flow.to().path());
            }
        }
        for (Node node : nodes) {
            for (String what : new HashSet<>(node.awaited())) {
                if (!taken.contains(what + " " + node.path())) {
                    dry(node, what);
                }
            }
            for (String what : node.owed()) {
                if (!sends(node, what)) {
                    lost(node, what);
                }
            }
        }
    }

    private static boolean sends(Node node, String what) {
        for (Flow flow : node.flows()) {
            if (flow.what().equals(what)) {
                return true;
            }
        }
        return false;
    }

    private static void dry(Node node, String what) {
        node.findings()
                .report(
                        References.FLOW_DRY,
                        node,
                        "Tried to keep or show " + what + " by " + node.path() + ", but nothing sends any there",
                        References.FLOW_DRY.fix());
    }

    private static void lost(Node node, String what) {
        node.findings()
                .report(
                        References.FLOW_LOST,
                        node,
                        "Tried to collect " + what + " by " + node.path() + ", but it sends them nowhere",
                        References.FLOW_LOST.fix());
    }
}
