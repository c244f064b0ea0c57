package espalier.check.platform;

import espalier.PodContainer;
import espalier.check.Pod;
import espalier.platform.K3s;
import espalier.platform.MachineRoom;
import espalier.platform.Talos;
import espalier.rules.Platforms;
import espalier.tree.Mapping;
import java.util.List;

/**
 * Devices that keep the owner they have on the machine, which is root, unless the container runtime gives them to the pod's user.
 * NVIDIA's are open to all.
 */
final class DevicesForRoot {
    private static final String FLAG = "--nonroot-devices";
    private static final String[] LEFT_TO_ROOT = {"gpu.intel.com/", "amd.com/"};

    private final boolean leftToRoot;
    private final String who;
    private final String fix;

    /** Only of K3s and Talos it is known how they run containers. */
    DevicesForRoot(MachineRoom room) {
        boolean given = false;
        for (String option : room.options().keySet()) {
            given |= option.equals(FLAG) || option.startsWith(FLAG + "=") && !option.endsWith("=false");
        }
        boolean talos = room.node().construct() instanceof Talos;
        leftToRoot = talos ? !room.givesDevicesToUsers() : room.node().construct() instanceof K3s && !given;
        who = talos ? "Talos" : "K3s";
        fix = talos ? "say devicesForUsers() where Talos is made" : Platforms.DEVICE_FOR_ROOT.fix();
    }

    void check(Pod pod) {
        for (Mapping container : leftToRoot ? pod.containers() : List.<Mapping>of()) {
            Mapping resources = container.mapping("resources");
            Mapping limits = resources == null ? null : resources.mapping("limits");
            for (int i = 0; limits != null && i < limits.size(); i++) {
                if (isLeftToRoot(limits.keyAt(i)) && isKeptOut(pod, container)) {
                    pod.object()
                            .owner()
                            .findings()
                            .report(
                                    Platforms.DEVICE_FOR_ROOT,
                                    pod.object(),
                                    "Tried to give " + limits.keyAt(i) + " to the container "
                                            + container.text("name") + " of " + pod.object()
                                            + ", which does not run as root, but " + who + " leaves the device to root",
                                    fix);
                }
            }
        }
    }

    private static boolean isLeftToRoot(String resource) {
        for (String maker : LEFT_TO_ROOT) {
            if (resource.startsWith(maker)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it runs as another user, and nobody has thought of the group that may open the device as well. */
    private static boolean isKeptOut(Pod pod, Mapping body) {
        var container = new PodContainer(pod.object(), pod.spec(), body);
        String user = container.security("runAsUser");
        boolean other = user == null ? "true".equals(container.security("runAsNonRoot")) : !user.equals("0");
        Mapping context = pod.spec().mapping("securityContext");
        boolean grouped = context != null && context.has("supplementalGroups");
        return other && !grouped && !"true".equals(container.security("privileged"));
    }
}
