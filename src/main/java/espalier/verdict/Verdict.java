package espalier.verdict;

import espalier.ClusterSettings;
import espalier.Exemption;
import espalier.Finding;
import espalier.Node;
import espalier.order.Order;
import espalier.order.Unit;
import espalier.schema.SchemaGaps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of one cluster, without its objects, which can be let go.
 *
 * @param cluster its name
 * @param findings what was found, waived findings left out
 * @param waivers the checks that were told to be silent
 * @param unchecked what no check looked at
 * @param components how many there are
 * @param objects how many there are
 * @param pages where the pages of the rules can be read, up to the rule's id; null where that is not known
 */
public record Verdict(
        String cluster,
        List<Finding> findings,
        List<Exemption> waivers,
        List<Unchecked> unchecked,
        int components,
        int objects,
        @Nullable String pages) {

    /**
     * Of a cluster that was compiled as far as {@code order}, or not that far where it is null.
     *
     * @param gaps what of it was not held against a schema
     */
    public static Verdict of(String cluster, List<Finding> findings, @Nullable Order order, SchemaGaps gaps) {
        if (order == null) {
            return new Verdict(cluster, findings, List.of(), List.of(), 0, 0, null);
        }
        ClusterSettings settings = order.cluster().settings();
        return new Verdict(
                cluster,
                findings,
                waivers(order),
                NotChecked.in(order.graph(), gaps),
                components(order),
                order.graph().objects().size(),
                RulePages.at(settings.gitUrl(), settings.gitBranch()));
    }

    /** This verdict with {@code more} that was found. */
    public Verdict and(List<Finding> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(findings);
        all.addAll(more);
        return new Verdict(cluster, all, waivers, unchecked, components, objects, pages);
    }

    /** How many components {@code order} has: one can be several units. */
    public static int components(Order order) {
        Set<Node> components = new HashSet<>();
        for (Unit unit : order.units()) {
            components.add(unit.component());
        }
        return components.size();
    }

    private static List<Exemption> waivers(Order order) {
        var waivers = new ArrayList<Exemption>();
        for (Node node : order.cluster().node().subtree()) {
            for (Exemption exemption : node.exemptions()) {
                if (exemption.kind() == Exemption.Kind.WAIVER) {
                    waivers.add(exemption);
                }
            }
        }
        return waivers;
    }

    /** How many of the findings are errors. */
    public int errors() {
        int errors = 0;
        for (Finding finding : findings) {
            errors += finding.isError() ? 1 : 0;
        }
        return errors;
    }

    public int warnings() {
        return findings.size() - errors();
    }
}
