package espalier.catalog;

import static espalier.ReferenceField.secret;
import static espalier.ReferenceField.service;
import static espalier.ReferenceField.to;
import static espalier.catalog.Usual.account;
import static espalier.catalog.Usual.atOnce;
import static espalier.catalog.Usual.storageClass;

import espalier.Kind;
import espalier.KubernetesObject;
import espalier.Made;
import espalier.ReferenceField;
import java.util.List;

/** Kubernetes's core group, and the small groups around it. */
final class CoreKinds {
    private CoreKinds() {}

    static List<Kind> kinds() {
        return List.of(
                atOnce("", "Namespace").clusterScoped().precious(),
                atOnce("", "Node").clusterScoped(),
                Kind.of("", "Pod").names(PodFields.of("spec")),
                Kind.of("", "ReplicationController").names(PodFields.of("spec.template.spec")),
                atOnce("", "PodTemplate").names(PodFields.of("template.spec")),
                atOnce("", "Service").names(TailscaleKinds.onServices()),
                atOnce("", "ConfigMap"),
                atOnce("", "Secret")
                        .names(account("metadata.annotations[kubernetes.io/service-account.name]")
                                .mentioned()),
                atOnce("", "ServiceAccount")
                        .names(
                                secret("imagePullSecrets[].name").mentioned(),
                                secret("secrets[].name").mentioned()),
                atOnce("", "Endpoints").plural("endpoints"),
                atOnce("", "LimitRange"),
                atOnce("", "ResourceQuota"),
                atOnce("", "Event"),
                claim(),
                volume());
    }

    private static Kind claim() {
        return Kind.of("", "PersistentVolumeClaim")
                .precious()
                .names(
                        storageClass("spec.storageClassName"),
                        to("", "PersistentVolume", "spec.volumeName"),
                        to("storage.k8s.io", "VolumeAttributesClass", "spec.volumeAttributesClassName"),
                        to("", "PersistentVolumeClaim", "spec.dataSource.name").orKindSaid(),
                        to("", "PersistentVolumeClaim", "spec.dataSourceRef.name")
                                .orKindSaid()
                                .inAnyNamespace()
                                .granted());
    }

    private static Kind volume() {
        Kind volume = atOnce("", "PersistentVolume")
                .clusterScoped()
                .precious()
                .makes(CoreKinds::classOf)
                .names(
                        to("storage.k8s.io", "CSIDriver", "spec.csi.driver"),
                        to("", "PersistentVolumeClaim", "spec.claimRef.name")
                                .inAnyNamespace()
                                .mentioned()
                                .optional());
        for (String step : List.of("nodeStage", "nodePublish", "nodeExpand", "controllerPublish", "controllerExpand")) {
            volume = volume.names(secret("spec.csi." + step + "SecretRef.name").inAnyNamespace());
        }
        return volume;
    }

    /** A claim finds a volume that is there already by the name of a class, which need not exist for that. */
    private static void classOf(KubernetesObject volume, Made made) {
        String name = Usual.text(volume, "", "spec", "storageClassName");
        if (!name.isEmpty()) {
            made.object("storage.k8s.io", "StorageClass", "", name);
        }
    }

    static List<Kind> autoscaling() {
        ReferenceField target = to("apps", "Deployment", "spec.scaleTargetRef.name");
        ReferenceField measured = to("", "", "spec.metrics[].object.describedObject.name");
        return List.of(atOnce("autoscaling", "HorizontalPodAutoscaler")
                .names(target.orKindSaid().mentioned(), measured.orKindSaid().mentioned()));
    }

    static List<Kind> policy() {
        return List.of(atOnce("policy", "PodDisruptionBudget"));
    }

    static List<Kind> scheduling() {
        return List.of(atOnce("scheduling.k8s.io", "PriorityClass").clusterScoped());
    }

    static List<Kind> node() {
        return List.of(atOnce("node.k8s.io", "RuntimeClass").clusterScoped());
    }

    static List<Kind> coordination() {
        return List.of(atOnce("coordination.k8s.io", "Lease"));
    }

    static List<Kind> discovery() {
        return List.of(atOnce("discovery.k8s.io", "EndpointSlice")
                .names(service("metadata.labels[kubernetes.io/service-name]").mentioned()));
    }

    static List<Kind> events() {
        return List.of(atOnce("events.k8s.io", "Event"));
    }

    static List<Kind> certificates() {
        return List.of(
                atOnce("certificates.k8s.io", "CertificateSigningRequest").clusterScoped(),
                atOnce("certificates.k8s.io", "ClusterTrustBundle").clusterScoped());
    }

    static List<Kind> flowControl() {
        String group = "flowcontrol.apiserver.k8s.io";
        return List.of(
                atOnce(group, "PriorityLevelConfiguration").clusterScoped(),
                atOnce(group, "FlowSchema")
                        .clusterScoped()
                        .names(to(group, "PriorityLevelConfiguration", "spec.priorityLevelConfiguration.name")
                                .mentioned()));
    }
}
