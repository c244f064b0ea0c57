package infra.keda;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.Namespace;

/** KEDA: runs as many pods as something outside of them tells that there is work for, also none. */
public final class Keda extends Component {
    static final String GROUP = "keda.sh";

    private static final PublishedChart CHART = PublishedChart.of("keda", "2.20.2")
            .repository("kedacore", "https://kedacore.github.io/charts")
            .registry("oci://ghcr.io/kedacore/charts");

    /** KEDA for all namespaces, in one of its own. */
    public Keda(Scope scope, String id) {
        super(scope, id);
        new HelmRelease(
                in(new Namespace(this, "namespace", n -> n.named(id))),
                "operator",
                CHART,
                // The chart makes its definitions from templates, which Helm upgrades like everything else.
                CrdOwner.ELSEWHERE,
                h -> h.named(id)
                        .bringsCrds(GROUP)
                        .bringsCrds("eventing.keda.sh")
                        .webhookFor(GROUP)
                        .apiServer("it scales workloads")
                        .value("512Mi", "resources", "operator", "limits", "memory")
                        .value("512Mi", "resources", "metricServer", "limits", "memory")
                        .value("256Mi", "resources", "webhooks", "limits", "memory"));
    }
}
