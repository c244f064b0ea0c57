package e2e;

import features.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The real chart {@code app-template} and the real Helm.
 *
 * <p>The chart is the folder that the environment names in {@code ESPALIER_APP_TEMPLATE}, with the library {@code common} below its
 * {@code charts/}, as {@code helm pull --untar} leaves it; else Helm pulls it. Where neither can be had, the test is skipped, and says
 * so. A checkout of its repository will do: {@code cp -r charts/other/app-template DIR && mkdir DIR/charts && cp -r
 * charts/library/common DIR/charts/}.
 */
final class AppTemplateChart {
    private static final String OF_THE_NET = "https://raw.githubusercontent.com/bjw-s-labs/helm-charts/";

    private final String helm;
    private final Path chart;

    private AppTemplateChart(String helm, Path chart) {
        this.helm = helm;
        this.chart = chart;
    }

    /** The chart in {@code version} from {@code url}, in {@code folder}. */
    static AppTemplateChart get(String url, String version, Path folder) throws IOException {
        String helm = Tools.find("helm");
        Path chart = folder.resolve("app-template");
        String given = System.getenv("ESPALIER_APP_TEMPLATE");
        if (given == null) {
            Tools.Ran pull = Tools.run(
                    List.of(helm, "pull", url, "--version", version, "--untar", "--untardir", folder.toString()),
                    folder,
                    "");
            if (pull.exit() != 0) {
                String why = "the chart app-template " + version + " cannot be had: " + pull.err();
                System.err.println("NOTICE: " + why);
                Assumptions.abort(why);
            }
        } else {
            copy(Path.of(given), chart);
        }
        if (!Files.readString(chart.resolve("Chart.yaml")).contains("\nversion: " + version + "\n")) {
            throw new AssertionError(chart + " is not version " + version);
        }
        useOwnSchema(chart);
        return new AppTemplateChart(helm, chart);
    }

    /** The values are held against the schema that is in the chart, which refers to the net for it. */
    private static void useOwnSchema(Path chart) throws IOException {
        Path common = chart.resolve("charts/common");
        Path known = common.resolve("values.schema.json");
        Path schema = common.resolve("schema.json"); // under a name by which Helm does not look
        Files.writeString(schema, Files.readString(known).replaceAll("\"\\$id\": *\"" + OF_THE_NET + "[^\"]*\",", ""));
        Files.delete(known);
        Files.writeString(chart.resolve("values.schema.json"), "{\"$ref\": \"" + schema.toUri() + "\"}");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else if (Files.isRegularFile(path)) { // no link out of a checkout
                    Files.copy(path, target);
                }
            }
        }
    }

    /** What Helm renders of the chart for {@code release} in {@code namespace}. */
    String render(String release, String namespace, String values) {
        return Tools.run(
                        List.of(
                                helm,
                                "template",
                                release,
                                chart.toString(),
                                "--namespace",
                                namespace,
                                "--kube-version",
                                "1.33.0",
                                "--api-versions",
                                "gateway.networking.k8s.io/v1/HTTPRoute",
                                "--values",
                                "-"),
                        null,
                        values)
                .expectSuccess();
    }
}
