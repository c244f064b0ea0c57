package e2e;

import features.Suitcase;
import infra.apptemplate.AppTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is checked is what runs: the real chart, rendered by the real Helm from the values in the files that Flux reads, gives
 * the carried objects, field by field.
 */
@Tag("e2e")
class AppTemplateTest {
    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> theChartRendersWhatIsCarried() throws IOException {
        AppTemplateChart chart =
                AppTemplateChart.get(AppTemplate.OCI + "/" + AppTemplate.CHART, AppTemplate.VERSION, folder);
        return new CarriedObjects(AppTemplate.CHART, chart::render).judged(Suitcase.compiled());
    }
}
