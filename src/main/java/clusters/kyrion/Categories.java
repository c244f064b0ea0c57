package clusters.kyrion;

import espalier.kubernetes.NamespaceLabels;
import espalier.tree.Mapping;

/** What the namespaces of Elysium are for, as the table of its document groups them. */
final class Categories implements NamespaceLabels {
    /** The label that says it. */
    static final String LABEL = "elysium/category";

    @Override
    public Mapping labels(String name) {
        String category = category(name);
        return category.isEmpty() ? new Mapping() : Mapping.of(LABEL, category);
    }

    private static String category(String namespace) {
        return switch (namespace) {
            case "kube-system", "kube-public", "kube-node-lease", "default" -> "system";
            case "flux-system", "capacitor" -> "flux";
            case "cert-manager", "tailscale", "sealed-secrets-system" -> "infrastructure";
            case "traefik", "ingress" -> "networking";
            case "csi-rclone" -> "storage";
            case "monitoring", "elastic-system", "opentelemetry-operator-system" -> "monitoring";
            case "arc-system", "arc-runners" -> "ci-cd";
            case "azure-arc", "azure-arc-release", "arc-workload-identity" -> "azure";
            case "ai",
                    "arkham",
                    "coder",
                    "fission",
                    "n8n",
                    "discourse",
                    "registry",
                    "romm",
                    "mediamtx",
                    "raiplaysoundrss" -> "applications";
            case "airflow", "error-pages" -> "development";
            case "system-upgrade" -> "upgrades";
            case "intel-device-plugins-system" -> "device-plugins";
            default -> ""; // one that the document does not have
        };
    }
}
