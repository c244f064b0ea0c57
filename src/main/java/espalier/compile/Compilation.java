package espalier.compile;

import espalier.Finding;
import espalier.layout.FileSpec;
import espalier.order.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a cluster.
 *
 * @param name the cluster
 * @param findings what was found, waived findings left out
 * @param order its units, or null when it was never made
 * @param files its tree; empty when there are errors
 */
public record Compilation(
        String name, List<Finding> findings, @Nullable Order order, List<FileSpec> files) {
    /** Whether nothing of the cluster may be written. */
    public boolean failed() {
        for (Finding finding : findings) {
            if (finding.isError()) {
                return true;
            }
        }
        return false;
    }
}
