package features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the document of k3s-home names is literally true of the committed tree, row by row of its systems. */
class K3sHomeTest {
    private static String in(String folder) throws IOException {
        return CommittedFiles.text("k3s-home", folder);
    }

    private static List<String> hosts() throws IOException {
        var hosts = new ArrayList<String>();
        for (String line : in("").split("\n")) {
            if (line.strip().matches("- [a-z0-9]+\\.fletcherlabs\\.net")) {
                hosts.add(line.strip().substring(2));
            }
        }
        return hosts;
    }

    @Test
    void cilium() throws IOException {
        assertThat(in("cni/cilium"))
                .contains("kubeProxyReplacement: true", "enableAlpn: true", "enableAppProtocol: true")
                .containsPattern("l2announcements:\\s+enabled: true")
                .containsPattern("gatewayAPI:\\s+enabled: true");
    }

    @Test
    void bgp() throws IOException {
        assertThat(in("cni/cilium-config"))
                .contains(
                        "localASN: 64512",
                        "peerASN: 64513",
                        "cidr: 192.168.10.224/28",
                        "kind: CiliumL2AnnouncementPolicy")
                .containsPattern("nodeSelector:\\s+matchLabels:\\s+bgp: enabled")
                .contains("apiVersion: cilium.io/v2\nkind: CiliumBGPClusterConfig");
    }

    @Test
    void gateway() throws IOException {
        assertThat(in("runtime/main-gateway"))
                .containsPattern("name: main-gateway\\s+namespace: networking")
                .contains("value: 192.168.10.224", "- name: https", "hostname: \"*.fletcherlabs.net\"");
        assertThat(hosts())
                .containsExactlyInAnyOrder(
                        "longhorn.fletcherlabs.net",
                        "grafana.fletcherlabs.net",
                        "authentik.fletcherlabs.net",
                        "openwebui.fletcherlabs.net",
                        "automatic1111.fletcherlabs.net",
                        "jellyfin.fletcherlabs.net",
                        "plex.fletcherlabs.net",
                        "sonarr.fletcherlabs.net",
                        "radarr.fletcherlabs.net",
                        "prowlarr.fletcherlabs.net",
                        "whisparr.fletcherlabs.net",
                        "sabnzbd.fletcherlabs.net");
    }

    @Test
    void longhorn() throws IOException {
        String classes = in("longhorn/longhorn-config");
        for (String tier : List.of("optane", "nvme", "sas-ssd")) {
            String of = classes.substring(classes.indexOf("name: longhorn-" + tier + "\n"));
            assertThat(of.substring(0, of.indexOf("apiVersion") < 0 ? of.length() : of.indexOf("apiVersion")))
                    .contains("diskSelector: " + tier)
                    .containsPattern("values:\\s+- k3s3\n");
        }
        assertThat(classes)
                .containsPattern(
                        "name: longhorn\\s+labels:\\s+app: longhorn\\s+annotations:\\s+.*is-default-class: \"true\"");
    }

    @Test
    void nfs() throws IOException {
        assertThat(in("media/r730"))
                .contains(
                        "path: /mnt/nvme_storage",
                        "path: /mnt/rust/media",
                        "kind: PersistentVolume\n",
                        "storage: \"30T\"");
    }

    @Test
    void localPath() throws IOException {
        assertThat(in("runtime/local-path")).contains("provisioner: rancher.io/local-path");
        assertThat(in("media/jellyfin")).contains("storageClassName: local-path");
    }

    @Test
    void graphicsCards() throws IOException {
        assertThat(in("runtime/nvidia-gpus")).contains("- k3s3", "replicas: 4", "name: nvidia.com/gpu");
        assertThat(in("runtime/intel-gpus-config")).contains("kind: GpuDevicePlugin");
        assertThat(in("monitoring/dcgm-exporter")).contains("chart: dcgm-exporter");
        assertThat(in("media/jellyfin") + in("media/plex")).contains("gpu.intel.com/i915");
    }

    @Test
    void ai() throws IOException {
        assertThat(in("apps/ollama")).contains("llama3.2:3b", "nvidia.com/gpu");
        assertThat(in("apps/openwebui")).contains("image: ghcr.io/open-webui/open-webui:", "http://ollama:11434");
        assertThat(in("apps/automatic1111")).contains("kind: Deployment", "nvidia.com/gpu");
    }

    @Test
    void authentik() throws IOException {
        assertThat(in("apps/authentik")).contains("chart: authentik", "redis:7-alpine", "AUTHENTIK_SECRET_KEY");
    }

    @Test
    void velero() throws IOException {
        assertThat(in("velero/velero-config"))
                .contains("s3Url: http://minio.minio.svc:9000", "backblazeb2.com", "schedule: 0 2 * * *", "ttl: ")
                .contains("schedule: 0 4 * * *");
    }

    @Test
    void observability() throws IOException {
        String stack = in("monitoring/kube-prometheus-stack") + in("monitoring/loki");
        assertThat(stack).contains("storageClassName: longhorn", "storageClass: longhorn", "url: http://loki:3100");
        assertThat(stack).doesNotContain("local-path");
    }

    @Test
    void sops() throws IOException {
        assertThat(in("monitoring/grafana-admin") + in("apps/authentik-key")).contains("sops:", "ENC[AES256_GCM");
        assertThat(in("monitoring/grafana-admin.yaml"))
                .containsPattern("decryption:\\s+provider: sops\\s+secretRef:\\s+name: sops-age");
    }

    @Test
    void kustomizationsThatTheOperatorUsesByName() throws IOException {
        for (String name : List.of("apps", "media", "monitoring", "longhorn", "velero")) {
            assertThat(in(name + ".yaml")).contains("kind: Kustomization", "name: " + name + "\n");
        }
    }
}
