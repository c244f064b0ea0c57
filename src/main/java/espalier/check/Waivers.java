package espalier.check;

import espalier.Exemption;
import espalier.Finding;
import espalier.Node;
import espalier.rules.Construction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
        var others = new TreeSet<String>();
        boolean used = false;
        // Not by equality, of which a record's first use takes 20 ms.
        for (Iterator<Finding> each = findings.iterator(); each.hasNext(); ) {
            Finding finding = each.next();
            if (finding.path().equals(node.path()) || finding.path().startsWith(node.path() + "/")) {
                if (finding.rule().id().equals(waiver.what())) {
                    each.remove();
                    used = true;
                } else if (!finding.rule().id().equals(Construction.WAIVER_REFUSED.id())) {
                    others.add(finding.rule().id());
                }
            }
        }
        // Where something could not be made, it may be what the waiver is for.
        if (!used && !node.holdsIncomplete() && !node.cluster().node().holdsIncomplete()) {
            findings.add(unused(waiver, node, others));
        }
    }

    private static Finding unused(Exemption waiver, Node node, Set<String> others) {
        String found =
                others.isEmpty() ? "nothing is found there" : "only this is found there: " + String.join(", ", others);
        String message = "Tried to waive \"" + waiver.what() + "\" for " + node.path() + ", but " + found;
        return new Finding(Construction.WAIVER_UNUSED, message, node.path(), waiver.origin(), "take the waiver away");
    }
}
