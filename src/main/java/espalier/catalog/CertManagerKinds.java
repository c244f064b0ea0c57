package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.account;

import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Made;
import espalier.ReferenceField;
import espalier.ReferenceField.Reach;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;

/** cert-manager, and trust-manager beside it. */
final class CertManagerKinds {
    private static final String GROUP = "cert-manager.io";
    private static final String ANNOTATION = "metadata.annotations";

    /** What a certificate's Secret holds; an issuer that knows no CA of its own leaves {@code ca.crt} away. */
    static final List<String> KEYS = List.of("tls.crt", "tls.key", "ca.crt");

    private CertManagerKinds() {}

    static List<Kind> kinds() {
        return List.of(
                Usual.ready(GROUP, "Certificate", "Ready")
                        .names(
                                to(GROUP, "Issuer", "spec.issuerRef.name").orKindSaid(),
                                secret("spec.keystores.jks.passwordSecretRef.name")
                                        .withKey(),
                                secret("spec.keystores.pkcs12.passwordSecretRef.name")
                                        .withKey())
                        .makes(CertManagerKinds::certificate),
                Usual.ready(GROUP, "Issuer", "Ready")
                        .names(issuer(Reach.SAME_NAMESPACE))
                        .makes((issuer, made) -> accountKey(issuer, made)),
                Usual.ready(GROUP, "ClusterIssuer", "Ready").clusterScoped().names(issuer(Reach.OPERATOR_NAMESPACE)),
                Kind.of(GROUP, "CertificateRequest")
                        .names(to(GROUP, "Issuer", "spec.issuerRef.name").orKindSaid()));
    }

    private static List<ReferenceField> issuer(Reach reach) {
        var fields = new ArrayList<ReferenceField>();
        fields.add(secret("spec.ca.secretName"));
        fields.add(secret("spec.venafi.tpp.credentialsRef.name"));
        fields.add(account("spec.vault.auth.kubernetes.serviceAccountRef.name"));
        fields.addAll(Usual.keysBelow("spec"));
        fields.replaceAll(field -> field.in(reach));
        // Made by cert-manager itself where it is not there.
        fields.add(secret("spec.acme.privateKeySecretRef.name")
                .in(reach)
                .mentioned()
                .optional());
        String solver = "spec.acme.solvers[].http01.";
        fields.add(to(GatewayKinds.GROUP, "Gateway", solver + "gatewayHTTPRoute.parentRefs[].name")
                .orKindSaid()
                .inAnyNamespace()
                .mentioned());
        fields.add(to("networking.k8s.io", "IngressClass", solver + "ingress.ingressClassName")
                .mentioned());
        return fields;
    }

    private static void accountKey(KubernetesObject issuer, Made made) {
        String name = Usual.text(issuer, "", "spec", "acme", "privateKeySecretRef", "name");
        if (!name.isEmpty()) {
            made.secret(name, List.of(Usual.text(issuer, "tls.key", "spec", "acme", "privateKeySecretRef", "key")));
        }
    }

    private static void certificate(KubernetesObject certificate, Made made) {
        var keys = new ArrayList<String>(KEYS);
        for (Mapping format : Usual.mappings(certificate, "spec", "additionalOutputFormats")) {
            keys.add("DER".equals(format.text("type")) ? "key.der" : "tls-combined.pem");
        }
        Mapping stores = Usual.mapping(certificate, "spec", "keystores");
        if (stores.has("jks")) {
            keys.addAll(List.of("keystore.jks", "truststore.jks"));
        }
        if (stores.has("pkcs12")) {
            keys.addAll(List.of("keystore.p12", "truststore.p12"));
        }
        String name = Usual.text(certificate, "", "spec", "secretName");
        if (!name.isEmpty()) {
            made.secret(name, keys);
        }
    }

    /** The annotations by which an Ingress or a Gateway asks for certificates. */
    static List<ReferenceField> onIngresses() {
        return List.of(
                to(GROUP, "ClusterIssuer", ANNOTATION + "[cert-manager.io/cluster-issuer]"),
                to(GROUP, "Issuer", ANNOTATION + "[cert-manager.io/issuer]").orKindSaid("cert-manager.io/issuer-kind"));
    }

    /** Whether cert-manager makes the Secrets that this Ingress or Gateway names. */
    static boolean isIssued(KubernetesObject object) {
        Mapping annotations = Usual.mapping(object, "metadata", "annotations");
        return annotations.has("cert-manager.io/cluster-issuer")
                || annotations.has("cert-manager.io/issuer")
                || annotations.get("kubernetes.io/tls-acme") instanceof Leaf acme
                        && acme.text().equals("true");
    }

    static List<Kind> acme() {
        return List.of(Kind.of("acme.cert-manager.io", "Order"), Kind.of("acme.cert-manager.io", "Challenge"));
    }

    static List<Kind> trust() {
        return List.of(Usual.ready("trust.cert-manager.io", "Bundle", "Synced")
                .clusterScoped()
                .names(
                        secret("spec.sources[].secret.name").withKey().in(Reach.OPERATOR_NAMESPACE),
                        configMap("spec.sources[].configMap.name").withKey().in(Reach.OPERATOR_NAMESPACE))
                .makes(CertManagerKinds::bundle));
    }

    /** In every namespace that it selects. */
    private static void bundle(KubernetesObject bundle, Made made) {
        Mapping target = Usual.mapping(bundle, "spec", "target");
        if (target.has("configMap")) {
            made.object("", "ConfigMap", BuiltIn.ANY_NAMESPACE, bundle.name());
        }
        if (target.has("secret")) {
            made.object("", "Secret", BuiltIn.ANY_NAMESPACE, bundle.name());
        }
    }
}
