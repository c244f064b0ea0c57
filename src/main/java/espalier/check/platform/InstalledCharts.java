package espalier.check.platform;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The charts that a cluster's objects install, each by its name and with the values that it is given. */
final class InstalledCharts {
    private static final FieldPath CHART = FieldPath.of("spec", "chart", "spec", "chart");
    private static final FieldPath REFERENCE = FieldPath.of("spec", "chartRef");
    private static final FieldPath URL = FieldPath.of("spec", "url");
    private static final FieldPath VALUES = FieldPath.of("spec", "values");
    private static final FieldPath K3S_CHART = FieldPath.of("spec", "chart");

    private final ObjectGraph graph;
    private final List<InstalledChart> all = new ArrayList<>();

    private InstalledCharts(ObjectGraph graph) {
        this.graph = graph;
    }

    /** Those of {@code graph}, Flux's before those of K3s's own Helm controller. */
    static List<InstalledChart> of(ObjectGraph graph) {
        var charts = new InstalledCharts(graph);
        for (KubernetesObject release : graph.ofKind("HelmRelease")) {
            charts.add(release, charts.chart(release));
        }
        for (KubernetesObject chart : graph.ofKind("HelmChart")) {
            if (chart.apiVersion().startsWith("helm.cattle.io/")) {
                charts.add(chart, text(chart, K3S_CHART));
            }
        }
        return charts.all;
    }

    private void add(KubernetesObject release, @Nullable String chart) {
        if (chart != null) {
            int slash = chart.lastIndexOf('/');
            Mapping values = VALUES.in(release.body()) instanceof Mapping mapping ? mapping : new Mapping();
            all.add(new InstalledChart(release, chart.substring(slash + 1), values));
        }
    }

    private @Nullable String chart(KubernetesObject release) {
        String named = text(release, CHART);
        if (named != null || !(REFERENCE.in(release.body()) instanceof Mapping reference)) {
            return named;
        }
        String namespace = reference.text("namespace");
        KubernetesObject source = graph.object(Identity.of(
                "source.toolkit.fluxcd.io",
                String.valueOf(reference.text("kind")),
                namespace == null ? release.namespace() : namespace,
                String.valueOf(reference.text("name"))));
        return source == null ? null : text(source, URL);
    }

    private static @Nullable String text(KubernetesObject object, FieldPath path) {
        return path.in(object.body()) instanceof Leaf leaf ? leaf.text() : null;
    }

    /**
     * A chart and the object that installs it.
     *
     * @param release the object
     * @param name the chart's name
     * @param values as they stand in git; others may come from Secrets
     */
    record InstalledChart(KubernetesObject release, String name, Mapping values) {
        /** Whether the value at {@code path}, keys with dots between, is true, or what the chart has by itself. */
        boolean is(String path, boolean byDefault) {
            String text = value(path);
            return text == null ? byDefault : text.equals("true");
        }

        /** The value at {@code path}, keys with dots between, or null where none is given. */
        @Nullable
        String value(String path) {
            Value at = values;
            int start = 0;
            while (at instanceof Mapping mapping) {
                int dot = path.indexOf('.', start);
                at = mapping.get(dot < 0 ? path.substring(start) : path.substring(start, dot));
                if (dot < 0) {
                    return at instanceof Leaf leaf ? leaf.text() : null;
                }
                start = dot + 1;
            }
            return null;
        }

        /** Whether others come from ConfigMaps or Secrets, so that a value which is given here may not be the one that counts. */
        boolean hasOtherValues() {
            Mapping spec = release.body().mapping("spec");
            Sequence sources = spec == null ? null : spec.sequence("valuesFrom");
            for (int i = 0; sources != null && i < sources.size(); i++) {
                if (sources.get(i) instanceof Mapping source && !source.has("targetPath")) {
                    return true; // else it is put at a path of its own, and leaves all others as they are
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return name + " (" + release + ")";
        }
    }
}
