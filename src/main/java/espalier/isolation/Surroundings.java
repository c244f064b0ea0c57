package espalier.isolation;

import espalier.Cluster;
import espalier.platform.AddressRange;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import java.util.ArrayList;
import java.util.List;

/**
 * What policies have to know of the cluster's own addresses.
 *
 * @param hasV6 whether pods have addresses of IPv6
 * @param nodes the addresses of the machines, as networks; empty where they are not known
 * @param apiServer the addresses at which the API server answers, as networks; empty where they are not known
 */
record Surroundings(boolean hasV6, List<String> nodes, List<String> apiServer) {
    static Surroundings of(Cluster cluster) {
        var nodes = new ArrayList<String>();
        var apiServer = new ArrayList<String>();
        boolean hasV6 = false;
        MachineRoom room = MachineRoom.of(cluster);
        if (room != null) {
            for (AddressRange pods : room.pods()) {
                hasV6 |= pods.isV6();
            }
            for (Machine machine : room.machines()) {
                AddressRange address = machine.address();
                if (address != null) {
                    nodes.add(single(address));
                    if (machine.isControlPlane()) {
                        apiServer.add(single(address));
                    }
                }
            }
        }
        return new Surroundings(hasV6, nodes, apiServer);
    }

    /** {@code address} as a network of one. */
    static String single(AddressRange address) {
        return address + (address.isV6() ? "/128" : "/32");
    }
}
