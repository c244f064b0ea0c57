package infra.gpu;

import espalier.Component;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.CustomResource;
import espalier.platform.Distribution;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.function.Consumer;

/**
 * Intel's device plugin, on the machines whose devices are {@code gpu.intel.com/i915}: offers the graphics in their processors
 * to pods, for QuickSync.
 *
 * <p>The operator's webhook has a certificate of cert-manager. A pod that does not run as root reaches the device only where the
 * container runtime gives it to the pod's own user; K3s does with {@code --nonroot-devices}, and
 * Talos with a setting of containerd.
 */
public final class IntelGpus extends Component {
    private static final String RESOURCE = "gpu.intel.com/i915";
    private static final String VERSION = "0.36.0";
    private static final String LABEL = "intel.feature.node.kubernetes.io/gpu";

    /**
     * The operator and its plugin, in the namespace of {@code scope}, on those machines of {@code distribution} that were made
     * before. The plugin reads the devices of its machine, which only a privileged namespace allows.
     */
    public IntelGpus(
            Scope scope,
            String id,
            Distribution distribution,
            NodeFeatures features,
            Consumer<IntelSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new IntelSettings(this), configure);
        int sharers = settings.shared.or(1);
        new GpuMachines(this, distribution.room(), RESOURCE, sharers);
        GpuMachines.mustBeBuiltWith(this, distribution.room(), "i915", "\"siderolabs/i915\"");
        new HelmRelease(
                this,
                "operator",
                PublishedChart.of("intel-device-plugins-operator", VERSION)
                        .repository("intel", "https://intel.github.io/helm-charts"),
                CrdOwner.RELEASE,
                h -> h.named("intel-device-plugins-operator")
                        .bringsCrd("deviceplugin.intel.com", "GpuDevicePlugin")
                        .makes("cert-manager.io", "Certificate")
                        .value(true, "manager", "devices", "gpu"));
        // A display controller of Intel's, as Intel's own rule for the plugin has it.
        Mapping label = features.label(
                this,
                LABEL,
                Mapping.of("feature", "pci.device")
                        .put(
                                "matchExpressions",
                                Mapping.of("vendor", in("8086")).put("class", in("0300", "0380"))));
        new CustomResource(
                this,
                "plugin",
                "deviceplugin.intel.com/v1",
                "GpuDevicePlugin",
                p -> p.named("intel-gpu")
                        .clusterScoped()
                        .spec("image", "intel/intel-gpu-plugin:" + VERSION)
                        .spec("sharedDevNum", sharers)
                        .spec("nodeSelector", label));
    }

    private static Mapping in(Object... values) {
        return Mapping.of("op", "In").put("value", Sequence.of(values));
    }

    /** The graphics of a processor, or a share of them, for QuickSync. */
    public Gpu quickSync() {
        return new Gpu(RESOURCE, null);
    }

    /** What can be set on the plugin. */
    public static final class IntelSettings extends Settings {
        private final Setting<Integer> shared = setting("shared");

        private IntelSettings(IntelGpus gpus) {
            super(gpus.node());
        }

        /** How many pods share each processor's graphics; default is one. */
        public IntelSettings shared(int pods) {
            shared.set(pods);
            return this;
        }
    }
}
