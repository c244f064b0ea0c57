package infra.gpu;

import espalier.Component;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.rules.Platforms;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.List;

/** The machines of the room that have a kind of graphics card. */
final class GpuMachines {
    private final List<Machine> machines;

    /** Those that have {@code resource}, each of which {@code shares} pods can have at a time; that there are none is reported. */
    GpuMachines(Component plugin, MachineRoom room, String resource, int shares) {
        machines = room.having(resource);
        if (shares < 1) {
            plugin.node()
                    .findings()
                    .report(
                            Platforms.DEVICE,
                            plugin.node(),
                            "Tried to let " + shares + " pods share each " + resource + " in " + plugin.node()
                                    + ", but then nobody gets any",
                            "take 1 or more");
        }
        int pods = Math.max(1, shares);
        for (Machine machine : machines) {
            machine.share(resource, pods);
        }
        if (machines.isEmpty()) {
            plugin.node()
                    .findings()
                    .report(
                            Platforms.DEVICE,
                            plugin.node(),
                            "Tried to offer " + resource + " to pods, but no machine that was made before "
                                    + plugin.node() + " has one",
                            "say device(\"" + resource + "\", 1) of the machine that has it");
        }
    }

    /** A node affinity that keeps the pods of a chart to these machines; empty where there are none, which is reported. */
    Mapping affinity() {
        if (machines.isEmpty()) {
            return new Mapping();
        }
        var names = new Sequence();
        for (Machine machine : machines) {
            names.add(machine.name());
        }
        var expression = Mapping.of("key", "kubernetes.io/hostname")
                .put("operator", "In")
                .put("values", names);
        var term = Mapping.of("matchExpressions", Sequence.of(expression));
        return Mapping.of(
                "nodeAffinity",
                Mapping.of(
                        "requiredDuringSchedulingIgnoredDuringExecution",
                        Mapping.of("nodeSelectorTerms", Sequence.of(term))));
    }
}
