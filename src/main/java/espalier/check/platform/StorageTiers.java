package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.platform.InstalledCharts.InstalledChart;
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

    private final LonghornMachines machines;
    private final boolean tagsAreKept;

    private StorageTiers(LonghornMachines machines, boolean tagsAreKept) {
        this.machines = machines;
        this.tagsAreKept = tagsAreKept;
    }

    static void check(ObjectGraph graph, MachineRoom room, List<InstalledChart> charts) {
        boolean tagsAreKept = false;
        for (InstalledChart chart : charts) {
            tagsAreKept |=
                    chart.name().equals("longhorn") && !chart.is("defaultSettings.allowEmptyDiskSelectorVolume", true);
        }
        var machines = new LonghornMachines(graph, room.machines());
        machines.findStrangers();
        var tiers = new StorageTiers(machines, tagsAreKept);
        for (KubernetesObject storageClass : graph.ofKind("StorageClass")) {
            boolean isLonghorn = DRIVER.equals(storageClass.body().text("provisioner"));
            if (isLonghorn && PARAMETERS.in(storageClass.body()) instanceof Mapping parameters) {
                tiers.check(storageClass, parameters);
            }
        }
    }

    private void check(KubernetesObject storageClass, Mapping parameters) {
        int replicas = number(parameters.text("numberOfReplicas"));
        List<String> diskTags = split(parameters.text("diskSelector"));
        List<String> machineTags = split(parameters.text("nodeSelector"));
        if (replicas < 1) {
            storageClass.error(
                    Platforms.STORAGE_TIER,
                    "Tried to keep " + parameters.text("numberOfReplicas") + " replicas of each volume of "
                            + storageClass + ", but Longhorn makes no volume without one",
                    "ask for 1 or more");
            return;
        }
        List<Machine> having = machines.having(machineTags, diskTags, tagsAreKept);
        if (having.size() < replicas || having.isEmpty()) {
            var names = new ArrayList<String>();
            having.forEach(machine -> names.add(machine.hostname()));
            String where = machineTags.isEmpty()
                    ? "different machines"
                    : "different machines with the tags " + String.join(", ", machineTags);
            storageClass.error(
                    Platforms.STORAGE_TIER,
                    "Tried to keep " + replicas + (replicas == 1 ? " replica" : " replicas") + " of each volume of "
                            + storageClass + " on " + where
                            + (diskTags.isEmpty() ? "" : ", on disks with the tags " + String.join(", ", diskTags))
                            + ", but "
                            + (names.isEmpty() ? "no machine has one" : "only " + String.join(", ", names) + " can"),
                    Platforms.STORAGE_TIER.fix());
        }
    }

    /** 3 where the class does not say, as Longhorn has it. */
    private static int number(@Nullable String text) {
        try {
            return text == null ? 3 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
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
