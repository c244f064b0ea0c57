package clusters.kyrion;

import infra.NamespaceTable;

/** The namespaces of Elysium's document with their categories, row by row; each namespace says its own as a label. */
final class Namespaces {
    private Namespaces() {}

    static NamespaceTable table() {
        return new NamespaceTable("elysium.io/category")
                // Kubernetes and Flux bring these; the document names them, and nothing here makes them.
                .category("system", "kube-system", "kube-public", "kube-node-lease", "default")
                .category("flux", "flux-system", "capacitor")
                .category("infrastructure", "cert-manager", "tailscale", "sealed-secrets-system")
                .category("networking", "traefik", "ingress")
                .category("storage", "csi-rclone")
                .category("monitoring", "monitoring", "elastic-system", "opentelemetry-operator-system")
                .category("ci-cd", "arc-system", "arc-runners")
                .category("azure", "azure-arc", "azure-arc-release", "arc-workload-identity")
                .category(
                        "applications",
                        "ai",
                        "arkham",
                        "coder",
                        "fission",
                        "n8n",
                        "discourse",
                        "registry",
                        "romm",
                        "mediamtx",
                        "raiplaysoundrss")
                .category("development", "airflow", "error-pages")
                .category("upgrades", "system-upgrade")
                .category("device-plugins", "intel-device-plugins-system");
    }
}
