package features;

import espalier.compile.Compilation;
import espalier.report.ClusterPage;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One page per cluster of this repository answers a reviewer's questions. */
class ClusterPageTest {
    @TestFactory
    Stream<DynamicTest> everyClusterHasAPage() {
        return Compiled.all().stream().map(cluster -> DynamicTest.dynamicTest(cluster.name(), () -> verify(cluster)));
    }

    static void verify(Compilation cluster) {
        var order = Objects.requireNonNull(cluster.order(), () -> Compiled.findings(cluster));
        Snapshots.verify(
                cluster.name() + ".md", ClusterPage.of(order, cluster.schemas().gaps()));
    }
}
