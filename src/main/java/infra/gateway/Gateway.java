package infra.gateway;

import espalier.Component;
import espalier.Exposure;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.rules.Construction;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.certmanager.Certificate;
import infra.certmanager.Issuer;

/**
 * A door to the outside that takes HTTPS for all hosts of one domain, from routes of any namespace. An app walks through it
 * by naming its host.
 */
public final class Gateway extends Component implements Exposure {
    static final String API = "gateway.networking.k8s.io/v1";

    private static final String LISTENER = "https";

    private final CustomResource gateway;
    private final String domain;

    /**
     * A gateway for {@code *.DOMAIN}.
     *
     * @param gatewayClass the name of the class whose controller serves it
     * @param address where it listens, from the pool that hands it out
     * @param issuer whom it gets its certificate for {@code *.DOMAIN} from
     */
    public Gateway(Scope scope, String id, Text gatewayClass, Text address, String domain, Issuer issuer) {
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
        this.domain = String.valueOf(domain);
        var certificate = new Certificate(this, "certificate", issuer, "*." + domain);
        var listener = Mapping.of("name", LISTENER)
                .put("protocol", "HTTPS")
                .put("port", 443)
                .put("hostname", "*." + domain)
                .put(
                        "tls",
                        Mapping.of("mode", "Terminate")
                                .put("certificateRefs", Sequence.of(Mapping.of("name", certificate.secret()))))
                .put("allowedRoutes", Mapping.of("namespaces", Mapping.of("from", "All")));
        gateway = new CustomResource(
                this,
                API,
                "Gateway",
                g -> g.spec("gatewayClassName", gatewayClass)
                        .spec(
                                "addresses",
                                Sequence.of(Mapping.of("type", "IPAddress").put("value", address)))
                        .spec("listeners", Sequence.of(listener)));
    }

    @Override
    public Address expose(Component app, ServicePort port, String host) {
        String whole = host.indexOf('.') < 0 ? host + "." + domain : host;
        new HttpRoute(app, this, whole, port);
        return new Address("https", whole);
    }

    /** How a route says that it wants to be served here. */
    Mapping parentRef() {
        return Mapping.of("name", gateway.name())
                .put("namespace", gateway.node().namespace())
                .put("sectionName", LISTENER);
    }
}
