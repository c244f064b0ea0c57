package espalier.platform;

import espalier.Node;
import espalier.Origin;
import espalier.Setting;
import espalier.Settings;
import espalier.rules.Platforms;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of any distribution: its networks and what the cluster has from elsewhere.
 *
 * @param <S> the settings of the distribution itself, which every method gives back
 */
public abstract class DistributionSettings<S extends DistributionSettings<S>> extends Settings {
    final List<AddressRange> pods = new ArrayList<>(1);
    final List<AddressRange> services = new ArrayList<>(1);
    final Map<Capability, String> elsewhere = new EnumMap<>(Capability.class);
    final Setting<AddressRange> network = setting("machines");
    final Setting<AddressRange> router = setting("router");
    final Setting<Long> routerAs = setting("router's AS");
    final Setting<Long> ownAs = setting("as");
    final Setting<AddressRange> apiServer = setting("apiServer");
    int firstNodePort = MachineRoom.FIRST_NODE_PORT;
    int lastNodePort = MachineRoom.LAST_NODE_PORT;

    /** Settings of the distribution at {@code node}. */
    protected DistributionSettings(Node node) {
        super(node);
    }

    /** These settings, as the type that they are. */
    protected abstract S self();

    /** The networks that pods have their addresses from, one each of IPv4 and IPv6. */
    public S pods(String... networks) {
        addAll(pods, "the pods", networks);
        return self();
    }

    /** The networks that Services have their addresses from, one each of IPv4 and IPv6. */
    public S services(String... networks) {
        addAll(services, "the Services", networks);
        return self();
    }

    /** The network that the machines are in. */
    public S machines(String network) {
        AddressRange range = network(network, "the machines");
        if (range != null) {
            this.network.set(range);
        }
        return self();
    }

    /** The address of the router in the machines' network. */
    public S router(String address) {
        AddressRange range = address(address, "the router");
        if (range != null) {
            router.set(range);
        }
        return self();
    }

    /** The router as a BGP peer: its address, and its autonomous system, which is not the cluster's. */
    public S router(String address, long as) {
        routerAs.set(as);
        return router(address);
    }

    /** The autonomous system of the cluster, as BGP has it. */
    public S as(long number) {
        ownAs.set(number);
        return self();
    }

    /** The address under which the API server is reached, where it is none of a machine, such as a virtual one of three. */
    public S apiServer(String address) {
        AddressRange range = address(address, "the API server");
        if (range != null) {
            apiServer.set(range);
        }
        return self();
    }

    /** The ports that Services can open on every node; default 30000 to 32767. */
    public S nodePorts(int first, int last) {
        if (first < 1 || last > 65535 || first > last) {
            node().findings()
                    .report(
                            Platforms.ADDRESS,
                            node(),
                            Origin.here(),
                            "Tried to open the ports " + first + " to " + last
                                    + " of every node, but ports go from 1 to" + " 65535",
                            "write the first and the last one");
        } else {
            firstNodePort = first;
            lastNodePort = last;
        }
        return self();
    }

    /**
     * Says that the cluster has something which neither the distribution nor an object in git shows.
     *
     * @param because where it comes from; shown on the cluster's page
     */
    public S has(Capability capability, String because) {
        if (because.isBlank()) {
            node().findings()
                    .report(
                            espalier.rules.Construction.NO_REASON,
                            node(),
                            Origin.here(),
                            "Tried to say that the cluster has a " + capability.words()
                                    + ", but not where it comes from",
                            "say so, where the line says because");
        }
        elsewhere.put(capability, because);
        return self();
    }

    private void addAll(List<AddressRange> to, String whose, String... networks) {
        for (String network : networks) {
            AddressRange range = network(network, whose);
            if (range != null) {
                to.add(range);
            }
        }
    }

    final @Nullable AddressRange network(String text, String whose) {
        AddressRange range = AddressRange.network(text);
        if (range == null || !AddressRange.isNetwork(text)) {
            refuse(
                    "Tried to give " + whose + " addresses of \"" + text + "\", but "
                            + (range == null ? "that is no network" : "that is an address in a network"),
                    range == null ? "write it as in 10.42.0.0/16" : "write " + range);
        }
        return range;
    }

    private @Nullable AddressRange address(String text, String whose) {
        AddressRange range = AddressRange.address(text);
        if (range == null) {
            refuse(
                    "Tried to find " + whose + " at \"" + text + "\", but that is no address",
                    "write it as in 192.168.1.1");
        }
        return range;
    }

    private void refuse(String message, String fix) {
        node().findings().report(Platforms.ADDRESS, node(), Origin.here(), message, fix);
    }
}
