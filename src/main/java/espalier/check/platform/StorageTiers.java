package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Classes of Longhorn that ask for more disks, or for other ones, than the machines have. */
final class StorageTiers {
    private static final FieldPath PARAMETERS = FieldPath.of("parameters");
    private static final String DRIVER = "driver.longhorn.io";

    private final MachineRoom room;

    private StorageTiers(MachineRoom room) {
        this.room = room;
    }

    static void check(ObjectGraph graph, MachineRoom room) {
        var tiers = new StorageTiers(room);
        for (KubernetesObject storageClass : graph.ofKind("StorageClass")) {
            boolean isLonghorn = DRIVER.equals(storageClass.body().text("provisioner"));
            if (isLonghorn && PARAMETERS.in(storageClass.body()) instanceof Mapping parameters) {
                tiers.check(storageClass, parameters);
            }
        }
    }

    private void check(KubernetesObject storageClass, Mapping parameters) {
        int replicas = number(parameters.text("numberOfReplicas"));
        // Where the machines do not say which disks they have, any of them may have such a one.
        List<String> tags = anyDiskIsNamed() ? split(parameters.text("diskSelector")) : List.of();
        var having = new ArrayList<String>();
        for (Machine machine : room.machines()) {
            if (tags.isEmpty() || hasDisk(machine, tags)) {
                having.add(machine.hostname());
            }
        }
        if (having.size() < replicas || having.isEmpty()) {
            storageClass.error(
                    Platforms.STORAGE_TIER,
                    "Tried to keep " + replicas + " replicas of each volume of " + storageClass + " on "
                            + (tags.isEmpty() ? "different machines" : "disks with the tags " + String.join(", ", tags))
                            + ", but "
                            + (having.isEmpty() ? "no machine has one" : "only " + String.join(", ", having) + " can"),
                    Platforms.STORAGE_TIER.fix());
        }
    }

    private boolean anyDiskIsNamed() {
        for (Machine machine : room.machines()) {
            if (!machine.disks().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasDisk(Machine machine, List<String> tags) {
        for (List<String> disk : machine.disks().values()) {
            if (disk.containsAll(tags)) {
                return true;
            }
        }
        return false;
    }

    /** 3 where the class does not say, as Longhorn has it. */
    private static int number(@Nullable String text) {
        try {
            return text == null ? 3 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0; // which is told elsewhere, or by Longhorn
        }
    }

    private static List<String> split(@Nullable String list) {
        var parts = new ArrayList<String>();
        int start = 0;
        while (list != null && start <= list.length()) {
            int comma = list.indexOf(',', start) < 0 ? list.length() : list.indexOf(',', start);
            String part = list.substring(start, comma).trim();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            start = comma + 1;
        }
        return parts;
    }
}
