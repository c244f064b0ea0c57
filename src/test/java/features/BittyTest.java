package features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the document says of the old pattern is literally true of the committed tree of bitty. */
class BittyTest {
    private static String in(String folder) throws IOException {
        return CommittedFiles.text("bitty", folder);
    }

    @Test
    void ingresses() throws IOException {
        assertThat(in("network/ingress-nginx")).contains("chart: ingress-nginx", "172.30.21.1", "172.30.21.3");
        assertThat(in("default/paperless-ngx"))
                .contains(
                        "ingress:\n      main:",
                        "className: nginx",
                        "host: paperless-bitty.rtrox.io",
                        "cert-manager.io/cluster-issuer: letsencrypt",
                        "secretName: paperless-ngx-tls");
        assertThat(in("")).doesNotContain("kind: HTTPRoute", "kind: Gateway");
    }

    @Test
    void chartsComeFromCentralRepositories() throws IOException {
        assertThat(in("flux/repositories"))
                .contains("url: https://kubernetes.github.io/ingress-nginx", "url: https://charts.jetstack.io");
        assertThat(in("")).doesNotContain("kind: OCIRepository");
    }

    @Test
    void secretsAreVariablesOfSops() throws IOException {
        assertThat(in("flux/vars")).contains("name: cluster-secrets", "CLOUDFLARE_API_TOKEN: ENC[", "provider: sops");
        assertThat(in("default/paperless-ngx"))
                .contains(
                        "PAPERLESS_SECRET_KEY: \"${PAPERLESS_NGX_SECRET_PAPERLESS_SECRET_KEY}\"",
                        "substituteFrom:\n      - kind: Secret\n        name: cluster-secrets");
    }

    @Test
    void dns() throws IOException {
        assertThat(in("network/external-dns")).contains("- ingress", "policy: sync", "txtOwnerId: bitty");
    }

    @Test
    void quickSync() throws IOException {
        assertThat(in("media/plex")).contains("gpu.intel.com/i915: \"1\"");
        assertThat(in("media/jellyfin")).contains("gpu.intel.com/i915: \"1\"", "host: jellyfin-bitty.rtrox.io");
        assertThat(in("kube-system/intel-gpus")).contains("kind: GpuDevicePlugin");
    }
}
