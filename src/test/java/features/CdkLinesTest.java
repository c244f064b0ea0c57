package features;

import broken.ChartInvalid;
import broken.ChartsRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What is wrong with an object of a chart is told at the line that made that very object, which runs in another process. */
@EnabledIf("features.CdkChartsTest#isNodeThere")
class CdkLinesTest {
    /**
     * By {@code new}, by a class that {@code cdk8s import} made, by the builder of one, in a chart of the user's, by an {@code Include}
     * of which JavaScript makes the objects.
     */
    @Test
    void everyObjectHasItsOwn() {
        Snapshots.verify("cdk8s/refused.txt", Compiled.findings(Compiled.cluster(ChartsRefused::new)));
    }

    /** What a construct says of itself when it is asked, all of it, and what cdk8s cannot write. */
    @Test
    void soHasWhatCdk8sRefuses() {
        Snapshots.verify("cdk8s/invalid.txt", Compiled.findings(Compiled.cluster(ChartInvalid::new)));
    }
}
