package espalier.catalog;

import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.account;
import static espalier.catalog.Usual.atOnce;

import espalier.Kind;
import espalier.ReferenceField;
import espalier.ReferenceField.Reach;
import java.util.ArrayList;
import java.util.List;

/** KEDA, and GitHub's runners. */
final class ScalingKinds {
    private static final String KEDA = "keda.sh";

    private ScalingKinds() {}

    static List<Kind> keda() {
        ReferenceField authentication = to(KEDA, "TriggerAuthentication", "spec.triggers[].authenticationRef.name")
                .orKindSaid();
        return List.of(
                Usual.ready(KEDA, "ScaledObject", "Ready")
                        .names(
                                to("apps", "Deployment", "spec.scaleTargetRef.name")
                                        .orKindSaid(),
                                authentication),
                Usual.ready(KEDA, "ScaledJob", "Ready")
                        .runsPods()
                        .names(PodFields.of("spec.jobTargetRef.template.spec"))
                        .names(authentication),
                atOnce(KEDA, "TriggerAuthentication").names(credentials(Reach.SAME_NAMESPACE)),
                atOnce(KEDA, "ClusterTriggerAuthentication")
                        .clusterScoped()
                        .names(credentials(Reach.OPERATOR_NAMESPACE)),
                Kind.of(KEDA, "CloudEventSource")
                        .names(to(KEDA, "TriggerAuthentication", "spec.authenticationRef.name")
                                .orKindSaid()));
    }

    private static List<ReferenceField> credentials(Reach reach) {
        var fields = new ArrayList<ReferenceField>();
        fields.add(secret("spec.secretTargetRef[].name").withKey());
        fields.add(ReferenceField.configMap("spec.configMapTargetRef[].name").withKey());
        fields.add(secret("spec.**.valueFrom.secretKeyRef.name").withKey());
        fields.add(account("spec.boundServiceAccountToken[].serviceAccountName"));
        fields.replaceAll(field -> field.in(reach));
        return fields;
    }

    static List<Kind> runners() {
        String group = "actions.github.com";
        return List.of(
                Kind.of(group, "AutoscalingRunnerSet")
                        .neverReports()
                        .runsPods()
                        .names(secret("spec.githubConfigSecret"))
                        .names(PodFields.of("spec.template.spec")),
                Kind.of(group, "AutoscalingListener").runsPods(),
                Kind.of(group, "EphemeralRunnerSet").runsPods(),
                Kind.of(group, "EphemeralRunner").runsPods());
    }

    /** Upgrades of K3s and of nodes. */
    static List<Kind> upgrades() {
        return List.of(atOnce("upgrade.cattle.io", "Plan")
                .runsPods()
                .names(
                        account("spec.serviceAccountName"),
                        secret("spec.secrets[].name"),
                        secret("spec.imagePullSecrets[].name"),
                        to("scheduling.k8s.io", "PriorityClass", "spec.priorityClassName"))
                .names(PodFields.below("spec")));
    }
}
