package infra.gateway;

import espalier.Component;
import espalier.Exposure;
import espalier.Identity;
import espalier.Node;
import espalier.Provision;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.CustomResource;
import espalier.rules.Construction;
import espalier.rules.Policies;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.certmanager.Certificate;
import infra.certmanager.Issuer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A door to the outside that takes HTTPS for all hosts of one domain, from routes of any namespace. An app walks through it
 * by naming its host.
 */
public final class Gateway extends Component implements Exposure {
    static final String API = "gateway.networking.k8s.io/v1";

    private static final String LISTENER = "https";
    private static final String PLAIN_LISTENER = "http";
    private static final int PORT = 443;

    private final CustomResource gateway;
    private final GatewayClass gatewayClass;
    private final String domain;
    private @Nullable ServicePort service;
    private @Nullable String front;

    /** A gateway for {@code *.DOMAIN}, for HTTPS alone. */
    public Gateway(
            Scope scope,
            String id,
            GatewayClass gatewayClass,
            LoadBalancerAddress address,
            String domain,
            Issuer issuer) {
        this(scope, id, gatewayClass, address, domain, issuer, g -> {});
    }

    /**
     * A gateway for {@code *.DOMAIN}.
     *
     * @param gatewayClass which program serves it
     * @param address where it listens, from the pool that hands it out
     * @param issuer whom it gets its certificate for {@code *.DOMAIN} from
     */
    public Gateway(
            Scope scope,
            String id,
            GatewayClass gatewayClass,
            LoadBalancerAddress address,
            String domain,
            Issuer issuer,
            Consumer<GatewaySettings> configure) {
        super(scope, id);
        if (domain == null) {
            node().findings()
                    .report(
                            Construction.SETTING_NULL,
                            node(),
                            "Tried to make a gateway for the hosts of a domain, but the domain is null",
                            "name it as in example.com");
            node().markBroken();
        }
        this.gatewayClass = gatewayClass;
        this.domain = String.valueOf(domain);
        var settings = Settings.configured(new GatewaySettings(node()), configure);
        var certificate = new Certificate(this, "certificate", issuer, "*." + domain);
        var listeners = new Sequence();
        boolean redirects = settings.redirects.isSet();
        if (redirects) {
            listeners.add(listener(PLAIN_LISTENER, "HTTP", 80).put("allowedRoutes", routesFrom("Same")));
        }
        listeners.add(listener(LISTENER, "HTTPS", PORT)
                .put(
                        "tls",
                        Mapping.of("mode", "Terminate")
                                .put("certificateRefs", Sequence.of(Mapping.of("name", certificate.secret()))))
                .put("allowedRoutes", routesFrom("All")));
        gateway = new CustomResource(this, API, "Gateway", g -> {
            g.spec("gatewayClassName", gatewayClass.name());
            gatewayClass.listen(g, address);
            g.spec("listeners", listeners);
        });
        if (redirects) {
            redirect();
        }
    }

    private Mapping listener(String name, String protocol, int port) {
        return Mapping.of("name", name)
                .put("protocol", protocol)
                .put("port", port)
                .put("hostname", "*." + domain);
    }

    private static Mapping routesFrom(String namespaces) {
        return Mapping.of("namespaces", Mapping.of("from", namespaces));
    }

    /** Sends who comes without TLS to the same address with it. */
    private void redirect() {
        exempt(Policies.PREFERRED_GATEWAY, "the redirect is this gateway's own");
        var filter = Mapping.of("type", "RequestRedirect")
                .put("requestRedirect", Mapping.of("scheme", "https").put("statusCode", 301));
        new CustomResource(
                this,
                "redirect",
                API,
                "HTTPRoute",
                // Its hosts are those of the other routes, which DNS is told of by these.
                r -> r.annotation(ExternalDnsAnnotations.CONTROLLER, "none")
                        .spec("parentRefs", Sequence.of(parentRef(PLAIN_LISTENER)))
                        .spec("rules", Sequence.of(Mapping.of("filters", Sequence.of(filter)))));
    }

    @Override
    public Address expose(Component app, ServicePort port, String host) {
        String whole = wholeName(host);
        new HttpRoute(app, this, whole, port);
        return new Address("https", whole);
    }

    private String wholeName(String host) {
        return host.indexOf('.') < 0 ? host + "." + domain : host;
    }

    /**
     * Says that people reach its hosts by way of what stands in front, a proxy on the internet: in DNS they are aliases of {@code
     * host}, and no name leads to the gateway's own address. For the construct of what stands there.
     *
     * @param host the name without the domain
     * @return the whole name
     */
    public String publishAs(String host) {
        front = wholeName(host);
        gateway.configure(g -> g.annotation(ExternalDnsAnnotations.TARGET, wholeName(host)));
        return front;
    }

    /** Whether its hosts lead to a proxy on the internet. */
    boolean isBehindProxy() {
        return front != null;
    }

    /** Where it listens inside the cluster, for what stands in front of it. */
    public ServicePort service() {
        if (service == null) {
            String name = gatewayClass.serviceOf(node().objectName());
            String port = LISTENER + "-" + PORT;
            var identity = Identity.of("", "Service", node().namespace().text(), name);
            Provision provision = Provision.of(identity, node()).withKeys(List.of(port, String.valueOf(PORT)));
            node().provide(provision);
            service = ServicePort.of(provision, port, PORT);
        }
        return service;
    }

    /** A host of its domain, as TLS has to name it for the gateway to know its certificate. */
    public String anyHost() {
        return "*." + domain;
    }

    /** How a route says that it wants to be served here. */
    Mapping parentRef() {
        return parentRef(LISTENER);
    }

    private Mapping parentRef(String listener) {
        return Mapping.of("name", gateway.name())
                .put("namespace", gateway.node().namespace())
                .put("sectionName", listener);
    }

    /** What can be set on a gateway. */
    public static final class GatewaySettings extends Settings {
        private final Setting<Boolean> redirects = setting("redirectsToHttps");

        private GatewaySettings(Node node) {
            super(node);
        }

        /** Listens without TLS as well, and sends who comes that way to the same address with it. */
        public GatewaySettings redirectsToHttps() {
            redirects.set(true);
            return this;
        }
    }
}
