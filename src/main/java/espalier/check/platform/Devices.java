package espalier.check.platform;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.catalog.BuiltIn;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.check.platform.InstalledCharts.InstalledChart;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import espalier.rules.Platforms;
import espalier.tree.Mapping;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Devices that are in a machine, but that no device plugin offers to Kubernetes. */
final class Devices {
    /** Of each maker: what a chart, an image or a kind that offers its devices is called. */
    private static final Map<String, List<String>> PLUGINS = Map.of(
            "nvidia.com", List.of("nvidia-device-plugin", "gpu-operator", "k8s-device-plugin"),
            "gpu.intel.com", List.of("intel-device-plugins-gpu", "intel-gpu-plugin", "GpuDevicePlugin"),
            "amd.com", List.of("amd-gpu", "gpu-operator-charts", "k8s-device-plugin"));

    private final ObjectGraph graph;
    private final MachineRoom room;
    private final List<Pod> pods;
    private final List<InstalledChart> charts;
    private @Nullable Set<String> installed;

    Devices(ObjectGraph graph, MachineRoom room, List<Pod> pods, List<InstalledChart> charts) {
        this.graph = graph;
        this.room = room;
        this.pods = pods;
        this.charts = charts;
    }

    void check(Pod pod, PodDemand demand) {
        for (String device : demand.devices().keySet()) {
            List<String> plugins = PLUGINS.get(device.substring(0, device.indexOf('/')));
            // Else nobody here knows who offers it, or no machine has it, which is told already.
            if (plugins != null && isSomewhere(device, room) && !isOffered(device, plugins)) {
                KubernetesObject object = pod.object();
                object.error(
                        Platforms.DEVICE_PLUGIN,
                        null,
                        device,
                        "Tried to give " + object + " " + device
                                + ", but nothing in this cluster offers such devices to Kubernetes",
                        "install one of: " + String.join(", ", plugins));
            }
        }
    }

    private boolean isOffered(String device, List<String> plugins) {
        if (graph.provision(Identity.of("", BuiltIn.DEVICE, "", device)) != null) {
            return true;
        }
        Set<String> known = installed == null ? installed(pods, charts) : installed;
        installed = known;
        for (String plugin : plugins) {
            if (known.contains(plugin)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSomewhere(String device, MachineRoom room) {
        for (var machine : room.machines()) {
            if (machine.devices().containsKey(device)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> installed(List<Pod> pods, List<InstalledChart> charts) {
        var names = new HashSet<String>();
        charts.forEach(chart -> names.add(chart.name()));
        for (Pod pod : pods) {
            for (Mapping container : Pods.mappings(pod.spec().sequence("containers"))) {
                String image = String.valueOf(container.text("image"));
                int from = image.lastIndexOf('/') + 1;
                int end = image.indexOf(':', from) < 0 ? image.length() : image.indexOf(':', from);
                int digest = image.indexOf('@', from) < 0 ? image.length() : image.indexOf('@', from);
                names.add(image.substring(from, Math.min(end, digest)));
            }
        }
        return names;
    }
}
