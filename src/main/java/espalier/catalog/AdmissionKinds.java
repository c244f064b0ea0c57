package espalier.catalog;

import static espalier.ReferenceField.service;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.atOnce;

import espalier.Kind;
import java.util.List;

/** What extends the API server: definitions, webhooks, further servers. */
final class AdmissionKinds {
    static final String DEFINITIONS = "apiextensions.k8s.io";
    private static final String ADMISSION = "admissionregistration.k8s.io";
    private static final String REGISTRATION = "apiregistration.k8s.io";

    private AdmissionKinds() {}

    static List<Kind> definitions() {
        String webhook = "spec.conversion.webhook.clientConfig.service.name";
        return List.of(atOnce(DEFINITIONS, "CustomResourceDefinition")
                .clusterScoped()
                .precious()
                .names(service(webhook).inAnyNamespace().mentioned()));
    }

    static List<Kind> admission() {
        String service = "webhooks[].clientConfig.service.name";
        String policy = "ValidatingAdmissionPolicy";
        return List.of(
                atOnce(ADMISSION, "ValidatingWebhookConfiguration")
                        .clusterScoped()
                        .names(service(service).inAnyNamespace().withPort().mentioned()),
                atOnce(ADMISSION, "MutatingWebhookConfiguration")
                        .clusterScoped()
                        .names(service(service).inAnyNamespace().withPort().mentioned()),
                atOnce(ADMISSION, policy).clusterScoped(),
                atOnce(ADMISSION, policy + "Binding")
                        .clusterScoped()
                        .names(to(ADMISSION, policy, "spec.policyName").mentioned()));
    }

    static List<Kind> registration() {
        return List.of(Kind.of(REGISTRATION, "APIService")
                .clusterScoped()
                .readyWhen("has(status.conditions) && status.conditions.exists(c, c.type == 'Available' && c.status =="
                        + " 'True')")
                .names(service("spec.service.name").inAnyNamespace().withPort()));
    }
}
