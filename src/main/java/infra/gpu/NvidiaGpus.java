package infra.gpu;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.RuntimeClass;
import espalier.platform.Distribution;
import espalier.platform.MachineRoom;
import java.util.function.Consumer;

/**
 * NVIDIA's device plugin, on the machines whose devices are {@code nvidia.com/gpu}: offers their cards to pods, each whole or
 * in slices of time. Slices share the memory of their card, and nothing keeps one from taking all of it.
 *
 * <p>Driver and container toolkit are installed on the machine itself.
 */
public final class NvidiaGpus extends Component {
    private static final String RESOURCE = "nvidia.com/gpu";
    private static final String RUNTIME = "nvidia";

    private final GpuMachines machines;
    private final Text runtimeClass;

    /** The plugin on those machines of {@code distribution} that were made before. */
    public NvidiaGpus(Scope scope, String id, Distribution distribution, Consumer<NvidiaSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new NvidiaSettings(this), configure);
        int slices = settings.slices.or(1);
        machines = new GpuMachines(this, distribution.room(), RESOURCE, slices);
        GpuMachines.mustBeBuiltWith(
                this,
                distribution.room(),
                "nvidia-container-toolkit",
                "\"siderolabs/nonfree-kmod-nvidia-production\", \"siderolabs/nvidia-container-toolkit-production\"");
        runtimeClass = runtimeClass(distribution.room());
        Scope system = in(NamespaceHandle.KUBE_SYSTEM);
        new HelmRelease(
                system,
                "plugin",
                PublishedChart.of("nvidia-device-plugin", "0.19.3")
                        .repository("nvidia-device-plugin", "https://nvidia.github.io/k8s-device-plugin")
                        // NVIDIA publishes no artifact; home-operations mirrors its chart for those who want one.
                        .registry("oci://ghcr.io/home-operations/charts-mirror"),
                CrdOwner.ELSEWHERE,
                h -> {
                    h.named("nvidia-device-plugin")
                            .bringsDevice(RESOURCE)
                            .value(runtimeClass, "runtimeClassName")
                            .value(machines.affinity(), "affinity");
                    if (slices > 1) {
                        h.value(sharing(slices), "config", "map", "default");
                    }
                });
    }

    /** K3s brings the class, and its containerd finds the toolkit by itself; elsewhere the class is made here. */
    private Text runtimeClass(MachineRoom room) {
        Text brought = room.brought("node.k8s.io", "RuntimeClass", RUNTIME);
        return brought != null ? brought : new RuntimeClass(this, "runtime", RUNTIME, r -> r.named(RUNTIME)).name();
    }

    /** The plugin's own file of settings; the chart takes the one that is called default where no node asks for another. */
    private static String sharing(int slices) {
        return "version: v1\nsharing:\n  timeSlicing:\n    resources:\n      - name: " + RESOURCE
                + "\n        replicas: " + slices + "\n";
    }

    /** A card, or a slice of one. */
    public Gpu gpu() {
        return new Gpu(RESOURCE, runtimeClass);
    }

    /** The runtime that gives containers the driver. */
    Text runtimeClass() {
        return runtimeClass;
    }

    GpuMachines machines() {
        return machines;
    }

    /** What can be set on the plugin. */
    public static final class NvidiaSettings extends Settings {
        private final Setting<Integer> slices = setting("slices");

        private NvidiaSettings(NvidiaGpus gpus) {
            super(gpus.node());
        }

        /** How many pods share each card, by turns; default is one pod a card. */
        public NvidiaSettings slices(int pods) {
            slices.set(pods);
            return this;
        }
    }
}
