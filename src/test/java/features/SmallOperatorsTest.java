package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.Component;
import espalier.compile.Compilation;
import espalier.kubernetes.Deployment;
import espalier.platform.Machine;
import espalier.platform.Talos;
import infra.Reloader;
import infra.apptemplate.AppTemplate;
import infra.gpu.NvidiaGpus;
import infra.keda.Keda;
import infra.keda.OnlyWhile;
import infra.monitoring.BlackboxExporter;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Operators that others stand on: what restarts pods, what runs them only now and then, and what gives them a card. */
class SmallOperatorsTest extends GroundCases {
    SmallOperatorsTest() {
        super("gpu-driver");
    }

    @Override
    Compilation compile(Consumer<Ground> build) {
        return Ground.bare(build);
    }

    @Override
    void all() {
        is("cards of machines without a driver", "gpu-driver", ground -> cards(ground));
        is(
                "cards of machines that are built with it",
                "",
                ground -> cards(
                        ground,
                        "siderolabs/nonfree-kmod-nvidia-production",
                        "siderolabs/nvidia-container-toolkit-production"));
        is(
                "an extension twice",
                "setting-twice",
                ground -> cards(
                        ground,
                        "siderolabs/nvidia-container-toolkit-production",
                        "siderolabs/nvidia-container-toolkit-production"));
    }

    private static void cards(Ground ground, String... extensions) {
        var talos =
                new Talos(ground, "1.10.6", t -> t.schedulingOnControlPlanes().extensions(extensions));
        new Machine(talos, "one", "192.168.10.21", m -> m.controlPlane().device("nvidia.com/gpu", 1));
        new NvidiaGpus(ground.infrastructure, "nvidia", talos, n -> {});
    }

    /** An app that runs only while its files are there. */
    private static void watched(Ground ground) {
        new Keda(ground.infrastructure, "keda");
        var exporter = ground.chart("prometheus", h -> h.bringsService("prometheus", "http", 9090));
        var app = new Component(ground.apps, "player") {};
        var player = new Deployment(app, d -> d.container("player", "example.com/player:1", c -> {}));
        new OnlyWhile(
                ground.apps,
                "while-nas",
                player,
                exporter.service("prometheus", "http"),
                BlackboxExporter.success("nas:2049"));
    }

    @Test
    void anAppRunsOnlyWhileItsFilesAreThere() {
        Compilation compilation = Ground.bare(SmallOperatorsTest::watched);
        Snapshots.verify(
                "constructs/keda.yaml",
                Compiled.files(compilation, "infrastructure/keda") + Compiled.files(compilation, "apps/"));
        assertThat(Compiled.files(compilation, "apps/player/"))
                .as("what Flux would put back at every turn")
                .doesNotContain("replicas");
    }

    @Test
    void aReleaseLetsTheAutoscalerChooseAsWell() {
        Compilation compilation = Ground.bare(ground -> {
            ground.says(new AppTemplate());
            watched(ground);
        });
        assertThat(Compiled.files(compilation, "apps/player/")).contains("kind: HelmRelease", "replicas: null");
    }

    @Test
    void whatRestartsPods() {
        Snapshots.verify(
                "constructs/reloader.yaml",
                Compiled.files(
                        Ground.bare(ground -> new Reloader(ground.infrastructure, "reloader")),
                        "infrastructure/reloader"));
    }
}
