package espalier.platform;

import java.util.List;
import java.util.Map;

/** What K3s brings by itself, as its packaged manifests have it, and which flag takes what away. */
final class K3sParts {
    /** What {@code --disable} takes. */
    static final List<String> NAMES = List.of(
            "coredns", "servicelb", "traefik", "local-storage", "metrics-server", "runtimes", "gateway-api-crd");

    private static final String TRAEFIK = "traefik.io";
    private static final String GATEWAY = "gateway.networking.k8s.io";

    /** Traefik 3, whose chart carries the Gateway API's definitions, came with 1.32; 1.37 brings them by themselves. */
    private static final int TRAEFIK_3 = 32;

    private static final int GATEWAY_ALONE = 37;

    private final MachineRoom room;
    private final Map<String, String> disabled;

    private K3sParts(MachineRoom room, Map<String, String> disabled) {
        this.room = room;
        this.disabled = disabled;
    }

    /** @param disabled what flags take away, with the flag that does */
    static void add(MachineRoom room, Map<String, String> disabled, int line) {
        var parts = new K3sParts(room, disabled);
        parts.capability("flannel", Capability.CNI, "flannel", "--flannel-backend=none");
        parts.capability(
                "network-policy",
                Capability.NETWORK_POLICY,
                "its own network policy controller",
                "--disable-network-policy");
        parts.capability("kube-proxy", Capability.SERVICE_PROXY, "kube-proxy", "--disable-kube-proxy");
        parts.capability("servicelb", Capability.LOAD_BALANCER, "servicelb", "--disable=servicelb");
        parts.capability("coredns", Capability.DNS, "CoreDNS", "--disable=coredns");
        parts.capability("metrics-server", Capability.METRICS, "metrics-server", "--disable=metrics-server");
        parts.storage();
        parts.traefik();
        parts.runtimes();
        if (line >= TRAEFIK_3) {
            parts.gateway(line >= GATEWAY_ALONE ? "gateway-api-crd" : "traefik");
        }
        room.bringsKind("k3s.cattle.io", "Addon", "addons")
                .bringsKind("k3s.cattle.io", "ETCDSnapshotFile", "etcdsnapshotfiles");
        parts.kind("helm-controller", "helm.cattle.io", "HelmChart", "helmcharts");
        parts.kind("helm-controller", "helm.cattle.io", "HelmChartConfig", "helmchartconfigs");
    }

    private void capability(String part, Capability capability, String name, String flag) {
        if (!disabled.containsKey(part)) {
            room.with(capability, name, "start K3s with " + flag);
        }
    }

    private void object(String part, String group, String kind, String name) {
        String flag = disabled.get(part);
        if (flag == null) {
            room.brings(group, kind, name);
        } else {
            room.leavesOut(group, kind, name, flag);
        }
    }

    private void kind(String part, String group, String kind, String plural) {
        String flag = disabled.get(part);
        if (flag == null) {
            room.bringsKind(group, kind, plural);
        } else {
            room.leavesOut("apiextensions.k8s.io", "CustomResourceDefinition", plural + "." + group, flag);
        }
    }

    private void storage() {
        object("local-storage", "storage.k8s.io", "StorageClass", "local-path");
        object("local-storage", "storage.k8s.io", "CSIDriver", "rancher.io/local-path");
        if (!disabled.containsKey("local-storage")) {
            room.defaultStorageClass("local-path");
        }
    }

    private void traefik() {
        object("traefik", "networking.k8s.io", "IngressClass", "traefik");
        String[] kinds = {
            "IngressRoute",
            "IngressRouteTCP",
            "IngressRouteUDP",
            "Middleware",
            "MiddlewareTCP",
            "ServersTransport",
            "ServersTransportTCP",
            "TLSOption",
            "TLSStore",
            "TraefikService"
        };
        for (String kind : kinds) {
            kind("traefik", TRAEFIK, kind, kind.toLowerCase(java.util.Locale.ROOT) + "s");
        }
    }

    private void gateway(String part) {
        kind(part, GATEWAY, "GatewayClass", "gatewayclasses");
        for (String kind : new String[] {"Gateway", "HTTPRoute", "GRPCRoute", "ReferenceGrant"}) {
            kind(part, GATEWAY, kind, kind.toLowerCase(java.util.Locale.ROOT) + "s");
        }
        kind(part, GATEWAY, "BackendTLSPolicy", "backendtlspolicies");
    }

    private void runtimes() {
        for (String name : new String[] {"nvidia", "nvidia-experimental", "crun"}) {
            object("runtimes", "node.k8s.io", "RuntimeClass", name);
        }
    }
}
