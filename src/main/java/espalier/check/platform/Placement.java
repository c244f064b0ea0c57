package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.check.Quantity;
import espalier.graph.ObjectGraph;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.platform.Taint;
import espalier.rules.Platforms;
import espalier.rules.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether each pod finds a machine: as the scheduler would ask, and with the same answer. */
final class Placement {
    private final MachineRoom room;
    private final NodeSelection selection;
    private final LocalStorage storage;
    private final Map<Machine, List<Taint>> taints = new LinkedHashMap<>();

    /** Why a machine does not take a pod: the rule that this breaks if no machine takes it, and the reason. */
    private record Obstacle(Rule rule, String why) {}

    Placement(ObjectGraph graph, MachineRoom room) {
        this.room = room;
        this.selection = new NodeSelection(new NodeLabels(room));
        this.storage = new LocalStorage(graph, selection);
        for (Machine machine : room.machines()) {
            taints.put(machine, Tolerations.of(machine, room));
        }
    }

    NodeSelection selection() {
        return selection;
    }

    /** The machines that take {@code pod}. */
    List<Machine> machines(Pod pod) {
        PodDemand demand = PodDemand.of(pod.spec());
        List<KubernetesObject> tied = storage.tied(pod);
        var machines = new ArrayList<Machine>(room.machines());
        machines.removeIf(machine -> !obstacles(pod, demand, tied, machine).isEmpty());
        return machines;
    }

    /** Gives back what the pod asks for. */
    PodDemand check(Pod pod) {
        PodDemand demand = PodDemand.of(pod.spec());
        List<KubernetesObject> tied = storage.tied(pod);
        var all = new LinkedHashMap<Machine, List<Obstacle>>();
        for (Machine machine : room.machines()) {
            List<Obstacle> obstacles = obstacles(pod, demand, tied, machine);
            if (obstacles.isEmpty()) {
                return demand;
            }
            all.put(machine, obstacles);
        }
        report(pod, all);
        return demand;
    }

    /** To be called when all pods are checked. */
    void checkStorage() {
        storage.findNowhere(room.machines());
    }

    /** Flux's own pods tolerate nothing and ask for little. */
    void checkFlux() {
        var reasons = new StringBuilder();
        for (Machine machine : room.machines()) {
            Taint taint = Tolerations.against(taints.getOrDefault(machine, List.of()), null);
            if (taint == null) {
                return;
            }
            reasons.append("\n    ")
                    .append(machine.hostname())
                    .append(": it has the taint ")
                    .append(taint);
        }
        room.node()
                .findings()
                .report(
                        Platforms.FLUX_NOWHERE,
                        room.node(),
                        "Tried to run Flux on " + room.title()
                                + ", but no machine takes its pods, which tolerate no taint" + reasons,
                        "leave one machine without a taint, or let the distribution schedule on its control plane");
    }

    private List<Obstacle> obstacles(Pod pod, PodDemand demand, List<KubernetesObject> tied, Machine machine) {
        var obstacles = new ArrayList<Obstacle>(0);
        String refusal = selection.refusal(machine, pod.spec());
        if (refusal != null) {
            obstacles.add(new Obstacle(Platforms.NODE_SELECTOR, refusal));
        }
        Taint taint = Tolerations.against(
                taints.getOrDefault(machine, List.of()), pod.spec().sequence("tolerations"));
        if (taint != null) {
            obstacles.add(new Obstacle(Platforms.TAINT, "it has the taint " + taint));
        }
        demand.devices().forEach((device, count) -> {
            int has = machine.devices().getOrDefault(device, 0);
            if (has < count) {
                String found = has == 0 ? "it has no " + device : "it has only " + has + " of " + device;
                obstacles.add(new Obstacle(Platforms.DEVICE, found));
            }
        });
        Integer cores = machine.cores();
        Double memory = machine.memory() == null ? null : Quantity.parse(machine.memory());
        if (cores != null && demand.cores() > cores) {
            obstacles.add(new Obstacle(Platforms.MACHINE_SIZE, "it has " + cores + " cores"));
        }
        if (memory != null && demand.memory() > memory) {
            obstacles.add(new Obstacle(Platforms.MACHINE_SIZE, "it has " + machine.memory() + " of memory"));
        }
        for (KubernetesObject volume : tied) {
            if (!storage.allows(volume, machine)) {
                obstacles.add(new Obstacle(Platforms.STORAGE_PLACE, volume + " is not there"));
            }
        }
        return obstacles;
    }

    /** Where all machines fail at the same, that is it; else it takes several things together. */
    private static void report(Pod pod, Map<Machine, List<Obstacle>> all) {
        Rule common = common(all);
        var reasons = new StringBuilder();
        all.forEach((machine, obstacles) -> {
            Obstacle shown = obstacles.get(0);
            for (Obstacle obstacle : obstacles) {
                shown = obstacle.rule.equals(common) ? obstacle : shown;
            }
            reasons.append("\n    ").append(machine.hostname()).append(": ").append(shown.why);
        });
        pod.object()
                .error(
                        common == null ? Platforms.NO_MACHINE : common,
                        null,
                        reasons, // what all machines say to this pod, they say to others for the same lack
                        "Tried to run the pods of " + pod.object() + ", but no machine takes them" + reasons,
                        fix(common));
    }

    private static @Nullable Rule common(Map<Machine, List<Obstacle>> all) {
        for (Obstacle candidate : all.values().iterator().next()) {
            boolean everywhere = true;
            for (List<Obstacle> obstacles : all.values()) {
                boolean here = false;
                for (Obstacle obstacle : obstacles) {
                    here |= obstacle.rule.equals(candidate.rule);
                }
                everywhere &= here;
            }
            if (everywhere) {
                return candidate.rule;
            }
        }
        return null;
    }

    private static String fix(@Nullable Rule rule) {
        return rule == null ? "ask for things that are on one machine" : rule.fix();
    }
}
