package espalier.check.platform;

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

/** Devices that are in a machine, but that no device plugin offers to Kubernetes. */
final class Devices {
    /** Of each maker: what a chart, an image or a kind that offers its devices is called. */
    private static final Map<String, List<String>> PLUGINS = Map.of(
            "nvidia.com", List.of("nvidia-device-plugin", "gpu-operator", "k8s-device-plugin"),
            "gpu.intel.com", List.of("intel-device-plugins-gpu", "intel-gpu-plugin", "GpuDevicePlugin"),
            "amd.com", List.of("amd-gpu", "gpu-operator-charts", "k8s-device-plugin"));

    private Devices() {}

    static void check(ObjectGraph graph, MachineRoom room, List<Pod> pods, List<InstalledChart> charts) {
        Set<String> installed = null;
        for (Pod pod : pods) {
            for (String device : PodDemand.of(pod.spec()).devices().keySet()) {
                List<String> plugins = PLUGINS.get(device.substring(0, device.indexOf('/')));
                if (plugins == null || !isSomewhere(device, room)) {
                    continue; // nobody here knows who offers it, or no machine has it, which is told already
                }
                installed = installed == null ? installed(graph, pods, charts) : installed;
                boolean offered = false;
                for (String plugin : plugins) {
                    offered |= installed.contains(plugin);
                }
                if (!offered) {
                    pod.object()
                            .error(
                                    Platforms.DEVICE_PLUGIN,
                                    "Tried to give " + pod.object() + " " + device
                                            + ", but nothing in this cluster offers such devices to Kubernetes",
                                    "install one of: " + String.join(", ", plugins));
                }
            }
        }
    }

    private static boolean isSomewhere(String device, MachineRoom room) {
        for (var machine : room.machines()) {
            if (machine.devices().containsKey(device)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> installed(ObjectGraph graph, List<Pod> pods, List<InstalledChart> charts) {
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
        if (!graph.ofKind("GpuDevicePlugin").isEmpty()) {
            names.add("GpuDevicePlugin");
        }
        return names;
    }
}
