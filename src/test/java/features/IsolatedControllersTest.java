package features;

import static features.Ground.K3S;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.compile.Compilation;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.BootstrapSecret;
import espalier.platform.K3s;
import infra.S3;
import infra.certmanager.CertManager;
import infra.velero.Velero;
import org.junit.jupiter.api.Test;

/** Controllers whose namespaces are isolated still reach what they were told to use outside, and are asked by the API server. */
class IsolatedControllersTest {
    @Test
    void certManagerReachesLetsEncryptAndIsAskedByTheApiServer() {
        Compilation compilation = Ground.with(c -> {
            new K3s(c, K3S);
            var certManager = new CertManager(c.infrastructure, "cert-manager");
            var token = new BootstrapSecret(certManager.namespace(), "token", s -> s.given("token", "a test"));
            certManager.letsEncrypt(token.key("token"));
            new Isolation(c, "isolation", Dialect.CILIUM, certManager.namespace());
        });
        Snapshots.verify(
                "constructs/cert-manager-isolated.yaml",
                Compiled.files(compilation, "infrastructure/cert-manager/ciliumnetworkpolicy-cert"));
    }

    @Test
    void veleroReachesTheBucketsThatItWasGiven() {
        assertThat(veleroWith("https://s3.example.com"))
                .contains("cidr: 0.0.0.0/0")
                .doesNotContain("192.168.1.5");
        assertThat(veleroWith("http://192.168.1.5:9000"))
                .contains("192.168.1.5/32")
                .doesNotContain("0.0.0.0/0");
    }

    private static String veleroWith(String endpoint) {
        Compilation compilation = Ground.with(c -> {
            new K3s(c, K3S);
            var velero = new Velero(c.infrastructure, "velero");
            var password = new BootstrapSecret(
                    velero.namespace(),
                    "password",
                    s -> s.named("velero-repo-credentials").given("repository-password", "a test"));
            velero.password(password.key("repository-password"));
            var user = new BootstrapSecret(velero.namespace(), "user", s -> s.given("cloud", "a test"));
            velero.location("bucket", new S3(endpoint, "eu", "home"), user.key("cloud"));
            new Isolation(c, "isolation", Dialect.CILIUM, velero.namespace());
        });
        return Compiled.files(compilation, "infrastructure/velero/ciliumnetworkpolicy-velero");
    }
}
