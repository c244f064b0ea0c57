package espalier.check.platform;

import espalier.check.platform.InstalledCharts.InstalledChart;
import espalier.graph.ObjectGraph;
import espalier.platform.MachineRoom;
import java.util.List;

/** All checks of a cluster's objects against what it runs on. What the cluster does not say is not checked. */
public final class PlatformChecks {
    private PlatformChecks() {}

    /** Runs every check. */
    public static void run(ObjectGraph graph) {
        GitSettings.check(graph.cluster());
        VersionChecks.check(graph);
        AddressSyntax.check(graph);
        AddressPools pools = AddressPools.of(graph);
        pools.checkAmongEachOther();
        LoadBalancerAddresses.check(graph, pools);
        MachineRoom room = OneDistribution.of(graph.cluster());
        if (room != null) {
            List<InstalledChart> charts = InstalledCharts.of(graph);
            pools.checkAgainst(room);
            Networks.check(graph, room, charts);
            BgpPeers.check(graph, room);
            OneOfEach.check(graph, room, Capabilities.of(graph, charts));
            DefaultClasses.check(graph, room, charts);
        }
    }
}
