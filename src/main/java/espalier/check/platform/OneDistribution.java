package espalier.check.platform;

import espalier.Cluster;
import espalier.Node;
import espalier.platform.Distribution;
import espalier.platform.MachineRoom;
import espalier.rules.Platforms;
import org.jspecify.annotations.Nullable;

/** What a cluster says it runs on: one distribution, or nothing. */
final class OneDistribution {
    private OneDistribution() {}

    /** Of several the first, and a finding for each other. */
    static @Nullable MachineRoom of(Cluster cluster) {
        MachineRoom room = MachineRoom.of(cluster);
        for (Node child : cluster.node().children()) {
            if (child.construct() instanceof Distribution other && room != null && other.room() != room) {
                child.findings()
                        .report(
                                Platforms.DISTRIBUTION_TWICE,
                                child,
                                "Tried to run " + cluster.name() + " on "
                                        + other.room().title() + ", but it runs on "
                                        + room.title() + " already, as said at "
                                        + room.node().origin(),
                                "keep one of the two");
            }
        }
        return room;
    }
}
