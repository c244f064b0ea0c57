package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.compile.Compilation;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Service;
import espalier.platform.K3s;
import espalier.platform.Machine;
import infra.tailscale.Tailscale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Pages that only the tailnet reaches, by naming a host. */
class TailscaleTest extends GroundCases {
    private static final String TAILNET = "tail1a2b3c.ts.net";

    TailscaleTest() {
        super("tailscale");
    }

    @Override
    Compilation compile(Consumer<Ground> build) {
        return Ground.bare(build);
    }

    @Override
    void all() {
        is("a host", "", ground -> page(ground, (app, page) -> app.expose(page.port("http"), "page")));
        is("a whole name", "", ground -> page(ground, (app, page) -> app.expose(page.port("http"), "page." + TAILNET)));
        is(
                "a name that is none of the tailnet",
                "tailnet-host",
                ground -> page(ground, (app, page) -> app.expose(page.port("http"), "page.example.com")));
        is(
                "an app for the internet, to which the tailnet does not lead",
                "not-exposed",
                ground -> page(
                        ground, (app, page) -> app.exposeToInternet(page.port("http"), "page", "friends look at it")));
    }

    private static Tailscale page(Ground ground, BiConsumer<Component, Service> expose) {
        var k3s = new K3s(ground, Ground.K3S);
        new Machine(k3s, "one", "192.168.10.21", m -> m.controlPlane());
        var tailscale = new Tailscale(ground.infrastructure, "tailscale", TAILNET);
        ground.says(tailscale);
        var pages = new Namespace(ground.apps, "pages");
        var app = new Component(ground.apps.in(pages), "page") {};
        var web = new Deployment(app, d -> d.container("page", "example.com/page:1", c -> c.port("http", 8080)));
        expose.accept(app, new Service(app, web));
        new Isolation(ground, "isolation", Dialect.KUBERNETES, pages);
        return tailscale;
    }

    @Test
    void aHostIsAnIngressThatTheProxiesOfTailscaleGetThrough() {
        Compilation compilation =
                Ground.bare(ground -> page(ground, (app, page) -> app.expose(page.port("http"), "page")));
        Snapshots.verify(
                "constructs/tailscale.yaml",
                Compiled.files(compilation, "infrastructure/tailscale") + Compiled.files(compilation, "apps/page/"));
    }

    /** Of the Services' network, which may be another than K3s's own. */
    @Test
    void podsFindTheTailnetsNamesByANameserverOfTheirOwn() {
        Compilation compilation = Ground.bare(ground -> {
            var k3s = new K3s(ground, Ground.K3S, k -> k.flags("--service-cidr=10.99.0.0/16"));
            new Tailscale(ground.infrastructure, "tailscale", TAILNET).nameserver(ground.apps, "dns", k3s);
        });
        assertThat(Compiled.files(compilation, "apps/dns"))
                .contains("clusterIP: 10.99.0.53")
                .contains("forward . 10.99.0.53")
                .contains("- name: infrastructure-tailscale");
    }

    @Test
    void anIngressIsReachedFromInsideWhereItsNameIsKnownThere() {
        String annotation = "tailscale.com/experimental-forward-cluster-traffic-via-ingress";
        Consumer<Ground> build = ground -> page(ground, (app, page) -> app.expose(page.port("http"), "page"));
        assertThat(Compiled.files(Ground.bare(build), "apps/page")).doesNotContain(annotation);
        assertThat(Compiled.files(
                        Ground.bare(ground -> {
                            var k3s = new K3s(ground, Ground.K3S);
                            var tailscale = new Tailscale(ground.infrastructure, "tailscale", TAILNET);
                            tailscale.nameserver(ground.apps, "dns", k3s);
                            ground.says(tailscale);
                            var app = new Component(ground.apps, "page") {};
                            var web = new Deployment(
                                    app, d -> d.container("page", "example.com/page:1", c -> c.port("http", 8080)));
                            app.expose(new Service(app, web).port("http"), "page");
                        }),
                        "apps/page"))
                .contains(annotation);
    }
}
