package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Text;
import espalier.compile.Compilation;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import infra.CloudflareTunnel;
import infra.certmanager.CertManager;
import infra.certmanager.Issuer;
import infra.envoy.EnvoyGateway;
import infra.gateway.Gateway;
import infra.gateway.GatewayApi;
import infra.gateway.TwoGateways;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** An Envoy for each gateway: one for the house, one behind a tunnel for the internet, and apps on either. */
class EnvoyGatewayTest {
    /** Two gateways, of which the second is behind a tunnel, and an app on one of them. */
    private static Compilation reached(BiConsumer<Component, Service> expose) {
        return Ground.bare(ground -> {
            Elsewhere.definitions(ground, "externaldns.k8s.io");
            var certManager = new CertManager(ground.infrastructure, "cert-manager");
            var cloudflare =
                    new BootstrapSecret(certManager.namespace(), "cloudflare", s -> s.given("token", "a token"));
            Issuer issuer = certManager.letsEncrypt(cloudflare.key("token"));
            var definitions =
                    new GatewayApi(ground.infrastructure.in(NamespaceHandle.FLUX_SYSTEM), "gateway-api", "v1.6.1");
            var envoy = new EnvoyGateway(ground.infrastructure, "envoy-gateway", definitions);
            var inside =
                    new Gateway(ground.infrastructure, "inside", envoy, Doors.at("10.0.0.1"), "example.com", issuer);
            var outside = new Gateway(
                    ground.infrastructure,
                    "outside",
                    envoy,
                    Doors.at("10.0.0.2"),
                    "example.com",
                    issuer,
                    g -> g.redirectsToHttps());
            var token = new BootstrapSecret(ground.infrastructure, "tunnel-token", s -> s.given("TOKEN", "a token"));
            new CloudflareTunnel(
                    ground.infrastructure, "tunnel", outside, "front", Text.of("0000-1111"), token.key("TOKEN"));
            ground.says(new TwoGateways(inside, outside));
            var app = new Component(ground.apps, "page") {};
            var web = new Deployment(app, d -> d.container("page", "example.com/page:1", c -> c.port("http", 8080)));
            expose.accept(app, new Service(app, web));
        });
    }

    @Test
    void oneForTheHouseAndOneForTheInternet() {
        Compilation compilation =
                reached((app, service) -> app.exposeToInternet(service.port("http"), "page", "friends look at it"));
        Snapshots.verify("constructs/envoy-gateway.yaml", Compiled.files(compilation, "infrastructure/"));
        assertThat(Compiled.files(compilation, "apps/page"))
                .contains("external-dns.alpha.kubernetes.io/cloudflare-proxied: \"true\"")
                .containsPattern("parentRefs:\\s+- name: outside\\s");
    }

    @Test
    void anAppForTheHouseHasNoProxyInFront() {
        assertThat(Compiled.files(reached((app, service) -> app.expose(service.port("http"), "page")), "apps/page"))
                .containsPattern("parentRefs:\\s+- name: inside\\s")
                .doesNotContain("cloudflare-proxied");
    }
}
