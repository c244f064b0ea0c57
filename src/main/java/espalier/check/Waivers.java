package espalier.check;

import espalier.Exemption;
import espalier.Finding;
import espalier.Finding.Severity;
import espalier.Node;
import java.util.ArrayList;
import java.util.List;

/** Takes out the findings that were waived, and finds waivers that nothing needs. */
public final class Waivers {
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
        boolean used = findings.removeIf(finding -> finding.id().equals(waiver.what())
                && (finding.path().equals(node.path()) || finding.path().startsWith(node.path() + "/")));
        if (!used) {
            findings.add(new Finding(
                    "waiver-unused",
                    Severity.ERROR,
                    "Tried to waive \"" + waiver.what() + "\" for " + node.path()
                            + ", but nothing of that kind is found there",
                    node.path(),
                    waiver.origin(),
                    "take the waiver away"));
        }
    }
}
