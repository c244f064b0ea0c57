package infra.gateway;

import espalier.Component;
import espalier.Provision;
import espalier.Scope;
import espalier.flux.FluxKustomization;
import infra.Definitions;

/** The definitions of Gateway API, from the project's own repository: no chart has them. */
public final class GatewayApi extends Component {
    /** What Cilium 1.18 is built against. */
    private static final String DEFAULT = "v1.3.0";

    private final FluxKustomization definitions;

    /** The definitions of the version that Cilium 1.18 is built against. */
    public GatewayApi(Scope scope, String id) {
        this(scope, id, DEFAULT);
    }

    /**
     * The definitions of the experimental channel, of which Cilium looks for TLSRoute.
     *
     * @param version what the controllers of the cluster are built against, as {@code v1.6.1}
     */
    public GatewayApi(Scope scope, String id, String version) {
        super(scope, id);
        definitions = Definitions.of(
                this,
                "https://github.com/kubernetes-sigs/gateway-api",
                version,
                "config/crd/experimental",
                "gateway.networking.k8s.io",
                "gateway.networking.x-k8s.io");
    }

    /** Ready when the definitions are there, for a controller that looks for them when it starts. */
    public Provision definitions() {
        return definitions.provision();
    }
}
