package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.ServicePort;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.HelmRepository;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A Service that a chart makes is given on like one of the tree: with its port, and after the release. */
class ChartServicesTest {
    /** A release in kube-system. */
    private static final class Dashboards extends Component {
        private final HelmRelease release;

        Dashboards(Scope scope, Consumer<HelmReleaseSettings> configure) {
            super(scope, "dashboards");
            Scope system = in(NamespaceHandle.KUBE_SYSTEM);
            var charts = new HelmRepository(system, "charts", "https://charts.example.com", r -> {});
            release =
                    new HelmRelease(system, "release", charts.chart("grafana", "1.2.3"), CrdOwner.ELSEWHERE, configure);
        }
    }

    private static void read(Scope scope, ServicePort port) {
        new Deployment(
                scope, "reader", d -> d.container("main", "example.com/reader:1", c -> c.env("URL", port.address())));
        new CustomResource(
                scope,
                "route",
                "gateway.networking.k8s.io/v1",
                "HTTPRoute",
                r -> r.spec(
                        "rules",
                        Sequence.of(Mapping.of(
                                "backendRefs",
                                Sequence.of(Mapping.of("name", port.service())
                                        .put("namespace", "kube-system")
                                        .put("port", port.port()))))));
    }

    @Test
    void readersFindItsPortAndComeAfterTheRelease() {
        var compilation = Compiled.stage(apps -> {
            Elsewhere.definitions(apps.node().cluster(), "gateway.networking.k8s.io");
            var dashboards = new Dashboards(
                    apps,
                    h -> h.bringsService("grafana", "http-web", 80)
                            .bringsService("grafana", "grpc", 10000)
                            .bringsService("alerts", "web", 9093));
            read(apps.in(NamespaceHandle.KUBE_SYSTEM), dashboards.release.service("grafana", "http-web"));
        });
        assertThat(Compiled.files(compilation, "apps/reader")).contains("value: grafana:80");
        assertThat(Compiled.files(compilation, "apps/route")).contains("name: grafana", "port: 80");
        assertThat(Compiled.files(compilation, ""))
                .contains("name: reader", "name: route")
                .containsPattern("path: ./dist/test/apps/reader\n(.*\n)*?  dependsOn:\n    - name: \\w*-?dashboards");
    }

    @Test
    void aPortThatTheReleaseDoesNotNameIsAFinding() {
        var compilation = Ground.with(c -> {
            Elsewhere.definitions(c, "gateway.networking.k8s.io");
            var dashboards = new Dashboards(
                    c.apps, h -> h.bringsService("grafana", "http-web", 80).bringsService("grafana", "http-web", 3000));
            read(c.apps.in(NamespaceHandle.KUBE_SYSTEM), dashboards.release.service("grafana", "http"));
            dashboards.release.service("grafan", "http-web");
        });
        Snapshots.verify("findings/chart-services.txt", Ground.findings(compilation));
    }

    /** A release is told more when somebody asks for more, after its Services were said. */
    @Test
    void tellingAReleaseMoreSaysNothingTwice() {
        var compilation = Compiled.stage(apps -> {
            var dashboards = new Dashboards(apps, h -> h.bringsService("grafana", "http-web", 80));
            dashboards.release.configure(h -> h.value(true, "enabled"));
            dashboards.release.configure(h -> h.bringsService("alerts", "web", 9093));
            dashboards.release.service("alerts", "web");
        });
        assertThat(Compiled.findings(compilation)).isEmpty();
    }
}
