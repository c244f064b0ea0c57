package infra.monitoring;

import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/**
 * Grafana Alloy on every node, which sends what pods print to a {@link Loki}; its forerunner Promtail is no longer maintained.
 *
 * <p>It reads the files of its node as root, so that its namespace must allow that. How far it has read stays on the node:
 * otherwise it would send everything again after each restart.
 */
public final class Alloy extends Component implements Measured {
    private static final String READ_SO_FAR = "/var/lib/alloy";

    private final HelmRelease release;

    /** The agent, which is told by {@link #to} where it sends the logs of all pods. */
    public Alloy(Scope scope, String id) {
        super(scope, id);
        release = new HelmRelease(
                this,
                "agent",
                PublishedChart.of("alloy", "1.11.1")
                        .repository(id, "https://grafana.github.io/helm-charts")
                        // Its publisher has no registry; this one copies every version.
                        .registry("oci://ghcr.io/home-operations/charts-mirror"),
                CrdOwner.ELSEWHERE,
                h -> h.named(id)
                        .bringsService(id, "http-metrics", 12345)
                        .value(id, "fullnameOverride")
                        .value(false, "crds", "create")
                        .value(
                                node().text(Resource.of("infra/monitoring/pod-logs.alloy")),
                                "alloy",
                                "configMap",
                                "content")
                        .value(true, "alloy", "mounts", "varlog")
                        .value(
                                Sequence.of(Mapping.of("name", "read-so-far").put("mountPath", READ_SO_FAR)),
                                "alloy",
                                "mounts",
                                "extra")
                        .value(READ_SO_FAR, "alloy", "storagePath")
                        .value(
                                Sequence.of(Mapping.of("name", "read-so-far")
                                        .put(
                                                "hostPath",
                                                Mapping.of("path", READ_SO_FAR).put("type", "DirectoryOrCreate"))),
                                "controller",
                                "volumes",
                                "extra")
                        // Also where nothing else runs, such as on a control plane.
                        .value(Sequence.of(Mapping.of("operator", "Exists")), "controller", "tolerations")
                        .value(false, "alloy", "enableReporting")
                        .value("50m", "alloy", "resources", "requests", "cpu")
                        .value("128Mi", "alloy", "resources", "requests", "memory")
                        .value("512Mi", "alloy", "resources", "limits", "memory"));
        node().owes(LogSink.LOGS);
    }

    /** Sends the logs of all pods to {@code sink}, and to it alone. */
    public Alloy to(LogSink sink) {
        sink.logsOf(this);
        release.configure(h ->
                h.value(Sequence.of(Mapping.of("name", "LOKI_URL").put("value", sink.push())), "alloy", "extraEnv"));
        return this;
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new ServiceMonitor(this, "metrics", release.service(node().id(), "http-metrics"));
    }
}
