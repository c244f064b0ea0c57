package features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the document of chongus says of its network, its secrets and its small operators is literally true of the committed tree. */
class NetworkOfChongusTest {
    private static String in(String folder) throws IOException {
        return CommittedFiles.text("chongus", folder);
    }

    @Test
    void cilium() throws IOException {
        assertThat(in("kube-system/cilium/app"))
                .contains(
                        "kubeProxyReplacement: true",
                        "ipam:\n      mode: kubernetes",
                        "routingMode: native",
                        "autoDirectNodeRoutes: true",
                        "ipv4NativeRoutingCIDR: 10.244.0.0/16",
                        "loadBalancer:\n      algorithm: maglev\n      mode: dsr",
                        "bandwidthManager:\n      enabled: true\n      bbr: true",
                        "enableIPv4BIGTCP: true",
                        "gatewayAPI:\n      enabled: true",
                        "hubble:\n      relay:\n        enabled: true\n      ui:\n        enabled: true");
    }

    @Test
    void ciliumKeepsToTalos() throws IOException {
        assertThat(in("kube-system/cilium/app"))
                .contains("autoMount:\n        enabled: false", "k8sServiceHost: localhost", "k8sServicePort: 7445")
                .doesNotContain("SYS_MODULE");
    }

    @Test
    void addresses() throws IOException {
        assertThat(in("kube-system/cilium/config")).contains("kind: CiliumLoadBalancerIPPool", "cidr: 172.22.12.0/24");
    }

    @Test
    void dns() throws IOException {
        assertThat(in("kube-system/coredns"))
                .contains("clusterIP: 10.96.0.10", "url: oci://ghcr.io/coredns/charts/coredns");
    }

    @Test
    void externalSecrets() throws IOException {
        assertThat(in("external-secrets"))
                .contains(
                        "kind: ClusterSecretStore\nmetadata:\n  name: doppler",
                        "name: doppler-token",
                        "namespace: external-secrets",
                        "key: dopplerToken",
                        "url: oci://ghcr.io/external-secrets/charts/external-secrets");
        assertThat(in("storage/minio/app/externalsecret.yaml"))
                .contains(
                        "apiVersion: external-secrets.io/v1\nkind: ExternalSecret",
                        "kind: ClusterSecretStore\n    name: doppler",
                        "creationPolicy: Owner\n    template:\n      engineVersion: v2",
                        "MINIO_ROOT_PASSWORD: \"{{ .MINIO_ROOT_PASSWORD }}\"",
                        "remoteRef:\n        key: MINIO_ROOT_PASSWORD");
    }

    /** All that is secret on chongus is Doppler's, but for what opens Doppler. */
    @Test
    void noSecretIsInGit() throws IOException {
        assertThat(in("")).doesNotContain("kind: Secret\nmetadata", "sops:");
    }

    @Test
    void gateways() throws IOException {
        assertThat(in("network/envoy-external"))
                .contains("name: envoy-external", "lbipam.cilium.io/ips: 172.22.12.2", "gatewayClassName: envoy");
        assertThat(in("network/envoy-internal"))
                .contains("name: envoy-internal", "lbipam.cilium.io/ips: 172.22.12.1", "name: https\n", "port: 443");
        assertThat(in("network/envoy-gateway"))
                .contains(
                        "url: oci://docker.io/envoyproxy/gateway-helm",
                        "controllerName: gateway.envoyproxy.io/gatewayclass-controller");
    }

    /** The tunnel leads to the gateway of the internet, and no route to it has the gateway's own address. */
    @Test
    void tunnel() throws IOException {
        assertThat(in("network/cloudflare-tunnel"))
                .contains(
                        "service: https://envoy-external.network.svc.cluster.local:443",
                        "repository: docker.io/cloudflare/cloudflared\n")
                .doesNotContain("envoy-internal");
        assertThat(in("network/envoy-external")).contains("external-dns.alpha.kubernetes.io/target: external.rtrox.io");
        assertThat(in("network/envoy-internal")).doesNotContain("external-dns.alpha.kubernetes.io/target");
    }

    @Test
    void externalDns() throws IOException {
        assertThat(in("network/external-dns"))
                .contains(
                        "provider:\n      name: cloudflare",
                        "sources:\n      - service\n      - gateway-httproute\n      - crd",
                        "policy: sync",
                        "txtOwnerId: chongus",
                        "kind: OCIRepository");
    }

    @Test
    void certificates() throws IOException {
        assertThat(in("cert-manager"))
                .contains("acme-v02.api.letsencrypt.org", "dns01:\n          cloudflare:", "name: letsencrypt");
        assertThat(in("network")).contains("kind: Certificate", "- \"*.rtrox.io\"");
    }

    @Test
    void flux() throws IOException {
        assertThat(in("flux/flux-operator")).contains("url: oci://ghcr.io/controlplaneio-fluxcd/charts/flux-operator");
        assertThat(in("flux/flux-instance"))
                .contains("path: dist/chongus", "version: 2.7.5", "--requeue-dependency=5s", "--concurrent=20")
                .containsPattern("(?s)source-controller\\|kustomize-controller\\|helm-controller.*memory.*value: 2Gi");
        assertThat(CommittedFiles.of("chongus").resolve("flux-system"))
                .as("the folder of flux bootstrap, which the operator takes the place of")
                .doesNotExist();
    }

    @Test
    void reloaderAndWhatItRestarts() throws IOException {
        assertThat(in("kube-system/reloader")).contains("url: oci://ghcr.io/stakater/charts/reloader");
        assertThat(in("network/cloudflare-tunnel")).contains("reloader.stakater.com/auto: \"true\"");
    }

    @Test
    void kedaAndWhatItScales() throws IOException {
        assertThat(in("keda")).contains("url: oci://ghcr.io/kedacore/charts/keda");
        assertThat(in("media")).contains("kind: ScaledObject", "name: jellyfin", "probe_success", "minReplicaCount: 0");
    }

    @Test
    void nvidia() throws IOException {
        assertThat(in("kube-system/nvidia-gpus"))
                .contains("kind: RuntimeClass", "handler: nvidia", "nvidia-device-plugin", "runtimeClassName: nvidia");
        assertThat(in("media/jellyfin")).contains("runtimeClassName: nvidia", "nvidia.com/gpu: \"1\"");
    }
}
