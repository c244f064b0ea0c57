package infra.gpu;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;

/** NVIDIA's DCGM exporter: temperature, load and memory of the cards, for Prometheus, which finds it by its ServiceMonitor. */
public final class DcgmExporter extends Component {
    /** The exporter on the machines of {@code gpus}, in the namespace of {@code scope}. */
    public DcgmExporter(Scope scope, String id, NvidiaGpus gpus) {
        super(scope, id);
        new HelmRelease(
                this,
                "exporter",
                PublishedChart.of("dcgm-exporter", "4.8.2")
                        .repository("dcgm-exporter", "https://nvidia.github.io/dcgm-exporter/helm-charts"),
                CrdOwner.ELSEWHERE,
                h -> h.named("dcgm-exporter")
                        .makes("monitoring.coreos.com", "ServiceMonitor")
                        .bringsService("dcgm-exporter", "metrics", 9400)
                        .value(gpus.runtimeClass(), "runtimeClassName")
                        .value(gpus.machines().affinity(), "affinity")
                        .value(true, "serviceMonitor", "enabled"));
    }
}
