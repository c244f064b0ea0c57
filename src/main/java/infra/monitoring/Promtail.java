package infra.monitoring;

import espalier.Component;
import espalier.Scope;
import espalier.Strength;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * Promtail on every node, which sends what pods print to one or several {@link LogSink}s.
 *
 * <p>Nobody maintains it since March 2026, in favour of {@link Alloy}; its chart is still served. It reads the files of its node as
 * root, so that its namespace must allow that. It speaks the protocol of Loki and no other, so that an Elasticsearch gets its logs
 * through an {@link OpenTelemetryCollector}.
 */
public final class Promtail extends Component implements Measured {
    private final HelmRelease release;
    private final List<Text> clients = new ArrayList<>(2);

    /** The agent, which is told by {@link #to} where it sends the logs of all pods. */
    public Promtail(Scope scope, String id) {
        super(scope, id);
        release = new HelmRelease(
                this,
                PublishedChart.of("promtail", "6.17.1").repository("grafana", "https://grafana.github.io/helm-charts"),
                CrdOwner.ELSEWHERE,
                h -> h.value(id, "fullnameOverride")
                        // Also where nothing else runs, such as on a control plane.
                        .value(Sequence.of(Mapping.of("operator", "Exists")), "tolerations")
                        .value("50m", "resources", "requests", "cpu")
                        .value("64Mi", "resources", "requests", "memory")
                        .value("256Mi", "resources", "limits", "memory"));
        node().owes(LogSink.LOGS);
        node().whenComplete(() -> release.configure(h -> h.value(clients(), "config", "clients")));
    }

    /** Sends the logs of all pods to {@code sink}, and to every other that is named. */
    public Promtail to(LogSink sink) {
        sink.logsOf(this);
        clients.add(sink.push().needed(Strength.MENTION, "lines stay in their files until somebody takes them"));
        return this;
    }

    private Sequence clients() {
        var list = new Sequence();
        clients.forEach(url -> list.add(Mapping.of("url", url)));
        return list;
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        release.configure(
                h -> h.makes(PrometheusCrds.GROUP, "ServiceMonitor").value(true, "serviceMonitor", "enabled"));
    }
}
