package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.compile.Compilation;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Service;
import espalier.platform.K3s;
import espalier.platform.Machine;
import infra.certmanager.CertManager;
import infra.gateway.TwoGateways;
import infra.tailscale.Tailscale;
import infra.traefik.IngressRoute;
import infra.traefik.TlsDefaults;
import infra.traefik.TlsOption;
import infra.traefik.Traefik;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Pages behind Traefik, with certificates of cert-manager's. */
class TraefikTest extends GroundCases {
    TraefikTest() {
        super("traefik");
    }

    @Override
    Compilation compile(Consumer<Ground> build) {
        return Ground.bare(build);
    }

    @Override
    void all() {
        is("a host", "", ground -> pages(ground, (app, page) -> app.expose(page.port("http"), "page")));
        is(
                "two apps with one host",
                "route-taken",
                ground -> pages(
                        ground,
                        (app, page) -> app.expose(page.port("http"), "page"),
                        (app, page) -> app.expose(page.port("http"), "page.example.com")));
        is(
                "Traefik alone, which need not be a way in from the internet",
                "not-exposed",
                ground -> pages(ground, (app, page) -> app.exposeToInternet(page.port("http"), "page", "a test")));
    }

    @SafeVarargs
    private static Traefik pages(Ground ground, BiConsumer<Component, Service>... expose) {
        Traefik traefik = traefik(ground);
        ground.says(traefik);
        apps(ground, expose);
        return traefik;
    }

    private static Traefik traefik(Ground ground) {
        var k3s = new K3s(ground, Ground.K3S, k -> k.flags("--disable=traefik"));
        new Machine(k3s, "one", "192.168.10.21", m -> m.controlPlane());
        var certManager = new CertManager(ground.infrastructure, "cert-manager");
        var token = new BootstrapSecret(certManager.namespace(), "cloudflare", s -> s.given("token", "a token"));
        return new Traefik(
                ground.infrastructure, "traefik", "example.com", certManager.letsEncrypt(token.key("token")));
    }

    @SafeVarargs
    private static void apps(Ground ground, BiConsumer<Component, Service>... expose) {
        var pages = new Namespace(ground.apps, "pages");
        for (int i = 0; i < expose.length; i++) {
            var app = new Component(ground.apps.in(pages), "page" + i) {};
            var web = new Deployment(app, d -> d.container("page", "example.com/page:1", c -> c.port("http", 8080)));
            expose[i].accept(app, new Service(app, web));
        }
        new Isolation(ground, "isolation", Dialect.KUBERNETES, pages);
    }

    /** The first is covered by the certificate that Traefik has for all, the second needs one of its own. */
    @Test
    void hostsOfTheDomainAndOfAnother() {
        Compilation compilation = Ground.bare(ground -> {
            Traefik traefik = pages(
                    ground,
                    (app, page) -> app.expose(page.port("http"), "page"),
                    (app, page) -> app.expose(page.port("http"), "page.example.org"),
                    (app, page) -> {
                        var options = new TlsOption(
                                app,
                                "options",
                                o -> o.atLeast(TlsOption.Version.TLS_1_3)
                                        .ciphers("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"));
                        new IngressRoute(app, "new.example.com", page.port("http"), r -> r.options(options));
                    });
            new TlsDefaults(ground.infrastructure, "tls", traefik, o -> o.strictNames());
        });
        Snapshots.verify(
                "constructs/traefik.yaml",
                Compiled.files(compilation, "infrastructure/traefik")
                        + Compiled.files(compilation, "infrastructure/tls/")
                        + Compiled.files(compilation, "apps/page"));
    }

    @Test
    void appsForEverybodyGoByTraefikAndAllOthersByTheTailnet() {
        Compilation compilation = Ground.bare(ground -> {
            Traefik traefik = traefik(ground);
            ground.says(
                    new TwoGateways(new Tailscale(ground.infrastructure, "tailscale", "tail1a2b3c.ts.net"), traefik));
            apps(
                    ground,
                    (app, page) -> app.expose(page.port("http"), "page"),
                    (app, page) -> app.exposeToInternet(page.port("http"), "page", "friends look at it"));
        });
        assertThat(Compiled.files(compilation, "apps/page0/")).contains("ingressClassName: tailscale");
        assertThat(Compiled.files(compilation, "apps/page1/")).contains("Host(`page.example.com`)");
    }

    /** Where there is a token, the chart runs another program. */
    @Test
    void hubIsThereOnlyWhereItWasAskedFor() {
        assertThat(Compiled.files(Ground.bare(TraefikTest::traefik), "infrastructure/traefik/"))
                .doesNotContain("hub:");
    }
}
