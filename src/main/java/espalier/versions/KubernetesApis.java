package espalier.versions;

import espalier.versions.ServedVersions.Span;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API versions that Kubernetes took away, from its deprecation guide, and those that came in the lines that Flux still
 * runs on. Alpha and beta versions that an API server serves only when asked to are left out.
 */
public final class KubernetesApis {
    /** The oldest and the newest line of which is known what it serves. */
    private static final Version OLDEST = Version.of(1, 19);

    private static final Version NEWEST = Version.of(1, 37);

    private static final ServedVersions TABLE = removed(added(new ServedVersions()));

    private KubernetesApis() {}

    /** Whether it is known what {@code version} serves. */
    public static boolean knows(Version version) {
        return version.major() == 1 && version.minor() >= OLDEST.minor() && version.minor() <= NEWEST.minor();
    }

    /** The lines that are known, for messages. */
    public static String known() {
        return OLDEST + " to " + NEWEST;
    }

    /** Why {@code version} does not serve {@code kind} of {@code apiVersion}, or null. */
    public static @Nullable Span refusal(String apiVersion, String kind, Version version) {
        return TABLE.refusal(apiVersion, kind, version);
    }

    /** The kinds of which something is known. */
    public static Set<String> kinds() {
        return TABLE.kinds();
    }

    private static ServedVersions removed(ServedVersions table) {
        Span apps = until(16, "apps/v1");
        return table.put(apps, "extensions/v1beta1", "Deployment", "DaemonSet", "ReplicaSet")
                .put(apps, "apps/v1beta1", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")
                .put(apps, "apps/v1beta2", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")
                .put(until(16, "networking.k8s.io/v1"), "extensions/v1beta1", "NetworkPolicy")
                .put(until(22, "networking.k8s.io/v1"), "extensions/v1beta1", "Ingress")
                .put(until(22, "networking.k8s.io/v1"), "networking.k8s.io/v1beta1", "Ingress", "IngressClass")
                .put(
                        until(22, "admissionregistration.k8s.io/v1"),
                        "admissionregistration.k8s.io/v1beta1",
                        "MutatingWebhookConfiguration",
                        "ValidatingWebhookConfiguration")
                .put(until(22, "apiextensions.k8s.io/v1"), "apiextensions.k8s.io/v1beta1", "CustomResourceDefinition")
                .put(until(22, "apiregistration.k8s.io/v1"), "apiregistration.k8s.io/v1beta1", "APIService")
                .put(until(22, "certificates.k8s.io/v1"), "certificates.k8s.io/v1beta1", "CertificateSigningRequest")
                .put(until(22, "coordination.k8s.io/v1"), "coordination.k8s.io/v1beta1", "Lease")
                .put(
                        until(22, "rbac.authorization.k8s.io/v1"),
                        "rbac.authorization.k8s.io/v1beta1",
                        "Role",
                        "RoleBinding",
                        "ClusterRole",
                        "ClusterRoleBinding")
                .put(until(22, "scheduling.k8s.io/v1"), "scheduling.k8s.io/v1beta1", "PriorityClass")
                .put(
                        until(22, "storage.k8s.io/v1"),
                        "storage.k8s.io/v1beta1",
                        "CSIDriver",
                        "CSINode",
                        "StorageClass",
                        "VolumeAttachment")
                .put(until(27, "storage.k8s.io/v1"), "storage.k8s.io/v1beta1", "CSIStorageCapacity")
                .put(until(25, "batch/v1"), "batch/v1beta1", "CronJob")
                .put(until(25, "discovery.k8s.io/v1"), "discovery.k8s.io/v1beta1", "EndpointSlice")
                .put(until(25, "events.k8s.io/v1"), "events.k8s.io/v1beta1", "Event")
                .put(until(25, "policy/v1"), "policy/v1beta1", "PodDisruptionBudget")
                .put(until(25, null), "policy/v1beta1", "PodSecurityPolicy")
                .put(until(16, null), "extensions/v1beta1", "PodSecurityPolicy")
                .put(until(25, "node.k8s.io/v1"), "node.k8s.io/v1beta1", "RuntimeClass")
                .put(until(25, "autoscaling/v2"), "autoscaling/v2beta1", "HorizontalPodAutoscaler")
                .put(until(26, "autoscaling/v2"), "autoscaling/v2beta2", "HorizontalPodAutoscaler")
                .put(
                        until(26, "flowcontrol.apiserver.k8s.io/v1"),
                        "flowcontrol.apiserver.k8s.io/v1beta1",
                        "FlowSchema",
                        "PriorityLevelConfiguration")
                .put(
                        until(29, "flowcontrol.apiserver.k8s.io/v1"),
                        "flowcontrol.apiserver.k8s.io/v1beta2",
                        "FlowSchema",
                        "PriorityLevelConfiguration")
                .put(
                        until(32, "flowcontrol.apiserver.k8s.io/v1"),
                        "flowcontrol.apiserver.k8s.io/v1beta3",
                        "FlowSchema",
                        "PriorityLevelConfiguration");
    }

    private static ServedVersions added(ServedVersions table) {
        return table.put(since(19), "networking.k8s.io/v1", "Ingress", "IngressClass")
                .put(since(20), "node.k8s.io/v1", "RuntimeClass")
                .put(since(21), "batch/v1", "CronJob")
                .put(since(21), "discovery.k8s.io/v1", "EndpointSlice")
                .put(since(21), "policy/v1", "PodDisruptionBudget")
                .put(since(23), "autoscaling/v2", "HorizontalPodAutoscaler")
                .put(since(24), "storage.k8s.io/v1", "CSIStorageCapacity")
                .put(since(29), "flowcontrol.apiserver.k8s.io/v1", "FlowSchema", "PriorityLevelConfiguration")
                .put(
                        since(30),
                        "admissionregistration.k8s.io/v1",
                        "ValidatingAdmissionPolicy",
                        "ValidatingAdmissionPolicyBinding")
                .put(since(33), "networking.k8s.io/v1", "IPAddress", "ServiceCIDR")
                .put(
                        since(34),
                        "resource.k8s.io/v1",
                        "DeviceClass",
                        "ResourceClaim",
                        "ResourceClaimTemplate",
                        "ResourceSlice")
                .put(since(34), "storage.k8s.io/v1", "VolumeAttributesClass");
    }

    private static Span until(int minor, @Nullable String instead) {
        return new Span(null, Version.of(1, minor), instead);
    }

    private static Span since(int minor) {
        return new Span(Version.of(1, minor), null, null);
    }
}
