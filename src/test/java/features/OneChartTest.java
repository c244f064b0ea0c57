package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.KubernetesObject;
import espalier.Scope;
import espalier.compile.Compilation;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import espalier.policy.MemoryLimit;
import espalier.report.ClusterPage;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import infra.onechart.OneChart;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Where a cluster packages by onechart, an app without a chart of its own is a release, and what it carries is checked. */
class OneChartTest {
    @Test
    void whatOurConstructsMakeIsSaidInTheValuesOfReleases() {
        Compilation compilation = Crate.compiled();
        assertThat(Compiled.findings(compilation)).isEmpty();
        Snapshots.verify("packaging/crate.yaml", Compiled.files(compilation, "tools/"));
    }

    @Test
    void aPolicyHoldsForWhatIsCarried() {
        Compilation compilation = Crate.with(Crate::pack, new MemoryLimit());
        assertThat(compilation.findings())
                .extracting(finding -> String.valueOf(finding.place().object()))
                .contains("Deployment tools/filled-cache")
                .doesNotContain("Deployment tools/plain");
    }

    @Test
    void aDeploymentWithoutAServiceStaysAndThePageSaysSo() {
        Compilation compilation = Crate.compiled();
        String page = ClusterPage.of(
                Objects.requireNonNull(compilation.order()),
                compilation.schemas().gaps());
        assertThat(page.lines().filter(line -> line.contains("filled/worker")).toList())
                .singleElement()
                .asString()
                .contains("an object of its own and no release of onechart");
        assertThat(Compiled.files(compilation, "tools/filled")).contains("kind: Deployment");
    }

    @Test
    void whatTheChartCannotSayIsRefused() {
        Compilation compilation = Crate.with((cluster, tools) -> {
            Component rolling = new Named(tools, "rolling");
            cluster.patch(
                    rolling,
                    "a test",
                    p -> p.kind("Deployment")
                            .set("50%", "spec", "strategy", "rollingUpdate", "maxSurge")
                            .set(2, "spec", "minReadySeconds"));
            cluster.patch(rolling, "a test", p -> p.kind("Service").set("None", "spec", "clusterIP"));
        });
        Snapshots.verify("packaging/onechart-refuses.txt", Ground.findings(compilation));
    }

    @Test
    void whatIsLeftUnpackagedStaysAsItIs() {
        Compilation compilation = Crate.with((cluster, tools) -> cluster.leave(new Named(tools, "left")));
        assertThat(Compiled.files(compilation, "tools/left"))
                .contains("kind: Deployment")
                .doesNotContain("HelmRelease");
    }

    /** A bot may raise it in a cluster's file of versions: then {@code e2e.OneChartTest} has to be asked about the new one first. */
    @Test
    void noClusterRunsAVersionOfTheChartThatWasNotJudged() {
        for (Compilation compilation : Compiled.all()) {
            for (KubernetesObject object :
                    Objects.requireNonNull(compilation.order()).graph().objects()) {
                if (FieldPath.of("spec", "chart", "spec", "chart").in(object.body()) instanceof Leaf chart
                        && chart.text().equals(OneChart.CHART)) {
                    assertThat(FieldPath.of("spec", "chart", "spec", "version").in(object.body()))
                            .as(object.toString())
                            .hasToString(OneChart.VERSION);
                }
            }
        }
    }

    private static final class Named extends Component {
        Named(Scope scope, String id) {
            super(scope, id);
            var server = new Deployment(
                    this, d -> d.container("web", "docker.io/library/nginx:1.29", c -> c.port("http", 8080)));
            new Service(this, server);
        }
    }
}
