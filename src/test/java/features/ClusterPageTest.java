package features;

import clusters.Lab;
import espalier.Fleet;
import espalier.compile.Compilation;
import espalier.order.Order;
import espalier.report.ClusterPage;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One page per cluster answers a reviewer's questions. */
class ClusterPageTest {
    @Test
    void lab() {
        Compilation lab = Compiled.compile(new Fleet().cluster("lab", Lab::new), "lab");
        Order order = Objects.requireNonNull(lab.order(), () -> Compiled.findings(lab));
        Snapshots.verify("lab.md", ClusterPage.of(order));
    }
}
