package infra.cilium;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Provision;
import espalier.Scope;
import espalier.Settings;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.CustomResource.CustomResourceSettings;
import espalier.platform.AddressRange;
import espalier.platform.Distribution;
import espalier.platform.MachineRoom;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.gateway.GatewayApi;
import infra.gateway.GatewayClass;
import infra.gateway.LoadBalancerAddress;
import java.util.function.Consumer;

/**
 * Cilium as the network of the cluster: CNI, network policies, a load-balancer, and the service proxy in place of kube-proxy.
 * What else it does follows from who asks it for a gateway class, a BGP session or an announcement.
 */
public final class Cilium extends Component {
    /** The group and version of its resources since Cilium 1.18; L2 announcements have one of their own. */
    static final String API = "cilium.io/v2";

    private static final String GATEWAY_CONTROLLER = "io.cilium/gateway-controller";
    private static final String GATEWAY_GROUP = "gateway.networking.k8s.io";

    private static final Rule NO_API_SERVER = Rule.error(
            "api-server-unknown",
            "Cilium replaces kube-proxy, and nobody says where the API server is",
            "Without kube-proxy Cilium's agents cannot find it by its Service, and no pod gets an address",
            "say where it is");

    /** For who has a router that knows the way by itself. */
    public static final Rule UNANNOUNCED = Rule.warning(
                    "pool-unannounced",
                    "Addresses are given out that nobody announces",
                    "Whoever gets one has it, and nothing outside of the nodes finds the way there",
                    "announce them by BGP or on the local network")
            .waivable();

    private final HelmRelease release;
    private final MachineRoom room;
    private final CiliumSettings settings;
    private boolean hasPool;
    private boolean servesGateways;
    private boolean speaksBgp;
    private boolean announces;

    /** Cilium on {@code distribution}, with the settings that its chart has by itself. */
    public Cilium(Scope scope, String id, Distribution distribution) {
        this(scope, id, distribution, c -> {});
    }

    /**
     * Cilium on {@code distribution}, whose pods' network it takes over, without kube-proxy, through which it would otherwise
     * find the API server.
     */
    public Cilium(Scope scope, String id, Distribution distribution, Consumer<CiliumSettings> configure) {
        super(scope, id);
        room = distribution.room();
        settings = Settings.configured(new CiliumSettings(node()), configure);
        Scope system = in(NamespaceHandle.KUBE_SYSTEM);
        release = new HelmRelease(
                system,
                "agent",
                PublishedChart.of("cilium", settings.chartVersion())
                        .repository("cilium", "https://helm.cilium.io")
                        // Since 1.19.
                        .registry("oci://quay.io/cilium/charts"),
                CrdOwner.ELSEWHERE,
                h -> h.named("cilium")
                        // Its operator makes the definitions when it starts; the chart has none.
                        .bringsCrds("cilium.io")
                        .bringsController(GATEWAY_CONTROLLER)
                        .value(true, "kubeProxyReplacement")
                        .value(true, "rollOutCiliumPods")
                        .value(true, "operator", "rollOutPods"));
        node().whenComplete(this::joinNetwork);
        node().whenComplete(this::findUnannounced);
    }

    /** Where machines and networks are, which the cluster may say after it made this. */
    private void joinNetwork() {
        release.configure(h -> settings.write(h, room));
        Integer local = room.localApiServer();
        AddressRange apiServer = room.apiServerAddress();
        if (local != null) {
            release.configure(h -> h.value("localhost", "k8sServiceHost").value(local, "k8sServicePort"));
            return;
        }
        if (apiServer != null) {
            release.configure(
                    h -> h.value(apiServer.toString(), "k8sServiceHost").value(6443, "k8sServicePort"));
            return;
        }
        node().findings()
                .report(
                        NO_API_SERVER,
                        node(),
                        "Tried to run " + node() + " without kube-proxy, but the cluster does not say where its API"
                                + " server is, which Cilium then finds by its address alone",
                        "declare a machine with controlPlane(), or the address with apiServer(…)");
    }

    private void findUnannounced() {
        if (hasPool && !speaksBgp && !announces) {
            node().findings()
                    .report(
                            UNANNOUNCED,
                            node(),
                            "Tried to give out addresses by " + node()
                                    + ", but it announces them neither by BGP nor on the local network",
                            "say bgp(…) or announceOnLocalNetwork(…), or waive this where a router has a route to them");
        }
    }

    /**
     * The class of gateways that Cilium serves, with HTTP/2 for clients (ALPN) and for backends that ask for it (application
     * protocol).
     *
     * @param definitions of Gateway API, which Cilium's operator looks for when it starts
     */
    public GatewayClass gatewayClass(GatewayApi definitions) {
        if (!servesGateways) {
            servesGateways = true;
            release.configure(h -> h.needs(definitions.definitions())
                    .brings(GATEWAY_GROUP, "GatewayClass", "cilium")
                    .value(true, "gatewayAPI", "enabled")
                    .value(true, "gatewayAPI", "enableAlpn")
                    .value(true, "gatewayAPI", "enableAppProtocol"));
        }
        return new CiliumGateways(release.brought(GATEWAY_GROUP, "GatewayClass", "cilium"));
    }

    /** The operator asks for the address by the Gateway's own, and names the Service after it. */
    private record CiliumGateways(Text name) implements GatewayClass {
        @Override
        public void listen(CustomResourceSettings gateway, LoadBalancerAddress address) {
            gateway.spec(
                    "addresses", Sequence.of(Mapping.of("type", "IPAddress").put("value", address.text())));
        }

        @Override
        public String serviceOf(String gateway) {
            return "cilium-gateway-" + gateway;
        }
    }

    /** Ready when pods get addresses, for what is installed before Flux and must not come first. */
    public Provision network() {
        return release.provision();
    }

    /** A pool of addresses for gateways and load-balanced Services, such as {@code 192.168.10.224/28}. */
    public AddressPool pool(String id, String network) {
        hasPool = true;
        return new AddressPool(this, id, network);
    }

    /**
     * Announces the addresses of all pools by BGP to the router of the machine room, from the nodes with a label.
     *
     * @param nodeLabel the label of the nodes that speak, as {@code bgp=enabled}
     */
    public BgpPeering bgp(String id, String nodeLabel) {
        if (!speaksBgp) {
            speaksBgp = true;
            release.configure(h -> h.value(true, "bgpControlPlane", "enabled"));
        }
        return new BgpPeering(this, id, room, nodeLabel);
    }

    /** Answers for the addresses of all pools on the local network, for each from one node. */
    public L2Announcements announceOnLocalNetwork(String id) {
        if (!announces) {
            announces = true;
            // Each address is a lease, which its node renews at the API server every few seconds.
            release.configure(h -> h.value(true, "l2announcements", "enabled")
                    .value(30, "k8sClientRateLimit", "qps")
                    .value(60, "k8sClientRateLimit", "burst"));
        }
        return new L2Announcements(this, id);
    }
}
