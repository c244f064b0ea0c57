package infra.runners;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.Namespace;
import espalier.tree.Mapping;

/** The Actions Runner Controller: asks GitHub for jobs, and runs as many runners as there are. */
public final class RunnerController extends Component {
    /** Its charts go together: a set of one version is for the controller of the same. */
    static final String VERSION = "0.14.2";

    static final String REGISTRY = "oci://ghcr.io/actions/actions-runner-controller-charts";
    static final String GROUP = "actions.github.com";

    private static final String ACCOUNT = "runner-controller";

    private final Namespace namespace;
    private final HelmRelease release;

    /** The controller, in a namespace of its own, for runners of all namespaces. */
    public RunnerController(Scope scope, String id) {
        super(scope, id);
        namespace = new Namespace(this, "namespace", n -> n.named(id));
        release = new HelmRelease(
                in(namespace),
                "controller",
                PublishedChart.of("gha-runner-scale-set-controller", VERSION)
                        .repository("gha-runner-scale-set", REGISTRY),
                CrdOwner.RELEASE,
                h -> h.named("runner-controller")
                        .bringsCrds(GROUP)
                        .bringsOwn("", "ServiceAccount", ACCOUNT)
                        .apiServer("it makes the runners")
                        .internet("it asks GitHub for jobs")
                        .value(ACCOUNT, "serviceAccount", "name")
                        .value("info", "flags", "logLevel")
                        .value("50m", "resources", "requests", "cpu")
                        .value("256Mi", "resources", "limits", "memory"));
    }

    /** Where the controller runs, and what listens to GitHub for each set. */
    public NamespaceHandle namespace() {
        return namespace;
    }

    /** Who may make runners of a set; the chart of a set asks for it, and cannot look where Flux draws it up. */
    Mapping account() {
        return Mapping.of("namespace", namespace.name()).put("name", release.brought("", "ServiceAccount", ACCOUNT));
    }
}
