package e2e;

import features.Crate;
import features.Tools;
import infra.onechart.OneChart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is checked is what runs: the real chart, rendered by the real Helm from the values in the files that Flux reads, gives
 * the carried objects, field by field.
 *
 * <p>The chart is the archive or folder that the environment names in {@code ESPALIER_ONECHART}; else Helm pulls it. A checkout of
 * its repository has it as {@code docs/onechart-VERSION.tgz}.
 */
@Tag("e2e")
class OneChartTest {
    @TempDir
    static Path folder;

    @TestFactory
    Stream<DynamicTest> theChartRendersWhatIsCarried() throws IOException {
        String helm = Tools.find("helm");
        String given = System.getenv("ESPALIER_ONECHART");
        String chart = given == null ? pulled(helm) : given;
        String told =
                Tools.run(List.of(helm, "show", "chart", chart), folder, "").expectSuccess();
        if (!told.contains("\nversion: " + OneChart.VERSION + "\n")) {
            throw new AssertionError(chart + " is not version " + OneChart.VERSION);
        }
        return new CarriedObjects(
                        OneChart.CHART,
                        (release, namespace, values) -> Tools.run(
                                        List.of(
                                                helm,
                                                "template",
                                                release,
                                                chart,
                                                "--namespace",
                                                namespace,
                                                "--kube-version",
                                                "1.33.0",
                                                "--values",
                                                "-"),
                                        null,
                                        values)
                                .expectSuccess())
                .judged(Crate.compiled());
    }

    private static String pulled(String helm) {
        Tools.Ran pull = Tools.run(
                List.of(
                        helm,
                        "pull",
                        OneChart.CHART,
                        "--repo",
                        OneChart.REPOSITORY,
                        "--version",
                        OneChart.VERSION,
                        "--destination",
                        folder.toString()),
                folder,
                "");
        if (pull.exit() != 0) {
            String why = "the chart onechart " + OneChart.VERSION + " cannot be had: " + pull.err();
            System.err.println("NOTICE: " + why);
            Assumptions.abort(why);
        }
        return folder.resolve(OneChart.CHART + "-" + OneChart.VERSION + ".tgz").toString();
    }
}
