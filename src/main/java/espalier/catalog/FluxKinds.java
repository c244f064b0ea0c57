package espalier.catalog;

import static espalier.ReferenceField.configMap;
import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.account;
import static espalier.catalog.Usual.atOnce;
import static espalier.catalog.Usual.storageClass;

import espalier.Kind;
import espalier.ReferenceField;
import java.util.List;

/** Flux's sources, Kustomizations, notifications and images, and the operator that installs it. */
final class FluxKinds {
    static final String SOURCE = "source.toolkit.fluxcd.io";
    private static final String KUSTOMIZE = "kustomize.toolkit.fluxcd.io";
    private static final String NOTIFICATION = "notification.toolkit.fluxcd.io";
    private static final String IMAGE = "image.toolkit.fluxcd.io";
    private static final String OPERATOR = "fluxcd.controlplane.io";

    private FluxKinds() {}

    /** A source of any kind, in any namespace: Flux allows that unless it runs for several tenants. */
    static ReferenceField source(String kind, String path) {
        return to(SOURCE, kind, path).orKindSaid().inAnyNamespace();
    }

    static List<Kind> sources() {
        return List.of(
                atOnce(SOURCE, "GitRepository")
                        .names(
                                secret("spec.secretRef.name"),
                                secret("spec.proxySecretRef.name"),
                                account("spec.serviceAccountName"),
                                secret("spec.verify.secretRef.name"),
                                to(SOURCE, "GitRepository", "spec.include[].repository.name")),
                atOnce(SOURCE, "OCIRepository")
                        .names(access())
                        .names(secret("spec.verify.secretRef.name"), secret("spec.verify.trustedRootSecretRef.name")),
                atOnce(SOURCE, "HelmRepository")
                        .names(secret("spec.secretRef.name"), secret("spec.certSecretRef.name")),
                atOnce(SOURCE, "Bucket")
                        .names(access())
                        .names(secret("spec.sts.secretRef.name"), secret("spec.sts.certSecretRef.name")),
                atOnce(SOURCE, "HelmChart")
                        .names(
                                to(SOURCE, "HelmRepository", "spec.sourceRef.name")
                                        .orKindSaid(),
                                secret("spec.verify.secretRef.name")),
                atOnce(SOURCE, "ExternalArtifact"));
    }

    private static List<ReferenceField> access() {
        return List.of(
                secret("spec.secretRef.name"),
                secret("spec.certSecretRef.name"),
                secret("spec.proxySecretRef.name"),
                account("spec.serviceAccountName"));
    }

    static List<Kind> sourceExtensions() {
        return List.of(
                atOnce("source.extensions.fluxcd.io", "ArtifactGenerator").names(source("", "spec.sources[].name")));
    }

    static List<Kind> kustomize() {
        return List.of(Kind.of(KUSTOMIZE, "Kustomization")
                .names(
                        source("", "spec.sourceRef.name"),
                        to(KUSTOMIZE, "Kustomization", "spec.dependsOn[].name")
                                .inAnyNamespace()
                                .mentioned(),
                        secret("spec.decryption.secretRef.name"),
                        account("spec.decryption.serviceAccountName"),
                        secret("spec.kubeConfig.secretRef.name"),
                        configMap("spec.kubeConfig.configMapRef.name"),
                        account("spec.serviceAccountName"),
                        to("", "", "spec.postBuild.substituteFrom[].name").orKindSaid(),
                        to("", "", "spec.healthChecks[].name")
                                .orKindSaid()
                                .inAnyNamespace()
                                .mentioned()));
    }

    static List<Kind> notifications() {
        ReferenceField watched = to("", "", "spec.eventSources[].name").orKindSaid();
        ReferenceField woken = to("", "", "spec.resources[].name").orKindSaid();
        return List.of(
                atOnce(NOTIFICATION, "Provider").names(access()),
                atOnce(NOTIFICATION, "Alert")
                        .names(
                                to(NOTIFICATION, "Provider", "spec.providerRef.name")
                                        .mentioned(),
                                watched.inAnyNamespace().mentioned(),
                                to("", "Namespace", "spec.eventSources[].namespace")
                                        .mentioned()),
                atOnce(NOTIFICATION, "Receiver")
                        .names(
                                secret("spec.secretRef.name"),
                                woken.inAnyNamespace().mentioned()));
    }

    static List<Kind> images() {
        return List.of(
                // Some registries list their tags page by page, and not for everybody at once.
                Kind.of(IMAGE, "ImageRepository").names(access()),
                Kind.of(IMAGE, "ImagePolicy")
                        .names(to(IMAGE, "ImageRepository", "spec.imageRepositoryRef.name")
                                .inAnyNamespace()),
                atOnce(IMAGE, "ImageUpdateAutomation")
                        .names(
                                source("GitRepository", "spec.sourceRef.name"),
                                secret("spec.git.commit.signingKey.secretRef.name")));
    }

    static List<Kind> operator() {
        return List.of(
                Usual.ready(OPERATOR, "FluxInstance", "Ready")
                        .precious()
                        .names(
                                secret("spec.sync.pullSecret"),
                                secret("spec.distribution.imagePullSecret"),
                                secret("spec.distribution.artifactPullSecret"),
                                storageClass("spec.storage.class")),
                atOnce(OPERATOR, "FluxReport"),
                Kind.of(OPERATOR, "ResourceSet")
                        .names(
                                account("spec.serviceAccountName"),
                                to(OPERATOR, "ResourceSetInputProvider", "spec.inputsFrom[].name"),
                                to("", "", "spec.dependsOn[].name")
                                        .orKindSaid()
                                        .inAnyNamespace()
                                        .mentioned()),
                atOnce(OPERATOR, "ResourceSetInputProvider")
                        .names(
                                secret("spec.secretRef.name"),
                                secret("spec.certSecretRef.name"),
                                account("spec.serviceAccountName")));
    }
}
