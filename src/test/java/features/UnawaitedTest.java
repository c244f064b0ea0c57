package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.compile.Compilation;
import espalier.flux.HelmRelease;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.report.ClusterPage;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What hangs on somebody outside of the cluster holds up who needs it, and no stage. */
class UnawaitedTest {
    private static final String WHY = "it hangs on a provider, and apps run without it";

    /** A release, who cannot run without it, who only mentions it, and somebody else, all in one stage; and an app after it. */
    private static Compilation cluster(boolean awaited) {
        return Ground.with(ground -> {
            HelmRelease release = ground.chart("films", h -> h.bringsService("films", "http", 80));
            if (!awaited) {
                release.unawaited(WHY);
            }
            reader(ground.infrastructure, "web", release);
            new ConfigMap(
                    new Component(ground.infrastructure.in(NamespaceHandle.DEFAULT), "address") {},
                    "it",
                    m -> m.value("FILMS", release.service("films", "http").address()));
            new ConfigMap(new Component(ground.infrastructure.in(NamespaceHandle.DEFAULT), "other") {}, "it", m -> {});
            reader(ground.apps, "late", release);
            new ConfigMap(new Component(ground.apps.in(NamespaceHandle.DEFAULT), "early") {}, "it", m -> {});
        });
    }

    private static void reader(Scope stage, String id, HelmRelease release) {
        new Deployment(
                new Component(stage.in(NamespaceHandle.DEFAULT), id) {},
                d -> d.container(
                        "main",
                        "example/image:1",
                        c -> c.env("FILMS", release.service("films", "http").address())));
    }

    @Test
    void itsStageLooksAtAllThatCanBeReadyWithoutIt() {
        assertThat(Compiled.files(cluster(false), "infrastructure.yaml"))
                .contains("  wait: false\n")
                .contains("      name: infrastructure-other\n")
                .contains("      name: infrastructure-address\n")
                .doesNotContain("infrastructure-films")
                .doesNotContain("infrastructure-web");
    }

    @Test
    void aLaterStageDoesSo() {
        assertThat(Compiled.files(cluster(false), "apps.yaml"))
                .contains("dependsOn:\n    - name: infrastructure\n")
                .contains("      name: apps-early\n")
                .doesNotContain("apps-late");
    }

    @Test
    void otherwiseStagesWaitForAll() {
        Compilation awaited = cluster(true);
        for (String stage : new String[] {"infrastructure.yaml", "apps.yaml"}) {
            assertThat(Compiled.files(awaited, stage))
                    .contains("  wait: true\n")
                    .doesNotContain("healthChecks");
        }
    }

    @Test
    void theReasonStandsOnThePage() {
        Compilation late = cluster(false);
        assertThat(ClusterPage.of(
                        Objects.requireNonNull(late.order()), late.schemas().gaps()))
                .contains("| not waited for | `test/infrastructure/films/release` | its stage is ready without it | "
                        + WHY + " |");
    }

    @Test
    void itNeedsAReason() {
        assertThat(Ground.rules(
                        Ground.with(ground -> ground.chart("films", h -> {}).unawaited(""))))
                .contains("no-reason");
    }
}
