package infra;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;

/**
 * Stakater's Reloader: restarts the pods of workloads that ask for it, by the annotation {@code reloader.stakater.com/auto},
 * when a Secret or ConfigMap that they read changes, such as a password that was rotated in a vault.
 */
public final class Reloader extends Component {
    private static final PublishedChart CHART = PublishedChart.of("reloader", "2.2.16")
            .repository("stakater", "https://stakater.github.io/stakater-charts")
            .registry("oci://ghcr.io/stakater/charts");

    /** Reloader for all namespaces. */
    public Reloader(Scope scope, String id) {
        super(scope, id);
        new HelmRelease(
                this,
                CHART,
                CrdOwner.ELSEWHERE,
                h -> h.value(id, "fullnameOverride")
                        .apiServer("it watches what workloads read")
                        .value(true, "reloader", "readOnlyRootFileSystem")
                        .value("10m", "reloader", "deployment", "resources", "requests", "cpu")
                        .value("512Mi", "reloader", "deployment", "resources", "limits", "memory"));
    }
}
