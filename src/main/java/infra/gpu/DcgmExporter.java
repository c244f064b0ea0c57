package infra.gpu;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;

/** NVIDIA's DCGM exporter: temperature, load and memory of the cards, for Prometheus. */
public final class DcgmExporter extends Component implements Measured {
    private final HelmRelease release;

    /** The exporter on the machines of {@code gpus}, in the namespace of {@code scope}. */
    public DcgmExporter(Scope scope, String id, NvidiaGpus gpus) {
        super(scope, id);
        release = new HelmRelease(
                this,
                "exporter",
                PublishedChart.of("dcgm-exporter", "4.8.2")
                        .repository("dcgm-exporter", "https://nvidia.github.io/dcgm-exporter/helm-charts"),
                CrdOwner.ELSEWHERE,
                h -> h.named("dcgm-exporter")
                        .bringsService("dcgm-exporter", "metrics", 9400)
                        .value(gpus.runtimeClass(), "runtimeClassName")
                        .value(gpus.machines().affinity(), "affinity"));
        node().owes(MetricsSink.METRICS);
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        release.configure(
                h -> h.makes("monitoring.coreos.com", "ServiceMonitor").value(true, "serviceMonitor", "enabled"));
    }
}
