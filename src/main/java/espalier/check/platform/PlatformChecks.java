package espalier.check.platform;

import espalier.check.Pod;
import espalier.check.platform.InstalledCharts.InstalledChart;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import espalier.tree.Sequence;
import java.util.List;

/** All checks of a cluster's objects against what it runs on. What the cluster does not say is not checked. */
public final class PlatformChecks {
    private PlatformChecks() {}

    /** Runs every check; {@code pods} are those of {@code graph}. */
    public static void run(ObjectGraph graph, List<Pod> pods) {
        GitSettings.check(graph.cluster());
        FluxInstances.check(graph);
        VersionChecks.check(graph);
        AddressSyntax.check(graph);
        AddressPools pools = AddressPools.of(graph);
        pools.checkAmongEachOther();
        if (!pools.names().isEmpty()) {
            pools.checkAgainst(FileServers.of(graph, pods));
        }
        LoadBalancerAddresses.check(graph, pools);
        MachineRoom room = OneDistribution.of(graph.cluster());
        Placement placement = room == null || room.machines().isEmpty() ? null : new Placement(graph, room);
        HostPorts.check(pods, placement);
        PodSecurity.check(graph, room, pods);
        KeptData.check(graph, room);
        TraefikReach.check(graph);
        List<InstalledChart> charts = InstalledCharts.of(graph);
        GrafanaFiles.check(graph, charts);
        if (room != null) {
            if (placement != null) {
                machines(graph, room, placement, pods, charts);
            }
            pools.checkAgainst(room);
            Networks.check(graph, room, charts);
            BgpPeers.check(graph, room);
            OneOfEach.check(graph, room, Capabilities.of(graph, charts));
            DefaultClasses.check(graph, room, charts);
            ServedClasses.check(graph, room, charts);
        }
    }

    private static void machines(
            ObjectGraph graph, MachineRoom room, Placement placement, List<Pod> pods, List<InstalledChart> charts) {
        var devices = new Devices(graph, room, pods, charts);
        var shared = new SharedDevices(room);
        var forRoot = new DevicesForRoot(room);
        for (Pod pod : pods) {
            PodDemand demand = placement.check(pod);
            devices.check(pod, demand);
            shared.take(pod, demand);
            forRoot.check(pod);
            OnePerMachine.check(pod, placement);
        }
        shared.check();
        placement.checkStorage();
        placement.checkFlux();
        StorageTiers.check(graph, room, charts);
        CephMachines.check(graph, room);
        List<Sequence> tolerations = SelectedMachines.check(graph, room, placement.selection(), charts);
        for (Pod pod : pods) {
            Sequence own = pod.spec().sequence("tolerations");
            if (own != null) {
                tolerations.add(own);
            }
        }
        SelectedMachines.findIdle(room, tolerations);
    }
}
