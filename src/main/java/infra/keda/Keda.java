package infra.keda;

import espalier.Component;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.Namespace;
import infra.Definitions;
import org.jspecify.annotations.Nullable;

/** KEDA: runs as many pods as something outside of them tells that there is work for, also none. */
public final class Keda extends Component {
    static final String GROUP = "keda.sh";

    private static final String EVENTING = "eventing.keda.sh";

    private static final String VERSION = "2.20.2";

    private static final PublishedChart CHART = PublishedChart.of("keda", VERSION)
            .repository("kedacore", "https://kedacore.github.io/charts")
            .registry("oci://ghcr.io/kedacore/charts");

    /** Its definitions by themselves, for what comes before KEDA. */
    public static Definitions definitions(Scope scope, String id) {
        return new Definitions(
                scope, id, "https://github.com/kedacore/keda", "v" + VERSION, "config/crd", GROUP, EVENTING);
    }

    /** KEDA with its definitions for all namespaces, in one of its own. */
    public Keda(Scope scope, String id) {
        this(scope, id, null);
    }

    /** KEDA in a namespace of its own, where its {@link #definitions} are there already; null where they are not. */
    public Keda(Scope scope, String id, @Nullable Definitions definitions) {
        super(scope, id);
        new HelmRelease(
                in(new Namespace(this, "namespace", n -> n.named(id))),
                "operator",
                CHART,
                // The chart makes its definitions from templates, which Helm upgrades like everything else.
                CrdOwner.ELSEWHERE,
                h -> {
                    if (definitions == null) {
                        h.bringsCrds(GROUP).bringsCrds(EVENTING);
                    } else {
                        h.needs(definitions.definitions()).value(false, "crds", "install");
                    }
                    h.named(id)
                            .webhookFor(GROUP)
                            .apiServer("it scales workloads")
                            .value("512Mi", "resources", "operator", "limits", "memory")
                            .value("512Mi", "resources", "metricServer", "limits", "memory")
                            .value("256Mi", "resources", "webhooks", "limits", "memory");
                });
    }
}
