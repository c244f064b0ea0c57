package infra.gateway;

import espalier.Component;
import espalier.Scope;
import espalier.ServicePort;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/** Leads a host of a gateway to a Service; an object of the app that is reached. */
public final class HttpRoute extends Component {
    /** Leads all requests for {@code host} at {@code gateway} to {@code port}. */
    public HttpRoute(Scope scope, Gateway gateway, String host, ServicePort port) {
        super(scope, only("httproute"));
        var backend = Mapping.of("name", port.service()).put("port", port.port());
        new CustomResource(this, Gateway.API, "HTTPRoute", r -> {
            if (gateway.isBehindProxy()) {
                r.annotation(ExternalDnsAnnotations.PROXIED, "true");
            }
            r.spec("parentRefs", Sequence.of(gateway.parentRef()))
                    .spec("hostnames", Sequence.of(host))
                    .spec("rules", Sequence.of(Mapping.of("backendRefs", Sequence.of(backend))));
        });
    }
}
