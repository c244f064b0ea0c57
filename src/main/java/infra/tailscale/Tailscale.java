package infra.tailscale;

import espalier.Component;
import espalier.Exposure;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Strength;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Namespace;
import espalier.platform.K3s;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/**
 * Tailscale's operator: makes a machine of the house's tailnet of each Ingress of its class, which only people of the tailnet
 * reach, by {@code https://HOST.TAILNET} and a certificate that Tailscale has for it.
 *
 * <p>Its OAuth client needs the scopes {@code Devices Core} and {@code Auth Keys}, to write, and the tag {@code tag:k8s-operator},
 * which must own {@code tag:k8s}; MagicDNS and HTTPS have to be on for the tailnet.
 */
public final class Tailscale extends Component implements Exposure {
    private static final Rule HOST = Rule.error(
            "tailnet-host",
            "A host is not one of the tailnet",
            "Tailscale would take what stands before the first dot, and people would look for another name",
            "name the host without a domain");

    private static final PublishedChart CHART = PublishedChart.of("tailscale-operator", "1.102.3")
            .repository("tailscale", "https://pkgs.tailscale.com/helmcharts");

    static final String GROUP = "tailscale.com";
    static final String API = GROUP + "/v1alpha1";

    private static final String CLASSES = "networking.k8s.io";
    private static final String CLASS = "tailscale";

    /** The operator labels its proxies so, and not itself: its cmd/k8s-operator/sts.go, and kube/kubetypes/types.go. */
    private static final String PROXY = GROUP + "/managed";

    private final Namespace namespace;
    private final HelmRelease release;
    private final Text tailnet;
    private boolean isKnownInside;

    /**
     * The operator, in a namespace of its own.
     *
     * @param tailnet the tailnet's name in DNS, as {@code tail1a2b3c.ts.net}
     */
    public Tailscale(Scope scope, String id, String tailnet) {
        this(scope, id, Text.of(tailnet));
    }

    /** The operator of a tailnet whose name Flux puts in. */
    public Tailscale(Scope scope, String id, Text tailnet) {
        super(scope, id);
        this.tailnet = tailnet;
        namespace = new Namespace(
                this,
                "namespace",
                n -> n.named(id)
                        .privileged("each proxy sets up the network of its own pod, and forwards packets there"));
        var client = new BootstrapSecret(
                in(namespace),
                "oauth",
                s -> s.named("operator-oauth")
                        .given("client_id", "the id of an OAuth client of the tailnet, for the operator")
                        .given("client_secret", "the secret of that OAuth client"));
        release = new HelmRelease(
                in(namespace),
                "operator",
                CHART,
                // The chart makes its definitions from templates, which Helm upgrades like everything else.
                CrdOwner.ELSEWHERE,
                h -> h.named("tailscale-operator")
                        .bringsCrds(GROUP)
                        .brings(CLASSES, "IngressClass", CLASS)
                        .bringsController("tailscale.com/ts-ingress")
                        .proxyLabel(PROXY, "true")
                        .apiServer("it makes a proxy for each Ingress")
                        .internet("machines of a tailnet find each other by Tailscale's servers")
                        .value(client.name(), "oauthSecretVolume", "secret", "secretName")
                        .value("50m", "operatorConfig", "resources", "requests", "cpu")
                        .value("256Mi", "operatorConfig", "resources", "limits", "memory"));
    }

    /** Where the operator and all its proxies run. */
    public NamespaceHandle namespace() {
        return namespace;
    }

    /** How proxies run of which nothing else is said, by an object of {@code scope}. */
    public ProxyClass defaultProxies(Scope scope, String id) {
        var proxies = new ProxyClass(scope, id);
        release.configure(h -> h.value(
                proxies.name()
                        .needed(Strength.MENTION, "an Ingress waits for it, and it for the operator's definition"),
                "proxyConfig",
                "defaultProxyClass"));
        return proxies;
    }

    /**
     * Lets pods find the tailnet's names as people do, by a nameserver that the DNS of {@code k3s} asks about them, and reach
     * what stands behind them: what calls a page back, by the address that people know.
     */
    public Nameserver nameserver(Scope scope, String id, K3s k3s) {
        isKnownInside = true;
        return new Nameserver(scope, id, k3s);
    }

    @Override
    public Address expose(Component app, ServicePort port, String host) {
        String machine = machine(app, host);
        var backend = Mapping.of(
                "service", Mapping.of("name", port.service()).put("port", Mapping.of("number", port.port())));
        new CustomResource(app, CLASSES + "/v1", "Ingress", i -> {
            if (isKnownInside) {
                // Else its proxy answers at its address in the tailnet alone.
                i.annotation("tailscale.com/experimental-forward-cluster-traffic-via-ingress", "true");
            }
            i.spec("ingressClassName", release.brought(CLASSES, "IngressClass", CLASS))
                    .spec("defaultBackend", backend)
                    .spec("tls", Sequence.of(Mapping.of("hosts", Sequence.of(machine))));
        });
        return new Address("https", Text.of(machine, ".", tailnet));
    }

    /** The first label of {@code host}; a finding where a domain follows that is not the tailnet's. */
    private String machine(Component app, String host) {
        int dot = host.indexOf('.');
        if (dot >= 0 && !host.substring(dot + 1).equals(tailnet.text())) {
            app.node()
                    .findings()
                    .report(
                            HOST,
                            app.node(),
                            "Tried to let " + app.node() + " be reached as " + host + ", but Tailscale has names of "
                                    + tailnet.text() + " only",
                            "write \"" + host.substring(0, dot) + "\"");
        }
        return dot < 0 ? host : host.substring(0, dot);
    }
}
