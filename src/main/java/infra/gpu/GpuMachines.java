package infra.gpu;

import espalier.Component;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.rules.Platforms;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.List;

/** The machines of the room that have a kind of graphics card. */
final class GpuMachines {
    private static final Rule NO_DRIVER = Rule.error(
            "gpu-driver",
            "Graphics cards are offered that the machines have no driver for",
            "The plugin would find none of them, and whoever asks for one wait for ever",
            "build the machines with the driver");

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

    /** Reports that the machines of {@code room} are built without {@code part}, where nothing can be installed on them later. */
    static void mustBeBuiltWith(Component plugin, MachineRoom room, String part, String extensions) {
        if (!room.mayHave(part)) {
            plugin.node()
                    .findings()
                    .report(
                            NO_DRIVER,
                            plugin.node(),
                            "Tried to offer the cards of " + room.title() + " to pods in " + plugin.node()
                                    + ", but its machines are built without their driver, and nothing can install one later",
                            "say extensions(" + extensions + ") where Talos is made, and so build the machines' image");
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
