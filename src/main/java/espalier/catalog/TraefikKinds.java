package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.service;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.atOnce;

import espalier.Kind;
import espalier.ReferenceField;
import java.util.List;

/** Traefik. A name with an {@code @} is one that Traefik knows from elsewhere, and no object. */
final class TraefikKinds {
    private static final String GROUP = "traefik.io";

    private TraefikKinds() {}

    static List<Kind> kinds() {
        return List.of(
                atOnce(GROUP, "IngressRoute")
                        .names(routes("Middleware"))
                        .names(backend("spec.routes[].services[]"))
                        .names(to(GROUP, "IngressRoute", "spec.parentRefs[].name")
                                .inAnyNamespace()),
                atOnce(GROUP, "IngressRouteTCP")
                        .plural("ingressroutetcps")
                        .names(routes("MiddlewareTCP"))
                        .names(
                                service("spec.routes[].services[].name")
                                        .inAnyNamespace()
                                        .withPort(),
                                to(GROUP, "ServersTransportTCP", "spec.routes[].services[].serversTransport")),
                atOnce(GROUP, "IngressRouteUDP")
                        .plural("ingressrouteudps")
                        .names(service("spec.routes[].services[].name")
                                .inAnyNamespace()
                                .withPort()),
                middleware(),
                atOnce(GROUP, "MiddlewareTCP").plural("middlewaretcps"),
                transport("ServersTransport", "spec."),
                transport("ServersTransportTCP", "spec.tls.").plural("serverstransporttcps"),
                atOnce(GROUP, "TLSOption").names(secret("spec.clientAuth.secretNames[]")),
                atOnce(GROUP, "TLSStore")
                        .names(secret("spec.certificates[].secretName"), secret("spec.defaultCertificate.secretName")),
                atOnce(GROUP, "TraefikService")
                        .names(backend("spec.weighted.services[]"))
                        .names(backend("spec.mirroring"))
                        .names(backend("spec.mirroring.mirrors[]"))
                        .names(backend("spec.highestRandomWeight.services[]")));
    }

    private static List<ReferenceField> routes(String middleware) {
        return List.of(
                to(GROUP, middleware, "spec.routes[].middlewares[].name").inAnyNamespace(),
                secret("spec.tls.secretName"),
                to(GROUP, "TLSOption", "spec.tls.options.name").inAnyNamespace(),
                to(GROUP, "TLSStore", "spec.tls.store.name").inAnyNamespace());
    }

    private static List<ReferenceField> backend(String at) {
        return List.of(
                service(at + ".name").orKindSaid().inAnyNamespace().withPort(),
                to(GROUP, "ServersTransport", at + ".serversTransport"));
    }

    private static Kind middleware() {
        return atOnce(GROUP, "Middleware")
                .names(
                        secret("spec.basicAuth.secret"),
                        secret("spec.digestAuth.secret"),
                        secret("spec.forwardAuth.tls.caSecret"),
                        secret("spec.forwardAuth.tls.certSecret"),
                        secret("spec.rateLimit.redis.secret"),
                        to(GROUP, "Middleware", "spec.chain.middlewares[].name").inAnyNamespace())
                .names(backend("spec.errors.service"));
    }

    private static Kind transport(String name, String tls) {
        return atOnce(GROUP, name)
                .names(
                        secret(tls + "certificatesSecrets[]"),
                        secret(tls + "rootCAsSecrets[]"),
                        secret(tls + "rootCAs[].secret"),
                        configMap(tls + "rootCAs[].configMap"));
    }
}
