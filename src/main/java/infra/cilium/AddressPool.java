package infra.cilium;

import espalier.Component;
import espalier.Origin;
import espalier.Scope;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.platform.AddressRange;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.gateway.LoadBalancerAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/** Addresses of the network that Cilium gives to gateways and load-balanced Services, each of them once. */
public final class AddressPool extends Component {
    private static final Rule NOT_FREE = Rule.error(
            "pool-address",
            "An address is taken from a pool that does not have it, or no longer",
            "Whoever asks for it would wait for it for ever",
            "take one that is free");

    private final String network;
    private final Map<String, Origin> taken = new LinkedHashMap<>();

    AddressPool(Scope scope, String id, String network) {
        super(scope, id);
        this.network = network;
        new CustomResource(
                this,
                Cilium.API,
                "CiliumLoadBalancerIPPool",
                p -> p.clusterScoped().spec("blocks", Sequence.of(Mapping.of("cidr", network))));
    }

    /**
     * The address {@code address}, which nobody else has. One that is taken, or not of this pool, is a finding; the first free
     * one takes its place, so that whoever reads it is not told of the same mistake again.
     */
    public LoadBalancerAddress at(String address) {
        return new Taken(free(address));
    }

    private Text free(String address) {
        AddressRange pool = network == null ? null : AddressRange.network(network);
        AddressRange wanted = address == null ? null : AddressRange.address(address);
        Origin before = taken.putIfAbsent(address, Origin.here());
        if (pool != null && wanted != null && before == null && pool.contains(wanted)) {
            return Text.of(address);
        }
        String found = wanted == null
                ? "that is no address"
                : before != null ? "it was taken at " + before : "the pool has only " + network;
        String free = pool == null ? null : pool.first(candidate -> !taken.containsKey(candidate));
        node().findings()
                .report(
                        NOT_FREE,
                        node(),
                        Origin.here(),
                        "Tried to take " + address + " from the pool " + node() + ", but " + found,
                        free == null ? "widen the pool" : "take " + free + ", which is free");
        return Text.of(free == null ? String.valueOf(address) : free);
    }

    /** An address that nobody else has. */
    private record Taken(Text text) implements LoadBalancerAddress {
        @Override
        public Mapping annotations() {
            return Mapping.of("lbipam.cilium.io/ips", text);
        }
    }
}
