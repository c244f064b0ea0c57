package espalier.check.platform;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.graph.ObjectGraph;
import espalier.platform.Machine;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Longhorn knows of the machines: their tags, and their disks with tags of their own. It is read from Longhorn's Nodes where
 * git has any, else the disks are those that the machines declare, and nobody knows of tags of machines.
 */
final class LonghornMachines {
    private static final FieldPath TAGS = FieldPath.of("spec", "tags");
    private static final FieldPath NAME = FieldPath.of("spec", "name");
    private static final FieldPath DISKS = FieldPath.of("spec", "disks");

    private final List<Machine> machines;
    private final List<KubernetesObject> nodes = new ArrayList<>();
    private boolean anyDisk;

    LonghornMachines(ObjectGraph graph, List<Machine> machines) {
        this.machines = machines;
        for (KubernetesObject node : graph.ofKind("Node")) {
            if (Identity.groupOf(node.apiVersion()).equals("longhorn.io")) {
                nodes.add(node);
            }
        }
        for (Machine machine : machines) {
            anyDisk |= !machine.disks().isEmpty();
        }
    }

    /**
     * The machines that can keep a copy of a volume: with all {@code machineTags}, and a disk with all {@code diskTags}; one
     * without tags where none are asked for and {@code tagsAreKept} for those who ask for them.
     */
    List<Machine> having(List<String> machineTags, List<String> diskTags, boolean tagsAreKept) {
        var having = new ArrayList<Machine>();
        for (Machine machine : machines) {
            KubernetesObject node = node(machine);
            boolean tagged = nodes.isEmpty()
                    || node != null && texts(TAGS.in(node.body())).containsAll(machineTags);
            if (tagged && anyFits(disks(machine, node), diskTags, tagsAreKept)) {
                having.add(machine);
            }
        }
        return having;
    }

    /** Finds Nodes that are called as no machine is: Longhorn takes each for the machine of its name. */
    void findStrangers() {
        var hostnames = new LinkedHashSet<String>();
        machines.forEach(machine -> hostnames.add(machine.hostname()));
        for (KubernetesObject node : nodes) {
            stranger(node, FieldPath.of("metadata", "name"), hostnames);
            stranger(node, NAME, hostnames);
        }
    }

    private static void stranger(KubernetesObject node, FieldPath field, Set<String> hostnames) {
        if (field.in(node.body()) instanceof Leaf name && !hostnames.contains(name.text())) {
            String near = Names.nearest(name.text(), hostnames);
            node.error(
                    Platforms.MACHINE_MISSING,
                    field,
                    name.text(),
                    "Tried to tell Longhorn of the disks of " + name.text() + " (" + field + " of " + node
                            + "), but the machines are: " + String.join(", ", hostnames),
                    near == null ? Platforms.MACHINE_MISSING.fix() : "write " + near);
        }
    }

    private @Nullable KubernetesObject node(Machine machine) {
        for (KubernetesObject node : nodes) {
            if (node.name().equals(machine.hostname())) {
                return node;
            }
        }
        return null;
    }

    /** Each disk as the list of its tags; null where any disk may be there. */
    private @Nullable List<List<String>> disks(Machine machine, @Nullable KubernetesObject node) {
        if (nodes.isEmpty()) {
            return anyDisk ? List.copyOf(machine.disks().values()) : null;
        }
        var disks = new ArrayList<List<String>>();
        if (node != null && DISKS.in(node.body()) instanceof Mapping declared) {
            for (int i = 0; i < declared.size(); i++) {
                if (declared.valueAt(i) instanceof Mapping disk) {
                    disks.add(texts(disk.get("tags")));
                }
            }
        }
        return disks;
    }

    private boolean anyFits(@Nullable List<List<String>> disks, List<String> wanted, boolean tagsAreKept) {
        // Where machines name only the disks that are special, each has a plain one as well.
        if (disks == null || wanted.isEmpty() && nodes.isEmpty()) {
            return true;
        }
        for (List<String> disk : disks) {
            boolean kept = wanted.isEmpty() && tagsAreKept && !disk.isEmpty();
            if (!kept && disk.containsAll(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> texts(@Nullable Value list) {
        var texts = new ArrayList<String>();
        if (list instanceof Sequence sequence) {
            for (Value item : sequence) {
                if (item instanceof Leaf leaf) {
                    texts.add(leaf.text());
                }
            }
        }
        return texts;
    }
}
