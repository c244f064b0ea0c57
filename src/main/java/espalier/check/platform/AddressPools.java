package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.platform.AddressRange;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.rules.Scarcity;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses that load-balancers may give out: Cilium's pools and MetalLB's. */
final class AddressPools {
    private static final FieldPath SPEC = FieldPath.of("spec");

    private final List<Block> blocks = new ArrayList<>();

    /** Addresses of a pool that follow each other. */
    private record Block(KubernetesObject pool, AddressRange range) {}

    private AddressPools() {}

    static AddressPools of(ObjectGraph graph) {
        var pools = new AddressPools();
        graph.ofKind("CiliumLoadBalancerIPPool").forEach(pools::cilium);
        graph.ofKind("IPAddressPool").forEach(pools::metalLb);
        pools.blocks.sort((one, other) -> one.range.compareStart(other.range));
        return pools;
    }

    private void cilium(KubernetesObject pool) {
        if (SPEC.in(pool.body()) instanceof Mapping spec) {
            for (String field : new String[] {"blocks", "cidrs"}) {
                for (Mapping block : Pods.mappings(spec.sequence(field))) {
                    String network = block.text("cidr");
                    String first = block.text("start");
                    String last = block.text("stop");
                    if (network != null) {
                        add(pool, network, AddressRange.network(network));
                    } else if (first != null) {
                        String to = last == null ? first : last;
                        add(pool, first + "-" + to, AddressRange.between(first, to));
                    }
                }
            }
        }
    }

    private void metalLb(KubernetesObject pool) {
        boolean isMetalLb = pool.apiVersion().startsWith("metallb.io/");
        if (isMetalLb
                && SPEC.in(pool.body()) instanceof Mapping spec
                && spec.get("addresses") instanceof Sequence list) {
            for (Value value : list) {
                if (value instanceof Leaf leaf) {
                    add(pool, leaf.text(), AddressRange.parse(leaf.text()));
                }
            }
        }
    }

    private void add(KubernetesObject pool, String text, @Nullable AddressRange range) {
        if (range == null) {
            AddressSyntax.refuse(
                    pool,
                    "the addresses \"" + text + "\"",
                    "that is no network, and no first and last address",
                    "write it as in 192.168.10.224/28, or as first and last address");
            return;
        }
        blocks.add(new Block(pool, range));
    }

    /** The blocks, for messages. */
    List<String> names() {
        var names = new ArrayList<String>(blocks.size());
        for (Block block : blocks) {
            names.add(block.range + " of " + block.pool.name());
        }
        return names;
    }

    boolean contain(AddressRange address) {
        for (Block block : blocks) {
            if (block.range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code address} is given to whoever asks for none: no pool keeps it for some. */
    boolean givesAnybody(AddressRange address) {
        for (Block block : blocks) {
            if (block.range.contains(address)) {
                Mapping spec = SPEC.in(block.pool.body()) instanceof Mapping mapping ? mapping : new Mapping();
                boolean isForSome = spec.has("serviceSelector")
                        || spec.has("serviceAllocation")
                        || "false".equals(spec.text("autoAssign"));
                return !isForSome;
            }
        }
        return false;
    }

    /** Blocks are sorted by their first address, so that one overlaps an earlier one if it begins before that ends. */
    void checkAmongEachOther() {
        Block widest = null;
        for (Block block : blocks) {
            if (widest != null && widest.range.overlaps(block.range)) {
                overlap(block, widest.range + " of " + widest.pool + ", made at " + widest.pool.origin());
            }
            if (widest == null || block.range.endsAfter(widest.range)) {
                widest = block;
            }
        }
    }

    /** Against what the cluster's own networks and machines have. */
    void checkAgainst(MachineRoom room) {
        for (Block block : blocks) {
            against(block, room.pods(), "pods get theirs of ");
            against(block, room.services(), "Services get theirs of ");
            against(block, room.router(), "the router has ");
            against(block, room.apiServer(), "the API server has ");
            for (Machine machine : room.machines()) {
                against(block, machine.address(), "the machine " + machine.hostname() + " has ");
            }
        }
    }

    /** Against machines elsewhere, of which an object says that volumes are mounted from them. */
    void checkAgainst(Iterable<FileServers.FileServer> servers) {
        for (Block block : blocks) {
            for (FileServers.FileServer server : servers) {
                against(block, server.address(), server.mount() + " is mounted from ");
            }
        }
    }

    private static void against(Block block, List<AddressRange> ranges, String whose) {
        for (AddressRange range : ranges) {
            against(block, range, whose);
        }
    }

    private static void against(Block block, @Nullable AddressRange range, String whose) {
        if (range != null && block.range.overlaps(range)) {
            overlap(block, whose + range);
        }
    }

    private static void overlap(Block block, String other) {
        block.pool.error(
                Scarcity.POOL_OVERLAP,
                "Tried to give out " + block.range + " of " + block.pool + ", but " + other,
                "take these addresses out of the pool");
    }
}
