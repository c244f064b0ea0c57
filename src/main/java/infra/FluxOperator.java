package infra;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.FluxInstance;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;

/** The Flux operator, which installs Flux as a {@link FluxInstance} says and keeps it so. */
public final class FluxOperator extends Component implements Measured {
    /** Its image has the manifests of Flux 2.2 to 2.9, so that it asks nobody for those of a version that it knows. */
    private static final PublishedChart CHART =
            PublishedChart.of("flux-operator", "0.58.1").registry("oci://ghcr.io/controlplaneio-fluxcd/charts");

    private final HelmRelease release;

    /** The operator, in the namespace of {@code scope}, which must be Flux's own. */
    public FluxOperator(Scope scope, String id) {
        super(scope, id);
        release = new HelmRelease(
                this,
                CHART,
                // The chart makes its definitions from templates, which Helm upgrades like everything else.
                CrdOwner.ELSEWHERE,
                h -> h.bringsCrds("fluxcd.controlplane.io").apiServer("it installs Flux"));
    }

    /** What the operator knows of Flux and of all that Flux applies; {@link infra.monitoring.AlertRules#FLUX} asks for nothing else. */
    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        release.configure(
                h -> h.makes("monitoring.coreos.com", "ServiceMonitor").value(true, "serviceMonitor", "create"));
    }
}
