package features;

import espalier.kubernetes.Deployment;
import espalier.platform.Machine;
import espalier.platform.Talos;
import espalier.platform.Talos.TalosSettings;
import java.util.function.Consumer;

/** Talos leaves devices to root as well, and a pod of another user would find that it may not open its own. */
class DevicesOnTalosTest extends GroundCases {
    DevicesOnTalosTest() {
        super("devices-on-talos");
    }

    @Override
    void all() {
        is("given to the pod's user", "device-plugin", ground -> player(ground, TalosSettings::devicesForUsers));
        is("left to root", "device-plugin device-for-root", ground -> player(ground, t -> {}));
    }

    private static void player(Ground ground, Consumer<TalosSettings> configure) {
        var talos = new Talos(ground, "1.10.6", configure);
        new Machine(talos, "one", "192.168.10.21", m -> m.device("gpu.intel.com/i915", 1));
        new Deployment(
                ground.apps,
                "play",
                d -> d.runAs(1000, 1000).container("it", "example.com/play:1", c -> c.device("gpu.intel.com/i915", 1)));
    }
}
