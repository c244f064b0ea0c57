package espalier.check;

import org.jspecify.annotations.Nullable;

/** The charts that usually bring the kinds of a group, for hints: whether one really does, its release says. */
final class UsualCharts {
    private UsualCharts() {}

    /** The chart's name, or null where there is no usual one. */
    static @Nullable String of(String group) {
        return switch (group) {
            case "cert-manager.io", "acme.cert-manager.io" -> "cert-manager";
            case "trust.cert-manager.io" -> "trust-manager";
            case "external-secrets.io", "generators.external-secrets.io" -> "external-secrets";
            case "bitnami.com" -> "sealed-secrets";
            case "onepassword.com" -> "connect";
            case "cilium.io" -> "cilium";
            case "gateway.envoyproxy.io", "gateway.networking.k8s.io" -> "gateway-helm";
            case "traefik.io" -> "traefik";
            case "tailscale.com" -> "tailscale-operator";
            case "longhorn.io" -> "longhorn";
            case "ceph.rook.io", "objectbucket.io" -> "rook-ceph";
            case "volsync.backube" -> "volsync";
            case "velero.io" -> "velero";
            case "snapshot.storage.k8s.io" -> "snapshot-controller";
            case "postgresql.cnpg.io" -> "cloudnative-pg";
            case "barmancloud.cnpg.io" -> "plugin-barman-cloud";
            case "monitoring.coreos.com" -> "kube-prometheus-stack";
            case "grafana.integreatly.org" -> "grafana-operator";
            case "opentelemetry.io" -> "opentelemetry-operator";
            case "jaegertracing.io" -> "jaeger-operator";
            case "elasticsearch.k8s.elastic.co", "kibana.k8s.elastic.co" -> "eck-operator";
            case "keda.sh" -> "keda";
            case "actions.github.com" -> "gha-runner-scale-set-controller";
            case "nfd.k8s-sigs.io" -> "node-feature-discovery";
            case "nvidia.com" -> "gpu-operator";
            case "deviceplugin.intel.com" -> "intel-device-plugins-operator";
            case "fission.io" -> "fission-all";
            case "fluxcd.controlplane.io" -> "flux-operator";
            case "externaldns.k8s.io" -> "external-dns";
            default -> null;
        };
    }
}
