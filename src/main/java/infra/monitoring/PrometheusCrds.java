package infra.monitoring;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;

/**
 * The definitions of what Prometheus's operator reads, apart from the operator: so that whatever has metrics can say how they
 * are read, however long before {@link PrometheusStack} it comes.
 */
public final class PrometheusCrds extends Component {
    static final String GROUP = "monitoring.coreos.com";

    /** The definitions, of the version of the operator that {@link PrometheusStack} brings. */
    public PrometheusCrds(Scope scope, String id) {
        super(scope, id);
        Scope inside = in(NamespaceHandle.FLUX_SYSTEM);
        var chart = PublishedChart.of("prometheus-operator-crds", "31.0.1")
                .registry("oci://ghcr.io/prometheus-community/charts")
                .repository("prometheus-community", "https://prometheus-community.github.io/helm-charts");
        new HelmRelease(
                inside,
                chart,
                CrdOwner.ELSEWHERE,
                h -> h.bringsCrds(GROUP)
                        // The chart makes them from templates, and what a template made goes with the release.
                        .value("keep", "crds", "annotations", "helm.sh/resource-policy"));
    }
}
