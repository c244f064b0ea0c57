package features;

import static features.Ground.K3S;
import static org.assertj.core.api.Assertions.assertThat;

import espalier.Resource;
import espalier.compile.Compilation;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Manifests;
import espalier.platform.Capability;
import espalier.platform.K3s;
import espalier.platform.Kubeadm;
import espalier.platform.Machine;
import infra.gpu.DcgmExporter;
import infra.gpu.Gpu;
import infra.gpu.IntelGpus;
import infra.gpu.NodeFeatures;
import infra.gpu.NvidiaGpus;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Graphics cards are offered to pods where they are, whole or shared, and no more of them than there are. */
class GpusTest {
    private static Compilation with(Consumer<Cards> build) {
        return Ground.with(c -> build.accept(new Cards(c)));
    }

    /** A machine with an NVIDIA card, and one with QuickSync. */
    private static final class Cards {
        private final Ground ground;
        private final K3s k3s;

        private Cards(Ground ground) {
            this.ground = ground;
            Elsewhere.definitions(ground, "cert-manager.io", "monitoring.coreos.com");
            k3s = new K3s(ground, K3S, k -> k.flag("--nonroot-devices", "a test"));
            new Machine(k3s, "small", "192.168.10.21", m -> m.device("gpu.intel.com/i915", 1));
            new Machine(k3s, "large", "192.168.10.31", m -> m.device("nvidia.com/gpu", 1));
        }

        private NvidiaGpus nvidia(int slices) {
            return new NvidiaGpus(ground.infrastructure, "nvidia", k3s, n -> n.slices(slices));
        }

        private void use(String id, Gpu gpu, int replicas) {
            new Deployment(
                    ground.apps,
                    id,
                    d -> d.replicas(replicas)
                            .container("it", "example.com/it:1", c -> c.connect(gpu))
                            .container("beside", "example.com/beside:1", c -> {}));
        }
    }

    @Test
    void cardsAreOfferedAndShared() {
        var compilation = with(c -> {
            var nvidia = c.nvidia(4);
            new DcgmExporter(c.ground.infrastructure, "dcgm", nvidia).metricsTo(c.ground::node);
            var intel = new IntelGpus(
                    c.ground.infrastructure,
                    "intel",
                    c.k3s,
                    new NodeFeatures(c.ground.infrastructure, "features"),
                    i -> i.shared(2));
            c.use("infer", nvidia.gpu(), 1);
            c.use("play", intel.quickSync(), 1);
        });
        Snapshots.verify("constructs/gpus.yaml", Compiled.files(compilation, ""));
    }

    @Test
    void aWholeCardNeedsNoSharing() {
        assertThat(Compiled.files(with(c -> c.use("infer", c.nvidia(1).gpu(), 1)), "infrastructure/nvidia/"))
                .doesNotContain("timeSlicing");
    }

    @Test
    void theRuntimesClassIsMadeWhereTheDistributionBringsNone() {
        var compilation = Ground.with(c -> {
            var kubeadm = new Kubeadm(c, k -> k.has(Capability.CNI, "a test"));
            new Machine(kubeadm, "large", "192.168.10.31", m -> m.device("nvidia.com/gpu", 1));
            new NvidiaGpus(c.infrastructure, "nvidia", kubeadm, n -> {});
        });
        assertThat(Compiled.files(compilation, "infrastructure/nvidia/"))
                .contains("kind: RuntimeClass", "handler: nvidia");
    }

    @Test
    void asManyPodsAsThereAreSlices() {
        assertThat(Ground.rules(with(c -> {
                    Gpu slice = c.nvidia(4).gpu();
                    c.use("one", slice, 3);
                    c.use("two", slice, 1);
                })))
                .isEmpty();
    }

    @Test
    void aPodOfWhateverMakingWaitsForWhatOffersTheCard() {
        var compilation = Compiled.stage(apps -> {
            Elsewhere.definitions(apps.node().cluster(), "cert-manager.io", "monitoring.coreos.com");
            var k3s = new K3s(apps.node().cluster(), K3S);
            new Machine(k3s, "large", "192.168.10.31", m -> m.device("nvidia.com/gpu", 1));
            new Manifests(apps, "infer", "a test", Resource.of("platform/gpu.yaml"));
            new NvidiaGpus(apps, "nvidia", k3s, n -> {});
        });
        assertThat(Compiled.files(compilation, "apps/infer.yaml")).contains("dependsOn:\n    - name: apps-nvidia");
    }

    @Test
    void whatCannotBeIsFound() {
        var text = new StringBuilder();
        found(text, "a fifth pod on four slices", with(c -> {
            Gpu slice = c.nvidia(4).gpu();
            c.use("one", slice, 3);
            c.use("two", slice, 1);
            c.use("three", slice, 1);
        }));
        found(text, "a plugin for machines without a card", Ground.with(c -> {
            var k3s = new K3s(c, K3S);
            new Machine(k3s, "small", "192.168.10.21");
            new NvidiaGpus(c.infrastructure, "nvidia", k3s, n -> {});
        }));
        found(text, "a card that nobody shares", with(c -> c.nvidia(0)));
        found(
                text,
                "Intel's plugin without its operator",
                Compiled.stage(apps -> new CustomResource(
                        apps, "gpu", "deviceplugin.intel.com/v1", "GpuDevicePlugin", g -> g.clusterScoped())));
        found(text, "an operator without the certificates that it asks for", Ground.with(c -> {
            Elsewhere.definitions(c, "nfd.k8s-sigs.io");
            var k3s = new K3s(c, K3S);
            new Machine(k3s, "small", "192.168.10.21", m -> m.device("gpu.intel.com/i915", 1));
            new IntelGpus(c.infrastructure, "intel", k3s, new NodeFeatures(c.infrastructure, "features"), i -> {});
        }));
        found(text, "a device that only root may open", Ground.with(c -> {
            var k3s = new K3s(c, K3S);
            new Machine(k3s, "small", "192.168.10.21", m -> m.device("gpu.intel.com/i915", 1));
            c.external().clusterScoped("", "device", "gpu.intel.com/i915", "a test");
            new Deployment(
                    c.apps, "play", d -> d.container("it", "example.com/it:1", i -> i.device("gpu.intel.com/i915", 1)));
        }));
        Snapshots.verify("findings/gpus.txt", text.toString());
    }

    private static void found(StringBuilder text, String what, Compilation compilation) {
        text.append("--- ")
                .append(what)
                .append('\n')
                .append(Ground.findings(compilation))
                .append("\n\n");
    }
}
