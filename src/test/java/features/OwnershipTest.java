package features;

import static features.Ground.K3S;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.compile.Compilation;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.Manifests;
import espalier.platform.K3s;
import espalier.report.ClusterPage;
import espalier.report.ComponentTree;
import espalier.rules.Ownership;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every object has one owner, and what is lost with an owner is said. */
class OwnershipTest {
    private record Case(String expected, Consumer<Ground> build) {}

    private final Map<String, Case> cases = new LinkedHashMap<>();

    private void is(String name, String expected, Consumer<Ground> build) {
        cases.put(name, new Case(expected, build));
    }

    private static HelmRelease issuers(Scope scope, String id, String releaseName) {
        var charts = new HelmRepository(scope, id + "-charts", "https://charts.example.com", r -> {});
        return new HelmRelease(
                scope,
                id,
                charts.chart("issuers", "1.0.0"),
                CrdOwner.RELEASE,
                h -> h.releaseName(releaseName).bringsCrd("example.com", "Issuer", "issuers"));
    }

    private void all() {
        is("a definition in git beside the chart that brings it", "owned-twice", c -> {
            var both = new Component(c.infrastructure, "issuers") {};
            issuers(both, "release", "issuers");
            new Manifests(both, "crds", "a test", Resource.of("platform/definition.yaml"));
        });
        is("the same in two components", "duplicate-object", c -> {
            issuers(new Component(c.infrastructure, "issuers") {}, "release", "issuers");
            c.yaml("definition.yaml");
        });
        is("two charts of one component with one definition", "owned-twice", c -> {
            var both = new Component(c.infrastructure, "issuers") {};
            issuers(both, "one", "one");
            issuers(both, "two", "two");
        });
        is("two releases under one name", "release-twice duplicate-object", c -> {
            issuers(new Component(c.infrastructure, "one") {}, "release", "issuers");
            issuers(new Component(c.infrastructure, "two") {}, "release", "issuers");
        });
        is(
                "one chart, and nobody else",
                "",
                c -> issuers(new Component(c.infrastructure, "issuers") {}, "release", "issuers"));
        is("a namespace that every cluster has", "eternal-namespace", c -> c.yaml("owned.yaml"));
    }

    @TestFactory
    Stream<DynamicTest> eachSecondOwnerIsFoundAndNothingElse() {
        all();
        return cases.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(Ground.rules(Ground.with(entry.getValue().build))
                                        .split(" "))
                                .containsExactlyInAnyOrder(
                                        entry.getValue().expected.split(" "))));
    }

    @Test
    void messages() {
        all();
        var text = new StringBuilder();
        cases.forEach((name, one) -> {
            String findings = Ground.findings(Ground.with(one.build));
            text.append(findings.isEmpty() ? "" : "--- " + name + "\n" + findings + "\n\n");
        });
        Snapshots.verify("findings/ownership.txt", text.toString());
    }

    private static Compilation data() {
        return Ground.with(c -> {
            new K3s(c, K3S);
            c.yaml("data.yaml");
            new Manifests(c.apps, "kept", "a test", Resource.of("platform/definition.yaml"));
            c.chart("issuers", h -> h.bringsCrd("acme.example.com", "Order", "orders"));
        });
    }

    @Test
    void whatIsLostWithAComponentStandsOnThePageAndInTheTree() {
        var compilation = data();
        var order = Objects.requireNonNull(compilation.order());
        String page = ClusterPage.of(order, compilation.schemas().gaps());
        String data = page.substring(page.indexOf("## Data"), page.indexOf("## Secrets"));
        Snapshots.verify(
                "platform/data.md", data + "\n" + ComponentTree.of(order).replaceAll("\\.java:\\d+", ".java:N"));
    }

    @Test
    void aNamespaceThatEveryClusterHasCanBeLabelled() {
        assertThat(Ground.rules(Ground.with(c -> c.yaml("owned.yaml")
                        .waive(Ownership.ETERNAL_NAMESPACE, "it is labelled here, and never taken away"))))
                .isEmpty();
    }
}
