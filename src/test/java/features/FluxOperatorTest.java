package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Cluster;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Stage;
import espalier.compile.Compilation;
import espalier.flux.FluxInstance;
import espalier.flux.FluxInstance.InstanceSettings;
import infra.FluxOperator;
import infra.monitoring.PrometheusCrds;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Flux by its operator: what the cluster says of Flux and git stands in one object, and nothing is left for flux bootstrap. */
class FluxOperatorTest {
    private static final class Operated extends Cluster {
        private Operated(
                Fleet fleet, String name, String git, boolean contradicted, Consumer<InstanceSettings> configure) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").git(git, "trunk"));
            var system = new Stage(this, "system");
            new FluxOperator(system.in(NamespaceHandle.FLUX_SYSTEM), "flux-operator");
            var instance = new FluxInstance(system, "flux-instance", configure);
            if (contradicted) {
                patch(
                        instance,
                        "a test",
                        p -> p.kind("FluxInstance")
                                .set("2.8.1", "spec", "distribution", "version")
                                .set("ssh://git@example.com/team/others", "spec", "sync", "url")
                                .set("refs/heads/main", "spec", "sync", "ref")
                                .set("dist/other/", "spec", "sync", "path")
                                .set("other", "spec", "sync", "name"));
            }
        }
    }

    private static Compilation of(String git, Consumer<InstanceSettings> configure) {
        return Compiled.cluster((fleet, name) -> new Operated(fleet, name, git, false, configure));
    }

    @Test
    void allOfFluxStandsInOneObject() {
        Snapshots.verify(
                "constructs/flux-operator.yaml",
                Compiled.files(
                        of(
                                "ssh://git@example.com/team/clusters",
                                f -> f.memory("3Gi").imageAutomation()),
                        ""));
    }

    /** Where its figures are wanted, it waits for the definition of what offers them to Prometheus. */
    @Test
    void offersWhatItKnowsToPrometheus() {
        var compilation = Compiled.cluster((fleet, name) -> new Measured(fleet, name));
        assertThat(Compiled.files(compilation, ""))
                .contains("serviceMonitor:\n      create: true", "dependsOn:\n    - name: definitions");
    }

    private static final class Measured extends Cluster {
        private Measured(Fleet fleet, String name) {
            super(
                    fleet,
                    name,
                    c -> c.kubernetes("1.33").flux("2.7.5").git("https://example.com/team/clusters", "trunk"));
            var definitions = new Stage(this, "definitions");
            new PrometheusCrds(definitions.in(NamespaceHandle.FLUX_SYSTEM), "prometheus-operator-crds");
            var system = new Stage(this, "system");
            new FluxOperator(system.in(NamespaceHandle.FLUX_SYSTEM), "flux-operator").metricsTo(this::node);
            new FluxInstance(system, "flux-instance", f -> {});
        }
    }

    /** Anybody may read a public repository, and who needs no password brings none. */
    @Test
    void overHttpsNoPasswordIsAskedFor() {
        assertThat(Compiled.files(of("https://example.com/team/clusters", f -> {}), "system/flux-instance"))
                .contains("url: https://example.com/team/clusters")
                .doesNotContain("pullSecret", "image-automation-controller", "limits/memory");
    }

    @Test
    void anInstanceThatContradictsTheClusterIsFound() {
        var compilation = Compiled.cluster(
                (fleet, name) -> new Operated(fleet, name, "ssh://git@example.com/team/clusters", true, f -> {}));
        Snapshots.verify("findings/flux-instance.txt", Ground.findings(compilation));
    }
}
