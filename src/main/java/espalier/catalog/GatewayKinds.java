package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.service;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.atOnce;

import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Made;
import espalier.ReferenceField;
import espalier.ReferenceField.Reach;
import espalier.tree.Mapping;
import java.util.List;

/** Gateway API, and Envoy Gateway's policies. */
final class GatewayKinds {
    static final String GROUP = "gateway.networking.k8s.io";
    private static final String ENVOY = "gateway.envoyproxy.io";

    private GatewayKinds() {}

    static List<Kind> kinds() {
        return List.of(
                Usual.ready(GROUP, "GatewayClass", "Accepted")
                        .clusterScoped()
                        .names(
                                to("", BuiltIn.CONTROLLER, "spec.controllerName")
                                        .in(Reach.CLUSTER)
                                        .optional(),
                                to("", "", "spec.parametersRef.name")
                                        .orKindSaid()
                                        .inAnyNamespace()),
                Usual.ready(GROUP, "Gateway", "Programmed")
                        .runsPods()
                        .names(to(GROUP, "GatewayClass", "spec.gatewayClassName"))
                        .names(listeners())
                        .names(
                                to("", "", "spec.infrastructure.parametersRef.name")
                                        .orKindSaid(),
                                granted(secret("spec.tls.backend.clientCertificateRef.name")),
                                granted(configMap("spec.tls.frontend.default.validation.caCertificateRefs[].name")))
                        .names(CertManagerKinds.onIngresses())
                        .makes(GatewayKinds::certificates),
                Usual.ready(GROUP, "ListenerSet", "Programmed")
                        .names(listeners())
                        .names(parent("spec.parentRef")),
                route("HTTPRoute")
                        .names(filters("spec.rules[].filters[]"))
                        .names(filters("spec.rules[].backendRefs[].filters[]")),
                route("GRPCRoute")
                        .names(filters("spec.rules[].filters[]"))
                        .names(filters("spec.rules[].backendRefs[].filters[]")),
                route("TLSRoute"),
                route("TCPRoute"),
                route("UDPRoute"),
                atOnce(GROUP, "ReferenceGrant"),
                atOnce(GROUP, "BackendLBPolicy"),
                atOnce(GROUP, "BackendTLSPolicy")
                        .names(
                                service("spec.targetRefs[].name").orKindSaid(),
                                configMap("spec.validation.caCertificateRefs[].name")
                                        .orKindSaid()));
    }

    static List<Kind> experimental() {
        String group = "gateway.networking.x-k8s.io";
        return List.of(
                Usual.ready(group, "XListenerSet", "Programmed")
                        .names(listeners())
                        .names(parent("spec.parentRef")),
                atOnce(group, "XBackend"),
                atOnce(group, "XMesh").clusterScoped().plural("xmeshes"),
                atOnce(group, "XBackendTrafficPolicy")
                        .names(service("spec.targetRefs[].name").orKindSaid()));
    }

    private static Kind route(String name) {
        return atOnce(GROUP, name)
                .names(
                        parent("spec.parentRefs[]"),
                        granted(service("spec.rules[].backendRefs[].name")).withPort());
    }

    private static ReferenceField parent(String reference) {
        return to(GROUP, "Gateway", reference + ".name").orKindSaid().inAnyNamespace();
    }

    private static ReferenceField granted(ReferenceField field) {
        return field.orKindSaid().inAnyNamespace().granted();
    }

    private static List<ReferenceField> listeners() {
        return List.of(granted(secret("spec.listeners[].tls.certificateRefs[].name")));
    }

    private static List<ReferenceField> filters(String filters) {
        return List.of(
                granted(service(filters + ".requestMirror.backendRef.name")).withPort(),
                to("", "", filters + ".extensionRef.name").orKindSaid());
    }

    /** cert-manager makes the Secrets of a Gateway that names an issuer. */
    private static void certificates(KubernetesObject gateway, Made made) {
        if (!CertManagerKinds.isIssued(gateway)) {
            return;
        }
        for (Mapping listener : Usual.mappings(gateway, "spec", "listeners")) {
            Mapping tls = listener.mapping("tls");
            var references = tls == null ? null : tls.sequence("certificateRefs");
            if (references == null) {
                continue;
            }
            for (Mapping reference : Usual.mappings(references)) {
                String name = reference.text("name");
                if (name != null && reference.text("namespace") == null) {
                    made.secret(name, CertManagerKinds.KEYS);
                }
            }
        }
    }

    static List<Kind> envoy() {
        List<ReferenceField> backends = List.of(
                granted(service("spec.**.backendRef.name")).withPort(),
                granted(service("spec.**.backendRefs[].name")).withPort());
        List<ReferenceField> targets = List.of(
                to(GROUP, "Gateway", "spec.targetRef.name").orKindSaid(),
                to(GROUP, "Gateway", "spec.targetRefs[].name").orKindSaid());
        ReferenceField authority = granted(secret("spec.**.caCertificateRefs[].name"));
        ReferenceField client = granted(secret("spec.**.clientCertificateRef.name"));
        ReferenceField value = configMap("spec.**.valueRef.name").orKindSaid();
        return List.of(
                atOnce(ENVOY, "Backend").names(authority.orKindSaid(), client),
                atOnce(ENVOY, "BackendTrafficPolicy").names(targets).names(value),
                atOnce(ENVOY, "ClientTrafficPolicy").names(targets).names(authority),
                atOnce(ENVOY, "EnvoyExtensionPolicy")
                        .names(targets)
                        .names(backends)
                        .names(value),
                atOnce(ENVOY, "EnvoyPatchPolicy").names(targets.get(0)),
                atOnce(ENVOY, "HTTPRouteFilter").names(value),
                atOnce(ENVOY, "EnvoyProxy").names(backends).names(client).names(PodFields.below("spec")),
                atOnce(ENVOY, "SecurityPolicy")
                        .names(targets)
                        .names(backends)
                        .names(value)
                        .names(
                                granted(secret("spec.apiKeyAuth.credentialRefs[].name")),
                                granted(secret("spec.basicAuth.users.name")),
                                granted(secret("spec.oidc.clientSecret.name")),
                                granted(secret("spec.oidc.clientIDRef.name"))));
    }
}
