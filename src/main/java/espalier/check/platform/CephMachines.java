package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.ObjectGraph;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Machines that a CephCluster is to take disks of: Rook leaves out, without a word, what no machine is called. */
final class CephMachines {
    private static final FieldPath NODES = FieldPath.of("spec", "storage", "nodes");

    private CephMachines() {}

    static void check(ObjectGraph graph, MachineRoom room) {
        var hostnames = new LinkedHashSet<String>();
        for (Machine machine : room.machines()) {
            hostnames.add(machine.hostname());
        }
        for (KubernetesObject cluster : graph.ofKind("CephCluster")) {
            if (NODES.in(cluster.body()) instanceof Sequence nodes) {
                for (Value node : nodes) {
                    if (node instanceof Mapping mapping) {
                        check(cluster, mapping.text("name"), hostnames);
                    }
                }
            }
        }
    }

    private static void check(KubernetesObject cluster, @Nullable String name, Set<String> hostnames) {
        if (name == null || hostnames.contains(name)) {
            return;
        }
        String near = Names.nearest(name, hostnames);
        cluster.error(
                Platforms.MACHINE_MISSING,
                NODES,
                name,
                "Tried to take the disks of " + name + " (" + NODES + " of " + cluster + "), but the machines are: "
                        + String.join(", ", hostnames),
                near == null ? Platforms.MACHINE_MISSING.fix() : "write " + near);
    }
}
