package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.check.Quantity;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.rules.Scarcity;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Devices of which all pods together ask for more than the machines have, though each alone could have what it asks for. */
final class SharedDevices {
    private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");

    private final MachineRoom room;
    private final Map<String, List<Claim>> claims = new LinkedHashMap<>();

    private record Claim(KubernetesObject object, double count) {}

    SharedDevices(MachineRoom room) {
        this.room = room;
    }

    /** Counts what the pods of {@code pod} have for as long as they run; what ends gives it back, and is not counted. */
    void take(Pod pod, PodDemand demand) {
        double pods = switch (pod.object().kind()) {
            case "Deployment", "StatefulSet" -> replicas(pod.object());
            case "Pod" -> 1;
            default -> 0;
        };
        demand.devices().forEach((device, count) -> {
            if (pods > 0) {
                claims.computeIfAbsent(device, key -> new ArrayList<>(2)).add(new Claim(pod.object(), pods * count));
            }
        });
    }

    private static double replicas(KubernetesObject object) {
        Double said = REPLICAS.in(object.body()) instanceof Leaf leaf ? Quantity.parse(leaf.text()) : null;
        return said == null ? 1 : said;
    }

    void check() {
        claims.forEach((device, all) -> {
            double there = 0;
            for (Machine machine : room.machines()) {
                there += machine.devices().getOrDefault(device, 0);
            }
            double taken = 0;
            for (Claim claim : all) {
                taken += claim.count;
                // Where there is none at all, or one asks for more than there are, that is told of its pods.
                if (taken > there && claim.count <= there) {
                    report(device, all, claim, (long) there);
                    return;
                }
            }
        });
    }

    @SuppressWarnings("ReferenceEquality") // one claim of all, and not one like it
    private static void report(String device, List<Claim> all, Claim last, long there) {
        var others = new StringBuilder();
        for (Claim claim : all) {
            if (claim != last) {
                others.append("\n    ")
                        .append((long) claim.count)
                        .append(" for ")
                        .append(claim.object);
            }
        }
        last.object.error(
                Scarcity.DEVICE_TAKEN,
                "Tried to give " + last.object + " " + (long) last.count + " of " + device + ", but the machines have "
                        + there + " of it, and others ask for it as well" + others,
                Scarcity.DEVICE_TAKEN.fix());
    }
}
