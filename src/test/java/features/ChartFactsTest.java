package features;

import static features.Ground.K3S;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.platform.K3s;
import espalier.platform.Machine;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is said of a chart holds against what others say of its Services, and against its own values. */
class ChartFactsTest {
    private static final String WEB = "dashboard-web";

    private record Case(String expected, Consumer<Ground> build) {}

    private final Map<String, Case> cases = new LinkedHashMap<>();

    /** A chart of which {@code facts} tells, with the objects of {@code files} beside it. */
    private void is(String name, String expected, Consumer<HelmReleaseSettings> facts, String... files) {
        cases.put(name, new Case(expected, c -> {
            Elsewhere.around(c);
            Elsewhere.definitions(c, "monitoring.coreos.com");
            var k3s = new K3s(c, K3S, k -> k.flags("--disable=traefik"));
            new Machine(k3s, "k3s1", "192.168.10.21");
            c.chart("dashboard", facts);
            for (String file : files) {
                c.yaml(file);
            }
        }));
    }

    private void all() {
        is("a route to a port", "", h -> h.bringsService(WEB, "http", 80), "chart-route.yaml");
        is("a route to another port", "backend-port", h -> h.bringsService(WEB, "http", 81), "chart-route.yaml");
        is(
                "a route to a port of which only the name is known",
                "",
                h -> h.bringsService(WEB, "http"),
                "chart-route.yaml");
        is("a route to any port", "", h -> h.bringsService(WEB), "chart-route.yaml");

        is("a Service kept by its name", "", h -> h.bringsService(WEB, "http-metrics", 80), "chart-monitor.yaml");
        is("kept, of any ports", "", h -> h.bringsService(WEB), "chart-monitor.yaml");
        is("kept, of which nothing is known", "", h -> h.bringsService("other"), "chart-monitor.yaml");
        is(
                "kept by a name misspelt",
                "selector-misspelt",
                h -> h.bringsService("dashboart-web", "http-metrics", 80),
                "chart-monitor.yaml");
        is("kept without the port", "selected-port", h -> h.bringsService(WEB, "http", 80), "chart-monitor.yaml");

        is("a URL in a value", "", h -> web(h).value("http://dashboard-web/x", "url"));
        is("a host misspelt in a value", "host-misspelt", h -> web(h).value("http://dashbord-web/x", "url"));
        is("another port in a value", "host-port", h -> web(h).value("http://dashboard-web:81", "url"));
        is("a host of elsewhere in a value", "", h -> web(h).value("http://nas:5000", "url"));
        is(
                "a host and a port in values",
                "",
                h -> web(h).value(WEB, "to", "host").value(80, "to", "port"));
        is(
                "a host in one value, another port in the next",
                "host-port",
                h -> web(h).value(WEB, "to", "host").value(81, "to", "port"));

        is("a release called as its Services", "", h -> web(h).releaseName("dashboard"));
        is("a release called otherwise", "", h -> web(h).releaseName("charts"));
        is("a release misspelt", "name-misspelt", h -> web(h).releaseName("dashbord"));
        is("a full name", "", h -> web(h).value(WEB, "fullnameOverride"));
        is("a full name misspelt", "name-misspelt", h -> web(h).value("dashboart", "fullnameOverride"));

        is("a key of a Secret", "", h -> login(h).value("admin-password", "admin", "passwordKey"));
        is("a key of another Secret", "", h -> login(h).value("token", "admin", "tokenKey"));
        is("a key misspelt", "name-misspelt", h -> login(h).value("admin-pasword", "admin", "passwordKey"));

        is("a provisioner", "", h -> provisioner(h, "example.com/disks"));
        is("another provisioner", "", h -> provisioner(h, "example.com/shares"));
        is("a provisioner misspelt", "name-misspelt", h -> provisioner(h, "example.com/diskz"));

        is("a machine that a value asks for", "", h -> affinity(h, "k3s1"));
        is("a machine that is not there", "node-selector", h -> affinity(h, "k3s2"));
    }

    private static HelmReleaseSettings web(HelmReleaseSettings settings) {
        return settings.bringsService(WEB, "http", 80);
    }

    private static HelmReleaseSettings login(HelmReleaseSettings settings) {
        return settings.bringsSecret("login", "admin-user", "admin-password").value("login", "admin", "existingSecret");
    }

    private static void provisioner(HelmReleaseSettings settings, String name) {
        settings.bringsProvisioner("example.com/disks").value(name, "storageClass", "provisionerName");
    }

    private static void affinity(HelmReleaseSettings settings, String machine) {
        Mapping expression = Mapping.of("key", "kubernetes.io/hostname")
                .put("operator", "In")
                .put("values", Sequence.of(Scalar.of(machine)));
        settings.value(
                Sequence.of(Mapping.of("matchExpressions", Sequence.of(expression))),
                "affinity",
                "nodeAffinity",
                "requiredDuringSchedulingIgnoredDuringExecution",
                "nodeSelectorTerms");
    }

    @TestFactory
    Stream<DynamicTest> eachMistakeIsFoundAndNothingElse() {
        all();
        return cases.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(Ground.rules(Ground.with(entry.getValue().build)))
                                .isEqualTo(entry.getValue().expected)));
    }

    @Test
    void messages() {
        all();
        var text = new StringBuilder();
        cases.forEach((name, one) -> {
            String findings = Ground.findings(Ground.with(one.build));
            text.append(findings.isEmpty() ? "" : "--- " + name + "\n" + findings + "\n\n");
        });
        Snapshots.verify("findings/chart-facts.txt", text.toString());
    }
}
