package espalier.catalog;

import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.service;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.atOnce;

import espalier.Kind;
import espalier.ReferenceField;
import espalier.ReferenceField.Reach;
import java.util.ArrayList;
import java.util.List;

/** Cilium: policies, BGP, addresses. */
final class CiliumKinds {
    private static final String GROUP = "cilium.io";

    private CiliumKinds() {}

    static List<Kind> kinds() {
        ReferenceField peer = to(GROUP, "CiliumBGPPeerConfig", "spec.bgpInstances[].peers[].peerConfigRef.name");
        return List.of(
                atOnce(GROUP, "CiliumNetworkPolicy")
                        .plural("ciliumnetworkpolicies")
                        .names(policy()),
                atOnce(GROUP, "CiliumClusterwideNetworkPolicy").clusterScoped().names(policy()),
                atOnce(GROUP, "CiliumCIDRGroup").clusterScoped(),
                atOnce(GROUP, "CiliumBGPClusterConfig").clusterScoped().names(peer),
                atOnce(GROUP, "CiliumBGPNodeConfig").clusterScoped().names(peer),
                atOnce(GROUP, "CiliumBGPNodeConfigOverride").clusterScoped(),
                // In the namespace that bgpControlPlane.secretsNamespace says; by default, Cilium's own.
                atOnce(GROUP, "CiliumBGPPeerConfig")
                        .clusterScoped()
                        .names(secret("spec.authSecretRef").in(Reach.OPERATOR_NAMESPACE)),
                atOnce(GROUP, "CiliumBGPPeeringPolicy")
                        .clusterScoped()
                        .names(secret("spec.virtualRouters[].neighbors[].authSecretRef")
                                .in(Reach.OPERATOR_NAMESPACE)),
                atOnce(GROUP, "CiliumBGPAdvertisement").clusterScoped(),
                atOnce(GROUP, "CiliumLoadBalancerIPPool").clusterScoped(),
                atOnce(GROUP, "CiliumL2AnnouncementPolicy").clusterScoped(),
                atOnce(GROUP, "CiliumEgressGatewayPolicy").clusterScoped(),
                atOnce(GROUP, "CiliumPodIPPool").clusterScoped(),
                atOnce(GROUP, "CiliumNodeConfig"),
                atOnce(GROUP, "CiliumLocalRedirectPolicy")
                        .names(service("spec.redirectFrontend.serviceMatcher.serviceName")
                                .inAnyNamespace()),
                atOnce(GROUP, "CiliumEnvoyConfig").names(envoy()),
                atOnce(GROUP, "CiliumClusterwideEnvoyConfig").clusterScoped().names(envoy()),
                atOnce(GROUP, "CiliumEndpoint"),
                atOnce(GROUP, "CiliumEndpointSlice").clusterScoped(),
                atOnce(GROUP, "CiliumIdentity").clusterScoped().plural("ciliumidentities"),
                atOnce(GROUP, "CiliumNode").clusterScoped(),
                atOnce(GROUP, "CiliumExternalWorkload").clusterScoped());
    }

    /** A policy holds one spec or several. */
    private static List<ReferenceField> policy() {
        var fields = new ArrayList<ReferenceField>();
        for (String spec : new String[] {"spec.", "specs[]."}) {
            for (String rule : new String[] {"ingress", "ingressDeny"}) {
                fields.add(to(GROUP, "CiliumCIDRGroup", spec + rule + "[].fromCIDRSet[].cidrGroupRef"));
            }
            for (String rule : new String[] {"egress", "egressDeny"}) {
                fields.add(to(GROUP, "CiliumCIDRGroup", spec + rule + "[].toCIDRSet[].cidrGroupRef"));
                fields.add(service(spec + rule + "[].toServices[].k8sService.serviceName")
                        .inAnyNamespace()
                        .mentioned());
            }
            for (String rule : new String[] {"ingress", "egress"}) {
                for (String tls : new String[] {"originatingTLS", "terminatingTLS"}) {
                    fields.add(secret(spec + rule + "[].toPorts[]." + tls + ".secret.name")
                            .inAnyNamespace());
                }
            }
        }
        return fields;
    }

    private static List<ReferenceField> envoy() {
        return List.of(
                service("spec.services[].name").inAnyNamespace().mentioned(),
                service("spec.backendServices[].name").inAnyNamespace().mentioned());
    }
}
