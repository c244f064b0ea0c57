package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.compile.Compilation;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import espalier.platform.Machine;
import espalier.platform.Talos;
import infra.ExternalDns;
import infra.certmanager.CertManager;
import infra.nginx.IngressNginx;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The old way into a cluster: an Ingress with a certificate of its own, at the addresses of the machines. */
class IngressNginxTest extends GroundCases {
    IngressNginxTest() {
        super("ingress-nginx");
    }

    @Override
    Compilation compile(Consumer<Ground> build) {
        return Ground.bare(build);
    }

    @Override
    void all() {
        is(
                "an app for the internet, to which no Ingress leads",
                "not-exposed",
                ground -> page(
                        ground,
                        (app, service) -> app.exposeToInternet(service.port("http"), "page", "friends look at it")));
        is(
                "an app for the house",
                "",
                ground -> page(ground, (app, service) -> app.expose(service.port("http"), "page")));
    }

    private static void page(Ground ground, BiConsumer<Component, Service> expose) {
        var talos = new Talos(ground, "1.10.1", t -> t.schedulingOnControlPlanes());
        var certManager = new CertManager(ground.infrastructure, "cert-manager");
        var token = new BootstrapSecret(certManager.namespace(), "cloudflare", s -> s.given("token", "a token"));
        ground.says(new IngressNginx(
                ground.infrastructure, "nginx", talos, "example.com", certManager.letsEncrypt(token.key("token"))));
        new ExternalDns(
                ground.infrastructure,
                "external-dns",
                "example.com",
                d -> d.ingresses().records());
        // After the controller, which asks for them when all is said.
        new Machine(talos, "one", "192.168.10.21", m -> m.controlPlane());
        new Machine(talos, "two", "192.168.10.22");
        var app = new Component(ground.apps, "page") {};
        var web = new Deployment(app, d -> d.container("page", "example.com/page:1", c -> c.port("http", 8080)));
        expose.accept(app, new Service(app, web));
    }

    @Test
    void anIngressWithACertificate() {
        Compilation compilation =
                Ground.bare(ground -> page(ground, (app, service) -> app.expose(service.port("http"), "page")));
        Snapshots.verify(
                "constructs/ingress-nginx.yaml",
                Compiled.files(compilation, "infrastructure/nginx") + Compiled.files(compilation, "apps/"));
        assertThat(Compiled.files(compilation, "infrastructure/external-dns"))
                .contains("- ingress", "txtOwnerId: test")
                .doesNotContain("gateway");
    }

    /** The API server asks the controller about every Ingress. */
    @Test
    void anAppComesAfterTheController() {
        Compilation compilation =
                Ground.bare(ground -> page(ground, (app, service) -> app.expose(service.port("http"), "page")));
        assertThat(Compiled.files(compilation, "apps/page.yaml")).contains("- name: infrastructure-nginx");
    }
}
