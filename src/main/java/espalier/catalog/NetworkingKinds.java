package espalier.catalog;

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

/** Ingresses, and what else Kubernetes itself knows of networks. */
final class NetworkingKinds {
    private static final String GROUP = "networking.k8s.io";

    private NetworkingKinds() {}

    static List<Kind> kinds() {
        return List.of(
                atOnce(GROUP, "NetworkPolicy"),
                atOnce(GROUP, "IngressClass")
                        .clusterScoped()
                        .names(to("", BuiltIn.CONTROLLER, "spec.controller")
                                .in(Reach.CLUSTER)
                                .optional()),
                ingress(),
                atOnce(GROUP, "ServiceCIDR").clusterScoped(),
                atOnce(GROUP, "IPAddress").clusterScoped());
    }

    private static Kind ingress() {
        String path = "spec.rules[].http.paths[].backend.";
        return atOnce(GROUP, "Ingress")
                .names(
                        to(GROUP, "IngressClass", "spec.ingressClassName"),
                        service(path + "service.name").withPort(),
                        service("spec.defaultBackend.service.name").withPort(),
                        to("", "", path + "resource.name").orKindSaid(),
                        to("", "", "spec.defaultBackend.resource.name").orKindSaid(),
                        secret("spec.tls[].secretName"),
                        annotated("nginx.ingress.kubernetes.io/auth-secret", secret("")),
                        annotated("nginx.ingress.kubernetes.io/auth-tls-secret", secret("")))
                .names(CertManagerKinds.onIngresses())
                .names(TailscaleKinds.onServices())
                .makes(NetworkingKinds::certificates);
    }

    private static ReferenceField annotated(String annotation, ReferenceField like) {
        return to(like.group(), like.kind(), "metadata.annotations[" + annotation + "]");
    }

    /** cert-manager makes the Secrets of an Ingress that names an issuer; Tailscale serves certificates of its own. */
    private static void certificates(KubernetesObject ingress, Made made) {
        boolean tailscale = Usual.text(ingress, "", "spec", "ingressClassName").equals("tailscale");
        if (tailscale || CertManagerKinds.isIssued(ingress)) {
            for (Mapping tls : Usual.mappings(ingress, "spec", "tls")) {
                String name = tls.text("secretName");
                if (name != null) {
                    made.secret(name, CertManagerKinds.KEYS);
                }
            }
        }
    }
}
