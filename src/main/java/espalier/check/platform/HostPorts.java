package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.check.WholeNumber;
import espalier.platform.Machine;
import espalier.rules.Scarcity;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ports of machines that two pods open. The scheduler puts them on different machines while there are some: it is an error
 * where there are too few, and where it is not known which machines there are.
 */
final class HostPorts {
    private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");

    private final @Nullable Placement placement;
    private final Map<String, List<Map.Entry<Port, Opening>>> openings = new HashMap<>();

    /**
     * A port opened by a pod.
     *
     * @param everywhere whether a pod runs on each machine that takes it
     * @param machines those that take the pod, null where it is not known which there are
     */
    private record Opening(
            Pod pod,
            boolean everywhere,
            long replicas,
            @Nullable Set<Machine> machines) {}

    /**
     * A port of a machine.
     *
     * @param address of the machine, null for all that it has
     */
    private record Port(
            String number, String protocol, @Nullable String address) {
        /** As the scheduler sees it: all addresses are in the way of each. */
        boolean meets(Port other) {
            return protocol.equals(other.protocol)
                    && (isAnywhere()
                            || other.isAnywhere()
                            || String.valueOf(address).equals(other.address));
        }

        private boolean isAnywhere() {
            return address == null || address.isEmpty() || address.equals("0.0.0.0");
        }

        @Override
        public String toString() {
            return number + "/" + protocol + (isAnywhere() ? "" : " of " + address);
        }
    }

    private HostPorts(@Nullable Placement placement) {
        this.placement = placement;
    }

    /** @param placement null where the cluster does not say which machines it has */
    static void check(List<Pod> pods, @Nullable Placement placement) {
        var ports = new HostPorts(placement);
        for (Pod pod : pods) {
            Set<Port> opened = opened(pod);
            if (!opened.isEmpty()) {
                ports.open(pod, opened);
            }
        }
    }

    /** What a pod in the network of its machine listens on is a port of the machine. */
    private static Set<Port> opened(Pod pod) {
        var opened = new LinkedHashSet<Port>(1);
        boolean onHost = "true".equals(pod.spec().text("hostNetwork"));
        for (Mapping container : pod.containers()) {
            for (Mapping port : Pods.mappings(container.sequence("ports"))) {
                String number = port.text(onHost && !port.has("hostPort") ? "containerPort" : "hostPort");
                if (number != null) {
                    String protocol = port.text("protocol");
                    opened.add(new Port(number, protocol == null ? "TCP" : protocol, port.text("hostIP")));
                }
            }
        }
        return opened;
    }

    private void open(Pod pod, Set<Port> ports) {
        boolean everywhere = pod.object().kind().equals("DaemonSet");
        String asked = REPLICAS.in(pod.object().body()) instanceof Leaf leaf ? leaf.text() : "1";
        Long replicas = WholeNumber.parse(asked);
        if (replicas == null) {
            return; // which the schema refuses
        }
        var opening = new Opening(
                pod, everywhere, replicas, placement == null ? null : new HashSet<>(placement.machines(pod)));
        for (Port port : ports) {
            for (Map.Entry<Port, Opening> other : openings.getOrDefault(port.number, List.of())) {
                if (port.meets(other.getKey()) && collide(opening, other.getValue())) {
                    report(port, pod.object(), other.getValue().pod.object());
                    break;
                }
            }
        }
        for (Port port : ports) {
            openings.computeIfAbsent(port.number, key -> new ArrayList<>(1)).add(Map.entry(port, opening));
        }
        if (opening.machines != null) {
            String each = ports.iterator().next().toString();
            OnePerMachine.check(
                    pod.object(), replicas, opening.machines, "each wants the port " + each + " of its node");
        }
    }

    private static boolean collide(Opening one, Opening other) {
        Set<Machine> mine = one.machines;
        Set<Machine> theirs = other.machines;
        if (mine == null || theirs == null) {
            return !areApart(
                    one.pod.spec().mapping("nodeSelector"), other.pod.spec().mapping("nodeSelector"));
        }
        if (mine.isEmpty() || theirs.isEmpty() || one.replicas == 0 || other.replicas == 0) {
            return false; // one of the two runs nowhere
        }
        var free = new HashSet<Machine>(mine);
        if (one.everywhere && other.everywhere) {
            free.retainAll(theirs);
            return !free.isEmpty();
        }
        if (one.everywhere || other.everywhere) {
            var left = new HashSet<Machine>(one.everywhere ? theirs : mine);
            left.removeAll(one.everywhere ? mine : theirs);
            return left.size() < (one.everywhere ? other : one).replicas;
        }
        free.addAll(theirs);
        return free.size() < one.replicas + other.replicas;
    }

    /** Whether no machine can have the labels that both ask for. */
    private static boolean areApart(@Nullable Mapping one, @Nullable Mapping other) {
        for (int i = 0; one != null && other != null && i < one.size(); i++) {
            String theirs = other.text(one.keyAt(i));
            if (theirs != null && !theirs.equals(one.text(one.keyAt(i)))) {
                return true;
            }
        }
        return false;
    }

    private static void report(Port port, KubernetesObject object, KubernetesObject other) {
        object.error(
                Scarcity.HOST_PORT_TAKEN,
                "Tried to give " + object + " the port " + port + " of its node, but " + other + " has it, made at "
                        + other.origin() + ", and both can come to the same machine",
                "choose another for one of the two");
    }
}
