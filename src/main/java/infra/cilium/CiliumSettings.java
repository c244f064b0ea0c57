package infra.cilium;

import espalier.Node;
import espalier.Setting;
import espalier.Settings;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.platform.MachineRoom;
import espalier.rules.Rule;
import espalier.tree.Sequence;

/** How {@link Cilium} moves packets; each as its chart has it by itself where nothing is said. */
public final class CiliumSettings extends Settings {
    private static final Rule AT_ODDS = Rule.error(
            "cilium-modes",
            "Cilium is to work in two ways that exclude each other",
            "Its agents would refuse to start, or packets would be lost on the way",
            "choose the way that the other one needs");

    private final Setting<String> version = setting("version");
    private final Setting<Boolean> kubernetesIpam = setting("kubernetesIpam");
    private final Setting<Boolean> nativeRouting = setting("nativeRouting");
    private final Setting<Boolean> maglev = setting("maglev");
    private final Setting<Boolean> directServerReturn = setting("directServerReturn");
    private final Setting<Boolean> bbr = setting("bbr");
    private final Setting<Boolean> bigTcp = setting("bigTcp");
    private final Setting<Boolean> hubble = setting("hubble");

    CiliumSettings(Node node) {
        super(node);
    }

    /** The chart's version; default {@code 1.18.4}. */
    public CiliumSettings version(String version) {
        this.version.set(version);
        return this;
    }

    /**
     * Takes the addresses of pods from the network that Kubernetes gives each node, and not from one of Cilium's own: what Talos
     * asks for.
     */
    public CiliumSettings kubernetesIpam() {
        kubernetesIpam.set(true);
        return this;
    }

    /**
     * Lets packets of pods go through the machines' network as they are, and not in a tunnel; each machine knows the way to the
     * pods of the others, which therefore must all be in one network.
     */
    public CiliumSettings nativeRouting() {
        nativeRouting.set(true);
        return this;
    }

    /** Chooses the pod for a connection by Maglev's consistent hashing, so that every machine chooses the same one. */
    public CiliumSettings maglev() {
        maglev.set(true);
        return this;
    }

    /** Lets the machine of the pod answer clients itself (DSR), and not by way of the machine that took the connection. */
    public CiliumSettings directServerReturn() {
        directServerReturn.set(true);
        return this;
    }

    /** Spares pods from congestion by BBR and fair queueing, in the place of the kernel's CUBIC. */
    public CiliumSettings bbr() {
        bbr.set(true);
        return this;
    }

    /** Moves IPv4 packets of up to 192 KiB within a machine (BIG TCP); needs a kernel of 6.3 or later, as Talos 1.10 has. */
    public CiliumSettings bigTcp() {
        bigTcp.set(true);
        return this;
    }

    /** Collects the flows of all machines (relay) and shows them (UI), with certificates that renew themselves. */
    public CiliumSettings hubble() {
        hubble.set(true);
        return this;
    }

    String chartVersion() {
        return version.or("1.18.4");
    }

    @Override
    protected void check() {
        if (nativeRouting.isSet()) {
            return;
        }
        if (directServerReturn.isSet()) {
            refuse("answer clients from the machine of the pod", "a tunnel takes the answer back the way that it came");
        }
        if (bigTcp.isSet()) {
            refuse("move packets larger than a network takes", "a tunnel cannot");
        }
    }

    private void refuse(String what, String why) {
        node().findings()
                .report(
                        AT_ODDS,
                        node(),
                        "Tried to let " + node() + " " + what + ", but " + why,
                        "say nativeRouting() as well, where all machines are in one network");
    }

    /** Sets the values of the chart for machines of {@code room}. */
    void write(HelmReleaseSettings chart, MachineRoom room) {
        if (kubernetesIpam.isSet()) {
            chart.value("kubernetes", "ipam", "mode");
        } else {
            chart.value(networks(room), "ipam", "operator", "clusterPoolIPv4PodCIDRList");
        }
        if (nativeRouting.isSet()) {
            chart.value("native", "routingMode").value(true, "autoDirectNodeRoutes");
            if (!room.pods().isEmpty()) {
                chart.value(room.pods().get(0).toString(), "ipv4NativeRoutingCIDR");
            }
        }
        if (maglev.isSet()) {
            chart.value("maglev", "loadBalancer", "algorithm");
        }
        if (directServerReturn.isSet()) {
            chart.value("dsr", "loadBalancer", "mode");
        }
        if (bbr.isSet()) {
            chart.value(true, "bandwidthManager", "enabled").value(true, "bandwidthManager", "bbr");
        }
        if (bigTcp.isSet()) {
            chart.value(true, "enableIPv4BIGTCP");
        }
        if (bbr.isSet() || bigTcp.isSet()) {
            masquerade(chart, room);
        }
        if (hubble.isSet()) {
            chart.value(true, "hubble", "relay", "enabled")
                    .value(true, "hubble", "ui", "enabled")
                    // Helm would make new certificates only at an upgrade.
                    .value("cronJob", "hubble", "tls", "auto", "method");
        }
        if (room.isSealed()) {
            sealed(chart);
        }
    }

    /** BBR for pods and BIG TCP need eBPF in the place of all of the kernel's own routing and address translation. */
    private void masquerade(HelmReleaseSettings chart, MachineRoom room) {
        chart.value(true, "bpf", "masquerade");
        if (room.isDnsOnMachines()) {
            node().findings()
                    .report(
                            AT_ODDS,
                            node(),
                            "Tried to let " + node() + " translate addresses by eBPF, but the cluster's DNS server asks"
                                    + " the machine that it runs on, whose address then leads nowhere",
                            "say withoutHostDns() where Talos is made, and so configure the machines");
        }
    }

    private static Sequence networks(MachineRoom room) {
        var pods = new Sequence();
        room.pods().forEach(network -> pods.add(network.toString()));
        return pods;
    }

    /** As Talos's own guide has it: all that the chart asks for but SYS_MODULE, and the machine's own control groups. */
    private static void sealed(HelmReleaseSettings chart) {
        chart.value(false, "cgroup", "autoMount", "enabled")
                .value("/sys/fs/cgroup", "cgroup", "hostRoot")
                .value(
                        Sequence.of(
                                "CHOWN",
                                "KILL",
                                "NET_ADMIN",
                                "NET_RAW",
                                "IPC_LOCK",
                                "SYS_ADMIN",
                                "SYS_RESOURCE",
                                "DAC_OVERRIDE",
                                "FOWNER",
                                "SETGID",
                                "SETUID"),
                        "securityContext",
                        "capabilities",
                        "ciliumAgent")
                .value(
                        Sequence.of("NET_ADMIN", "SYS_ADMIN", "SYS_RESOURCE"),
                        "securityContext",
                        "capabilities",
                        "cleanCiliumState");
    }
}
