package espalier.compile;

import espalier.Finding;
import espalier.layout.FileSpec;
import espalier.order.Order;
import espalier.schema.SchemaResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a cluster.
 *
 * @param name the cluster
 * @param findings what was found, waived findings left out
 * @param order its units, or null when it was never made
 * @param files its tree; empty when there are errors
 * @param schemas what came of holding its objects against their schemas, besides findings
 */
public record Compilation(
        String name, List<Finding> findings, @Nullable Order order, List<FileSpec> files, SchemaResult schemas) {

    /** A cluster that was not made far enough to have objects. */
    static Compilation broken(String name, List<Finding> findings) {
        return new Compilation(name, findings, null, List.of(), SchemaResult.NONE);
    }

    Compilation with(List<FileSpec> tree) {
        return new Compilation(name, findings, order, tree, schemas);
    }

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
