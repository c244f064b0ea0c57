package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.Scope;
import espalier.Stage;
import espalier.cdk8s.CdkChart;
import espalier.compile.Compilation;
import espalier.order.Unit;
import espalier.rules.Ordering;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.Chart;
import org.cdk8s.JsonPatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.constructs.Construct;

/** What {@code addDependency} says is kept by Flux, or told. */
@EnabledIf("features.CdkChartsTest#isNodeThere")
class CdkOrderTest {
    private static ApiObject object(Construct scope, String id, String version, String kind) {
        return new ApiObject(
                scope,
                id,
                ApiObjectProps.builder().apiVersion(version).kind(kind).build());
    }

    private static ApiObject settings(Construct scope, String id) {
        return object(scope, id, "v1", "ConfigMap");
    }

    private static ApiObject pods(Construct scope, String id) {
        ApiObject deployment = object(scope, id, "apps/v1", "Deployment");
        var labels = Map.of("app", id);
        var container = Map.of("name", id, "image", "docker.io/example/shop:1.2.3");
        deployment.addJsonPatch(JsonPatch.add(
                "/spec",
                Map.of(
                        "selector",
                        Map.of("matchLabels", labels),
                        "template",
                        Map.of(
                                "metadata",
                                Map.of("labels", labels),
                                "spec",
                                Map.of("containers", List.of(container))))));
        return deployment;
    }

    private static ApiObject closed(Construct scope, String id) {
        ApiObject policy = object(scope, id, "networking.k8s.io/v1", "NetworkPolicy");
        policy.addJsonPatch(JsonPatch.add("/spec", Map.of("podSelector", Map.of(), "policyTypes", List.of("Ingress"))));
        return policy;
    }

    /** What each Kustomization waits for, with the reason. */
    private static Map<String, String> waits(Compilation compilation) {
        assertThat(Compiled.findings(compilation)).isEmpty();
        var waits = new TreeMap<String, String>();
        for (Unit unit : Objects.requireNonNull(compilation.order()).units()) {
            unit.dependsOn().forEach(other -> waits.put(unit.name() + " → " + other.name(), "" + unit.reason(other)));
        }
        return waits;
    }

    private static Compilation apps(Consumer<Stage> apps) {
        return Ground.bare(cluster -> {
            settings(new CdkChart(cluster.infrastructure, "ground"), "ground");
            apps.accept(cluster.apps);
        });
    }

    /** Across components Flux waits. Both objects have one path in their charts, which cdk8s takes for one object. */
    @Test
    void anObjectOfAnotherComponentComesFirst() {
        assertThat(waits(apps(apps -> {
                    ApiObject first = settings(new CdkChart(apps, "first"), "web");
                    var second = ApiObject.Builder.create(new CdkChart(apps, "second"), "web")
                            .apiVersion("v1")
                            .kind("ConfigMap")
                            .metadata(ApiObjectMetadata.builder().name("other").build())
                            .build();
                    second.addDependency(first);
                })))
                .containsExactly(
                        Map.entry("apps-second → apps-first", "ConfigMap default/other needs ConfigMap default/web"));
    }

    @Test
    void soDoesAWholeChart() {
        assertThat(waits(apps(apps -> {
                    var first = new CdkChart(apps, "first");
                    var second = new CdkChart(apps, "second");
                    second.addDependency(first);
                    settings(new Chart(first, "nested"), "one");
                    settings(second, "two");
                })))
                .hasSize(1)
                .containsKey("apps-second → apps-first");
    }

    /** Two stages, each of which is one Kustomization. */
    @Test
    void soDoesWhatStandsInAnotherBundle() {
        Compilation compilation = Compiled.stage(apps -> {
            var early = new Stage(apps.node().cluster(), "early", s -> s.bundled());
            var late = new Stage(apps.node().cluster(), "late", s -> s.bundled());
            ApiObject first = settings(new CdkChart(early, "first"), "one");
            settings(new CdkChart(apps, "between"), "two");
            settings(new CdkChart(late, "second"), "three").addDependency(first);
        });
        assertThat(waits(compilation))
                .containsExactly(Map.entry("late → early", "ConfigMap default/three needs ConfigMap default/one"));
    }

    private static final class Shop extends Component {
        Shop(Scope scope, String id, Consumer<CdkChart> fill) {
            super(scope, id);
            fill.accept(new CdkChart(this, "chart"));
        }
    }

    /** The pods would begin before the policy that is to keep others from them. */
    @Test
    void podsThatFluxWouldBeginTooEarly() {
        Compilation compilation = apps(apps -> new Shop(apps, "shop", chart -> {
            ApiObject policy = closed(chart, "closed");
            pods(chart, "web").addDependency(policy);
        }));
        Snapshots.verify(
                "findings/applied-together.txt", Compiled.findings(compilation).replaceAll("\\.java:\\d+", ".java:N"));
    }

    /** Where Flux's own order is the one that was asked for, where none matters, and where somebody knows better. */
    @Test
    void whatFluxAppliesInThatOrderOrDoesNotMatter() {
        assertThat(waits(apps(apps -> {
                    new Shop(apps, "shop", chart -> {
                        ApiObject web = pods(chart, "web");
                        web.addDependency(settings(chart, "settings"));
                        web.addDependency(pods(chart, "zebra"));
                        object(chart, "later", "v1", "ConfigMap").addDependency(web);
                        closed(new Chart(chart, "nested"), "policy");
                    });
                    var open = new CdkChart(apps, "open");
                    open.waive(Ordering.APPLIED_TOGETHER, "the policy is for those who come later");
                    pods(open, "open").addDependency(closed(open, "closed"));
                })))
                .isEmpty();
    }

    /** In one chart, which cdk8s would refuse, and across charts, where it says nothing. */
    @Test
    void whatComesAfterItself() {
        Compilation inOne = apps(apps -> {
            var chart = new CdkChart(apps, "shop");
            ApiObject one = settings(chart, "one");
            ApiObject two = settings(chart, "two");
            ApiObject three = settings(chart, "three");
            one.addDependency(two);
            two.addDependency(three);
            three.addDependency(one);
        });
        Compilation inTwo = apps(apps -> {
            ApiObject one = settings(new CdkChart(apps, "first"), "one");
            ApiObject two = settings(new CdkChart(apps, "second"), "two");
            one.addDependency(two);
            two.addDependency(one);
        });
        Snapshots.verify(
                "cdk8s/circles.txt",
                (Compiled.findings(inOne) + "\n\n" + Compiled.findings(inTwo)).replaceAll("\\.java:\\d+", ".java:N"));
    }
}
