package espalier.check;

import espalier.Exemption;
import espalier.Finding;
import espalier.Finding.Severity;
import espalier.Names;
import espalier.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Takes out the findings that were waived, and finds waivers that nothing needs. */
public final class Waivers {
    /**
     * What a cluster can have a reason for: it knows something that the check does not. Everything else would leave the tree
     * in contradiction with itself, half of it missing, or refused by the API server.
     */
    private static final Set<String> WAIVABLE = Set.of(
            "default-class-taken",
            "host-port-taken",
            "node-port",
            "node-port-taken",
            "random-node-port",
            "reference-missing",
            "selector-matches-nothing",
            "selector-matches-several",
            "volume-unused");

    private Waivers() {}

    /** {@code findings} of the cluster at {@code root}, as its waivers leave them. */
    public static List<Finding> applied(Node root, List<Finding> findings) {
        var left = new ArrayList<>(findings);
        for (Node node : root.subtree()) {
            for (Exemption exemption : node.exemptions()) {
                if (exemption.kind() == Exemption.Kind.WAIVER) {
                    apply(exemption, node, left);
                }
            }
        }
        return left;
    }

    private static void apply(Exemption waiver, Node node, List<Finding> findings) {
        if (!WAIVABLE.contains(waiver.what())) {
            String near = Names.nearest(waiver.what(), WAIVABLE);
            add(
                    findings,
                    waiver,
                    node,
                    "waiver-refused",
                    "no reason makes that right" + (near == null ? "" : ", unless " + near + " is meant"),
                    near == null ? "correct what it is about" : "name \"" + near + "\", or correct what it is about");
            return;
        }
        var ids = new TreeSet<String>();
        boolean used = false;
        for (Finding finding : List.copyOf(findings)) {
            if (finding.path().equals(node.path()) || finding.path().startsWith(node.path() + "/")) {
                ids.add(finding.id());
                if (finding.id().equals(waiver.what())) {
                    findings.remove(finding);
                    used = true;
                }
            }
        }
        // Where something could not be made, it may be what the waiver is for.
        if (!used && !node.holdsIncomplete() && !node.cluster().node().isIncomplete()) {
            String found =
                    ids.isEmpty() ? "nothing is found there" : "only this is found there: " + String.join(", ", ids);
            add(findings, waiver, node, "waiver-unused", found, "take the waiver away");
        }
    }

    private static void add(List<Finding> findings, Exemption waiver, Node node, String id, String found, String fix) {
        String message = "Tried to waive \"" + waiver.what() + "\" for " + node.path() + ", but " + found;
        findings.add(new Finding(id, Severity.ERROR, message, node.path(), waiver.origin(), fix));
    }
}
