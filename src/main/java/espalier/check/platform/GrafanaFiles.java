package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.platform.InstalledCharts.InstalledChart;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * ConfigMaps and Secrets that a Grafana shall find by a label: its sidecars look for a value of it where they are told one. The chart
 * grafana tells them none by itself, so that any value will do; kube-prometheus-stack, which brings it along, tells two of them 1.
 */
final class GrafanaFiles {
    private static final String BY_ITSELF = "grafana";
    private static final String STACK = "kube-prometheus-stack";
    private static final FieldPath LABELS = FieldPath.of("metadata", "labels");
    private static final Map<String, String> LABEL_OF = Map.of(
            "dashboards", "grafana_dashboard",
            "datasources", "grafana_datasource",
            "alerts", "grafana_alert",
            "plugins", "grafana_plugin",
            "notifiers", "grafana_notifier");

    /** By label: the values that are looked for, the empty one where any will do. */
    private final Map<String, Set<String>> wanted = new HashMap<>();

    private GrafanaFiles() {}

    static void check(ObjectGraph graph, List<InstalledChart> charts) {
        var files = new GrafanaFiles();
        for (InstalledChart chart : charts) {
            files.add(chart);
        }
        if (!files.wanted.isEmpty()) {
            graph.ofKind("ConfigMap").forEach(files::check);
            graph.ofKind("Secret").forEach(files::check);
        }
    }

    private void add(InstalledChart chart) {
        boolean isStack = chart.name().equals(STACK);
        if (!isStack && !chart.name().equals(BY_ITSELF) || isStack && !chart.is("grafana.enabled", true)) {
            return;
        }
        String sidecar = isStack ? "grafana.sidecar." : "sidecar.";
        LABEL_OF.forEach((what, usual) -> {
            boolean toldByStack = isStack && (what.equals("dashboards") || what.equals("datasources"));
            String at = sidecar + what;
            if (chart.is(at + ".enabled", toldByStack)) {
                String label = chart.value(at + ".label");
                String value = chart.value(at + ".labelValue");
                boolean isTemplate = value != null && value.contains("{{");
                wanted.computeIfAbsent(label == null ? usual : label, key -> new LinkedHashSet<>())
                        .add(
                                isTemplate || chart.hasOtherValues()
                                        ? ""
                                        : value != null ? value : toldByStack ? "1" : "");
            }
        });
    }

    private void check(KubernetesObject file) {
        Mapping labels = LABELS.in(file.body()) instanceof Mapping mapping ? mapping : new Mapping();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.keyAt(i);
            Set<String> values = wanted.getOrDefault(label, Set.of(""));
            String value = labels.text(label);
            if (value != null && !values.contains("") && !values.contains(value)) {
                String one = String.join(" or ", values);
                file.error(
                        References.GRAFANA_LABEL,
                        LABELS.field(label),
                        null,
                        "Tried to show " + file + " in Grafana by the label " + label + ": " + value
                                + ", but it is told to look for " + label + ": " + one,
                        "write \"" + one + "\", or tell the chart's sidecar to look for " + value);
            }
        }
    }
}
