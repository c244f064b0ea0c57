package infra.envoy;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.FluxKustomization;
import espalier.flux.GitRepository;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.CustomResource.CustomResourceSettings;
import espalier.tree.Mapping;
import infra.gateway.GatewayApi;
import infra.gateway.GatewayClass;
import infra.gateway.LoadBalancerAddress;
import java.time.Duration;

/**
 * Envoy Gateway: runs an Envoy for each Gateway of its class, in the Gateway's own namespace and under its name.
 *
 * <p>Its chart would bring the definitions of Gateway API as well. Those have an owner already, which other controllers need, so
 * that only Envoy's own come from here.
 */
public final class EnvoyGateway extends Component implements GatewayClass {
    /** Built against Gateway API 1.6.1, for Kubernetes 1.33 to 1.36, as its table of versions has it. */
    private static final String VERSION = "1.9.0";

    private static final PublishedChart CHART =
            PublishedChart.of("gateway-helm", VERSION).registry("oci://docker.io/envoyproxy");

    private static final String API = "gateway.envoyproxy.io/v1alpha1";
    private static final String CONTROLLER = "gateway.envoyproxy.io/gatewayclass-controller";
    private static final String NAME = "envoy";

    private final CustomResource gatewayClass;

    /**
     * The controller, in the namespace of {@code scope}, with the class {@code envoy}.
     *
     * @param gatewayApi the definitions that it serves, of the version that it is built against
     */
    public EnvoyGateway(Scope scope, String id, GatewayApi gatewayApi) {
        super(scope, id);
        var definitions = definitions();
        new HelmRelease(
                this,
                "controller",
                CHART,
                CrdOwner.ELSEWHERE,
                h -> h.named("envoy-gateway")
                        .bringsController(CONTROLLER)
                        .needs(gatewayApi.definitions())
                        .needs(definitions.provision())
                        .value(false, "crds", "enabled")
                        .value("Kubernetes", "config", "envoyGateway", "provider", "type")
                        .value(
                                "GatewayNamespace",
                                "config",
                                "envoyGateway",
                                "provider",
                                "kubernetes",
                                "deploy",
                                "type"));
        var proxy = new CustomResource(
                this,
                "proxy",
                API,
                "EnvoyProxy",
                p -> p.named(NAME)
                        .spec("provider", Mapping.of("type", "Kubernetes").put("kubernetes", proxies())));
        gatewayClass = new CustomResource(
                this,
                "class",
                "gateway.networking.k8s.io/v1",
                "GatewayClass",
                c -> c.named(NAME)
                        .clusterScoped()
                        .spec("controllerName", CONTROLLER)
                        .spec(
                                "parametersRef",
                                Mapping.of("group", "gateway.envoyproxy.io")
                                        .put("kind", "EnvoyProxy")
                                        .put("name", proxy.name())
                                        .put("namespace", node().namespace())));
    }

    private FluxKustomization definitions() {
        Scope flux = in(NamespaceHandle.FLUX_SYSTEM);
        var source = new GitRepository(
                flux,
                "source",
                "https://github.com/envoyproxy/gateway",
                GitRepository.tag("v" + VERSION),
                g -> g.only("charts").interval(Duration.ofHours(1)));
        return new FluxKustomization(
                flux,
                "definitions",
                source,
                "./charts/gateway-helm/charts/crds/crds/generated",
                k -> k.bringsCrds("gateway.envoyproxy.io"));
    }

    /**
     * Two proxies a gateway. Connections are taken by any machine, also one without a proxy: that the client's address is lost on
     * the way to another one is up to the load-balancer.
     */
    private static Mapping proxies() {
        var resources = Mapping.of("requests", Mapping.of("cpu", "100m")).put("limits", Mapping.of("memory", "1Gi"));
        return Mapping.of(
                        "envoyDeployment",
                        Mapping.of("replicas", 2).put("container", Mapping.of("resources", resources)))
                .put("envoyService", Mapping.of("externalTrafficPolicy", "Cluster"));
    }

    @Override
    public Text name() {
        return gatewayClass.name();
    }

    /** A Gateway's own addresses would become external ones of the Service, beside that of the load-balancer. */
    @Override
    public void listen(CustomResourceSettings gateway, LoadBalancerAddress address) {
        gateway.spec("infrastructure", Mapping.of("annotations", address.annotations()));
    }

    @Override
    public String serviceOf(String gateway) {
        return gateway;
    }
}
