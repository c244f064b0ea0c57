package espalier.report;

import static espalier.report.Markdown.code;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import java.util.ArrayList;
import java.util.List;

/** What is installed by charts. */
final class ChartFacts {
    private static final FieldPath CHART = FieldPath.of("spec", "chart", "spec", "chart");
    private static final FieldPath SOURCE = FieldPath.of("spec", "chart", "spec", "sourceRef", "name");
    private static final FieldPath WHOLE = FieldPath.of("spec", "chartRef", "name");
    private static final FieldPath CRDS = FieldPath.of("spec", "install", "crds");

    private ChartFacts() {}

    /** A row a release: which chart of which source it is, and what becomes of the chart's definitions. */
    static List<List<String>> rows(ObjectGraph graph) {
        var rows = new ArrayList<List<String>>();
        for (KubernetesObject release : graph.ofKind("HelmRelease")) {
            String chart = CHART.textIn(release.body());
            String source = (chart.isEmpty() ? WHOLE : SOURCE).textIn(release.body());
            rows.add(List.of(
                    name(release), code(chart.isEmpty() ? source : chart), code(source), CRDS.textIn(release.body())));
        }
        return rows;
    }

    /** A row a release that carries objects, which are no files of their own. */
    static List<List<String>> carried(ObjectGraph graph) {
        var rows = new ArrayList<List<String>>();
        for (KubernetesObject release : graph.ofKind("HelmRelease")) {
            if (release.isCarrier()) {
                var names = new ArrayList<String>();
                for (KubernetesObject object : graph.objects()) {
                    if (object.carrier() == release) {
                        names.add(object.kind() + " " + object.name());
                    }
                }
                rows.add(List.of(name(release), String.join(", ", names)));
            }
        }
        return rows;
    }

    private static String name(KubernetesObject release) {
        return code(release.namespace() + "/" + release.name());
    }
}
