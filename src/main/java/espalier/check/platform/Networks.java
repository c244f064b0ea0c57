package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.Node;
import espalier.check.platform.InstalledCharts.InstalledChart;
import espalier.graph.ObjectGraph;
import espalier.platform.AddressRange;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.rules.Platforms;
import espalier.rules.Rule;
import espalier.rules.Scarcity;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The networks of a cluster against each other, and against what charts and Services make of them. */
final class Networks {
    private static final FieldPath CLUSTER_IP = FieldPath.of("spec", "clusterIP");

    private final MachineRoom room;
    private final List<Named> all = new ArrayList<>();

    private record Named(String what, AddressRange range) {}

    private Networks(MachineRoom room) {
        this.room = room;
    }

    static void check(ObjectGraph graph, MachineRoom room, List<InstalledChart> charts) {
        var networks = new Networks(room);
        networks.collect();
        networks.machines();
        for (KubernetesObject service : graph.ofKind("Service")) {
            networks.clusterAddress(service);
        }
        for (InstalledChart chart : charts) {
            if (chart.name().equals("cilium")) {
                networks.apiServer(chart);
                networks.cilium(chart);
            }
        }
    }

    private void collect() {
        room.pods().forEach(range -> add("pods", range));
        room.services().forEach(range -> add("Services", range));
        AddressRange network = room.network();
        if (network != null) {
            add("machines", network);
        }
    }

    private void add(String what, AddressRange range) {
        for (Named other : all) {
            if (other.range.overlaps(range)) {
                error(
                        room.node(),
                        Scarcity.NETWORK_OVERLAP,
                        "Tried to give the " + what + " addresses of " + range + ", but the " + other.what
                                + " have theirs of " + other.range,
                        "draw one of the two elsewhere");
            }
        }
        all.add(new Named(what, range));
    }

    private void machines() {
        Map<String, Machine> byAddress = new HashMap<>();
        AddressRange network = room.network();
        for (Machine machine : room.machines()) {
            AddressRange address = machine.address();
            if (address == null) {
                continue;
            }
            String tried = "Tried to find the machine " + machine.hostname() + " at " + address + ", but ";
            Machine other = byAddress.putIfAbsent(address.toString(), machine);
            if (other != null) {
                String has = other.hostname() + " is there, as said at "
                        + other.node().origin();
                error(machine.node(), Scarcity.NETWORK_OVERLAP, tried + has, "correct one of the two");
            }
            if (network != null && network.isV6() == address.isV6() && !network.contains(address)) {
                String where = "the machines are in " + network;
                error(machine.node(), Platforms.ADDRESS, tried + where, "correct one of the two");
            }
            for (Named named : network == null ? all : List.<Named>of()) {
                if (named.range.overlaps(address)) {
                    String whose = "the " + named.what + " have their addresses of " + named.range;
                    error(machine.node(), Scarcity.NETWORK_OVERLAP, tried + whose, "draw that network elsewhere");
                }
            }
        }
    }

    private void clusterAddress(KubernetesObject service) {
        if (!(CLUSTER_IP.in(service.body()) instanceof Leaf leaf)
                || leaf.text().isEmpty()
                || leaf.text().equals("None")) {
            return;
        }
        AddressRange address = AddressRange.address(leaf.text());
        if (address == null) {
            AddressSyntax.refuse(service, "the address \"" + leaf.text() + "\"", "that is none", "leave it away");
            return;
        }
        for (AddressRange range : room.services()) {
            if (range.contains(address)) {
                return;
            }
        }
        if (!room.services().isEmpty()) {
            service.error(
                    Scarcity.ADDRESS_OUTSIDE,
                    "Tried to give " + service + " the address " + address + " inside the cluster, but Services have"
                            + " theirs of " + room.services().get(0),
                    "take one of those, or leave it to Kubernetes");
        }
    }

    /** Without kube-proxy, Cilium must be told where the API server is; a name is not looked up here. */
    private void apiServer(InstalledChart chart) {
        String host = chart.value("k8sServiceHost");
        if (host == null || host.equals("127.0.0.1") || AddressRange.address(host) == null) {
            return;
        }
        var known = new ArrayList<String>();
        AddressRange own = room.apiServer();
        if (own != null) {
            known.add(own.toString());
        }
        for (Machine machine : room.machines()) {
            if (machine.isControlPlane() && machine.address() != null) {
                known.add(String.valueOf(machine.address()));
            }
        }
        if (!known.isEmpty() && !known.contains(host)) {
            chart.release()
                    .error(
                            Platforms.CHART_NETWORK,
                            "Tried to let " + chart + " find the API server at " + host + ", but it is at "
                                    + String.join(", ", known),
                            "correct k8sServiceHost");
        }
    }

    /** By itself, Cilium gives pods addresses of its own network, whatever the API server says of pods. */
    private void cilium(InstalledChart chart) {
        String chaining = chart.value("cni.chainingMode");
        if (room.pods().isEmpty() || chaining != null && !chaining.equals("none")) {
            return; // another CNI gives pods their addresses
        }
        AddressRange pods = room.pods().get(0);
        String routed = chart.value("ipv4NativeRoutingCIDR");
        AddressRange routable = routed == null ? null : AddressRange.network(routed);
        if (routed != null && (routable == null || !routable.contains(pods))) {
            chart.release()
                    .error(
                            Platforms.CHART_NETWORK,
                            "Tried to route " + routed + " natively by " + chart + ", but pods have their addresses of "
                                    + pods,
                            "write " + pods + " as ipv4NativeRoutingCIDR");
        }
        String mode = chart.value("ipam.mode");
        if (mode != null && !mode.equals("cluster-pool")) {
            return;
        }
        FieldPath path = FieldPath.of("ipam", "operator", "clusterPoolIPv4PodCIDRList");
        String given = first(path.in(chart.values()));
        if (given == null || !given.equals(pods.toString())) {
            chart.release()
                    .error(
                            Platforms.CHART_NETWORK,
                            "Tried to give pods addresses of " + pods + ", but " + chart + " gives them of "
                                    + (given == null ? "10.0.0.0/8, as it does by itself" : given),
                            "set ipam.mode to kubernetes, or " + path + " to " + pods);
        }
    }

    private static @Nullable String first(espalier.tree.@Nullable Value value) {
        if (value instanceof Sequence list && !list.isEmpty() && list.get(0) instanceof Leaf leaf) {
            return leaf.text();
        }
        return value instanceof Leaf leaf ? leaf.text() : null;
    }

    private static void error(Node node, Rule rule, String message, String fix) {
        node.findings().report(rule, node, message, fix);
    }
}
