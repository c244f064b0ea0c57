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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Charts that a controller installs: Flux's HelmRelease, and K3s's HelmChart. */
final class ChartKinds {
    private static final String HELM = "helm.toolkit.fluxcd.io";
    private static final String K3S = "helm.cattle.io";

    private ChartKinds() {}

    static List<Kind> flux() {
        return List.of(Kind.of(HELM, "HelmRelease")
                .readyWithin(Duration.ofMinutes(10))
                .runsPods()
                .makes(ChartKinds::namespace)
                .names(
                        FluxKinds.source("HelmRepository", "spec.chart.spec.sourceRef.name"),
                        secret("spec.chart.spec.verify.secretRef.name"),
                        FluxKinds.source("", "spec.chartRef.name"),
                        to("", "", "spec.valuesFrom[].name").orKindSaid().withKey("valuesKey", "values.yaml"),
                        to(HELM, "HelmRelease", "spec.dependsOn[].name").inAnyNamespace(),
                        secret("spec.kubeConfig.secretRef.name"),
                        configMap("spec.kubeConfig.configMapRef.name"),
                        account("spec.serviceAccountName"))
                .names(values("spec.values")));
    }

    /** Where the chart shall make its own namespace, it does. */
    private static void namespace(KubernetesObject release, Made made) {
        String target = Usual.text(release, "", "spec", "targetNamespace");
        if (!target.isEmpty()
                && Usual.text(release, "", "spec", "install", "createNamespace").equals("true")) {
            made.object("", "Namespace", "", target);
        }
    }

    /** What nearly every chart calls so, since it ends up in a pod as it stands. */
    private static List<ReferenceField> values(String values) {
        String any = values + ".**.";
        var fields = new ArrayList<ReferenceField>();
        fields.add(secret(any + "secretKeyRef.name").withKey());
        fields.add(configMap(any + "configMapKeyRef.name").withKey());
        // Of the chart of 1Password's operator.
        fields.add(secret(values + ".operator.serviceAccountToken.name").withKey());
        fields.add(secret(any + "existingSecret"));
        fields.add(secret(any + "existingSecret.name").withKey());
        fields.addAll(ofOneChart(values + "."));
        fields.add(configMap(any + "existingConfigMap"));
        fields.add(configMap(any + "existingConfigmap"));
        fields.add(to("", "PersistentVolumeClaim", any + "existingClaim"));
        fields.add(to("", "PersistentVolumeClaim", any + "persistentVolumeClaim.claimName"));
        fields.add(secret(any + "envFrom[].secretRef.name"));
        fields.add(configMap(any + "envFrom[].configMapRef.name"));
        fields.add(secret(any + "imagePullSecrets[].name"));
        fields.add(Usual.storageClass(any + "storageClassName"));
        fields.add(Usual.storageClass(any + "storageClass"));
        fields.add(to("networking.k8s.io", "IngressClass", any + "ingressClassName"));
        fields.add(to("scheduling.k8s.io", "PriorityClass", any + "priorityClassName"));
        fields.add(to("node.k8s.io", "RuntimeClass", any + "runtimeClassName"));
        fields.replaceAll(field -> field.in(Reach.TARGET_NAMESPACE));
        return fields;
    }

    /** Fields of one chart each, whose name says enough. */
    private static List<ReferenceField> ofOneChart(String values) {
        return List.of(
                secret(values + "objstoreConfig.name").withKey(), // Thanos
                to("", "Namespace", values + "operatorConfig.namespace"), // Ceph's drivers
                to(
                        "networking.k8s.io",
                        "IngressClass",
                        values + "controller.ingressClassResource.name"), // ingress-nginx
                secret(values + "oauthSecretVolume.secret.secretName"), // Tailscale
                secret(values + "webserverSecretKeySecretName"), // Airflow
                secret(values + "elasticsearchCertificateSecret"), // Kibana
                secret(values + "elasticsearchCredentialSecret"),
                secret(values + "githubConfigSecret"), // runners of GitHub
                to("", "Namespace", values + "controllerServiceAccount.namespace"),
                account(values + "template.spec.serviceAccountName"),
                to("tailscale.com", "ProxyClass", values + "proxyConfig.defaultProxyClass")
                        .mentioned(), // Tailscale, which waits for it itself
                secret(values + "hub.token")); // Traefik
    }

    static List<Kind> k3s() {
        return List.of(
                Kind.of(K3S, "HelmChart")
                        .readyWithin(Duration.ofMinutes(10))
                        .neverReports()
                        .runsPods()
                        .makes(ChartKinds::namespaceOfK3s)
                        .names(
                                secret("spec.authSecret.name"),
                                secret("spec.dockerRegistrySecret.name"),
                                configMap("spec.repoCAConfigMap.name"),
                                secret("spec.valuesSecrets[].name")),
                Usual.atOnce(K3S, "HelmChartConfig").names(secret("spec.valuesSecrets[].name")));
    }

    private static void namespaceOfK3s(KubernetesObject chart, Made made) {
        String target = Usual.text(chart, "", "spec", "targetNamespace");
        if (!target.isEmpty()
                && Usual.text(chart, "", "spec", "createNamespace").equals("true")) {
            made.object("", "Namespace", "", target);
        }
    }
}
