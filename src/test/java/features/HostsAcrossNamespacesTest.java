package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Scope;
import espalier.ServicePort;
import espalier.Stage;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Service;
import espalier.tree.Sequence;
import org.junit.jupiter.api.Test;

/** The handle of a port gives the name by which its reader finds the Service: a short one only where that is found. */
class HostsAcrossNamespacesTest {
    private static ServicePort port(Scope scope) {
        var server = new Deployment(
                scope, "server", d -> d.container("server", "example.com/server:1", c -> c.port("http", 80)));
        return new Service(scope, "server-address", server, s -> s.named("server")).port("http");
    }

    private static void client(Scope scope, ServicePort port) {
        new Deployment(
                scope,
                "client",
                d -> d.container(
                        "client",
                        "example.com/client:1",
                        c -> c.env("SERVER", Text.of("http://", port.address(), "/"))
                                .args(Text.of("--server=", port.host()))));
    }

    private static String line(String files, String key) {
        return files.lines()
                .filter(line -> line.contains(key))
                .findFirst()
                .orElse("")
                .strip();
    }

    @Test
    void aPodOfTheSameNamespaceUsesTheShortName() {
        String files = Compiled.files(Compiled.stage(apps -> client(apps, port(apps))), "apps/client");
        assertThat(line(files, "value: http")).isEqualTo("value: http://server:80/");
        assertThat(line(files, "--server")).isEqualTo("- --server=server");
    }

    @Test
    void aPodOfAnotherNamespaceUsesTheOneWithTheNamespace() {
        var compilation = Compiled.stage(apps -> client(apps.in(new Namespace(apps, "far")), port(apps)));
        String files = Compiled.files(compilation, "apps/client");
        assertThat(line(files, "value: http")).isEqualTo("value: http://server.default.svc:80/");
        assertThat(line(files, "--server")).isEqualTo("- --server=server.default.svc");
    }

    /** What an operator reads it reads from its own namespace, which the object does not tell. */
    @Test
    void whoeverReadsACustomResourceIsNotKnown() {
        String files = Compiled.files(Compiled.stage(apps -> resource(apps, port(apps))), "apps/thing");
        assertThat(line(files, "url:")).isEqualTo("url: http://server.default.svc:80");
        assertThat(line(files, "service:")).isEqualTo("service: server");
    }

    private static void resource(Stage apps, ServicePort port) {
        apps.node().cluster().external().kind("example.com", "Thing", "a test");
        new CustomResource(
                apps,
                "thing",
                "example.com/v1",
                "Thing",
                r -> r.spec("url", Text.of("http://", port.address())).spec("service", port.service()));
    }

    @Test
    void aConfigMapIsReadByPodsOfItsNamespace() {
        String here = Compiled.files(Compiled.stage(apps -> config(apps, port(apps))), "apps/settings");
        assertThat(line(here, "upstream:")).isEqualTo("upstream: server:80");
        String far = Compiled.files(
                Compiled.stage(apps -> config(apps.in(new Namespace(apps, "far")), port(apps))), "apps/settings");
        assertThat(line(far, "upstream:")).isEqualTo("upstream: server.default.svc:80");
    }

    private static void config(Scope scope, ServicePort port) {
        new ConfigMap(scope, "settings", c -> c.value("upstream", port.address()));
    }

    @Test
    void theValuesOfAChartAreReadWhereItIsInstalled() {
        String here = Compiled.files(Compiled.stage(apps -> chart(apps, port(apps))), "apps/chart");
        assertThat(line(here, "upstream:")).isEqualTo("upstream: server");
        assertThat(line(here, "- server")).isEqualTo("- server");
        String far = Compiled.files(
                Compiled.stage(apps -> {
                    chart(apps, port(apps));
                    patchTarget(apps);
                }),
                "apps/chart");
        assertThat(line(far, "upstream:")).isEqualTo("upstream: server.default.svc");
    }

    private static void patchTarget(Stage apps) {
        new Namespace(apps, "far");
        apps.node().cluster().patch(apps, "a test", p -> p.kind("HelmRelease").set("far", "spec", "targetNamespace"));
    }

    private static void chart(Stage apps, ServicePort port) {
        var charts = new HelmRepository(apps, "charts", "https://charts.example.com", r -> {});
        new HelmRelease(
                apps,
                "chart",
                charts.chart("proxy", "1.0.0"),
                CrdOwner.ELSEWHERE,
                h -> h.value(port.host(), "upstream").value(Sequence.of(port.host()), "all"));
    }
}
