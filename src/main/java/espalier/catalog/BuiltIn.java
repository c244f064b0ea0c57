package espalier.catalog;

import espalier.Identity;
import java.util.List;

/** What every cluster has that runs Kubernetes and Flux. */
public final class BuiltIn {
    /**
     * The kind, for us, of what stands behind a class of Gateways or Ingresses: a name that a program answers to. No object of
     * the API is of it.
     */
    public static final String CONTROLLER = "controller";

    /** The kind, for us, of a program that makes volumes and is no CSI driver. No object of the API is of it. */
    public static final String PROVISIONER = "provisioner";

    /** The kind, for us, of what a device plugin offers to pods; the resource is its name. No object of the API is of it. */
    public static final String DEVICE = "device";

    /** The namespace, for us, of what is made in all of them. */
    public static final String ANY_NAMESPACE = "*";

    private static final List<String> NAMESPACES =
            List.of("default", "kube-system", "kube-public", "kube-node-lease", "flux-system");
    private static final List<String> ROLES = List.of("cluster-admin", "admin", "edit", "view");
    private static final List<String> PRIORITIES = List.of("system-cluster-critical", "system-node-critical");
    private static final List<String> FLUX = List.of(
            "source-controller",
            "kustomize-controller",
            "helm-controller",
            "notification-controller",
            "image-reflector-controller",
            "image-automation-controller",
            "source-watcher");

    private BuiltIn() {}

    /** Whether {@code wanted} is there before anything of ours is. */
    public static boolean has(Identity wanted) {
        String name = wanted.name();
        String namespace = wanted.namespace();
        boolean ofFlux = namespace.equals("flux-system");
        return switch (wanted.kind()) {
            case "Namespace" -> NAMESPACES.contains(name);
            case "ServiceAccount" -> name.equals("default") || ofFlux && FLUX.contains(name);
            case "ConfigMap" -> name.equals("kube-root-ca.crt");
            case "ClusterRole" -> name.startsWith("system:") || ROLES.contains(name);
            case "Role" -> name.startsWith("system:") || name.equals("extension-apiserver-authentication-reader");
            case "PriorityClass" -> PRIORITIES.contains(name);
            case "Service" ->
                namespace.equals("default") && name.equals("kubernetes")
                        || ofFlux && (FLUX.contains(name) || name.equals("webhook-receiver"));
            case "GitRepository", "Kustomization" -> ofFlux && name.equals("flux-system");
            case "Secret" -> ofFlux && name.equals("flux-system");
            case "CSIDriver", PROVISIONER -> name.startsWith("kubernetes.io/");
            default -> false;
        };
    }

    /** Whether the API server knows the kinds of {@code group} by itself, or Flux brings them. */
    public static boolean isKnownWithoutDefinition(String group) {
        return switch (group) {
            case "",
                    "apps",
                    "extensions", // no version serves it any more, which is said as such
                    "batch",
                    "autoscaling",
                    "policy",
                    "rbac.authorization.k8s.io",
                    "networking.k8s.io",
                    "storage.k8s.io",
                    "scheduling.k8s.io",
                    "node.k8s.io",
                    "coordination.k8s.io",
                    "discovery.k8s.io",
                    "events.k8s.io",
                    "certificates.k8s.io",
                    "authentication.k8s.io",
                    "authorization.k8s.io",
                    "admissionregistration.k8s.io",
                    "apiextensions.k8s.io",
                    "apiregistration.k8s.io",
                    "flowcontrol.apiserver.k8s.io",
                    "resource.k8s.io",
                    "storagemigration.k8s.io" -> true;
            default -> group.endsWith(".toolkit.fluxcd.io") || group.equals("source.extensions.fluxcd.io");
        };
    }
}
