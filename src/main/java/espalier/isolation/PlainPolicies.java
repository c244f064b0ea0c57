package espalier.isolation;

import espalier.isolation.Network.Block;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Kubernetes's own policies, which know no entities: nodes and the API server are addresses. */
final class PlainPolicies implements PolicyWriter {
    /** Where it listens by default with K3s, kubeadm and Talos. */
    private static final String API_SERVER_PORT = "6443/TCP";

    private final Surroundings surroundings;

    PlainPolicies(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public String apiVersion() {
        return "networking.k8s.io/v1";
    }

    @Override
    public String kind() {
        return "NetworkPolicy";
    }

    @Override
    public @Nullable String cannotName(Peer peer) {
        if (peer == Entity.CILIUM_GATEWAY) {
            return "they have no word for Cilium's gateway, which is neither a pod nor an address";
        }
        boolean unknown = peer == Entity.API_SERVER && surroundings.apiServer().isEmpty()
                || peer == Entity.NODES && surroundings.nodes().isEmpty();
        return unknown ? "the cluster does not say at which addresses its machines are" : null;
    }

    @Override
    public Mapping spec(Policy policy) {
        Mapping labels = policy.subject().labels();
        var spec = Mapping.of("podSelector", labels.isEmpty() ? labels : Mapping.of("matchLabels", labels.copy()));
        Sequence ingress = rules(policy, policy.ingress(), "from");
        Sequence egress = rules(policy, policy.egress(), "to");
        var types = new Sequence();
        if (policy.isDenial() || !ingress.isEmpty()) {
            types.add("Ingress");
        }
        if (policy.isDenial() || !egress.isEmpty()) {
            types.add("Egress");
        }
        return spec.put("policyTypes", types).putIfAny("ingress", ingress).putIfAny("egress", egress);
    }

    private Sequence rules(Policy policy, Policy.Rules rules, String direction) {
        var list = new Sequence();
        for (Peer peer : rules.peers()) {
            Sequence peers = peers(peer, policy.subject().namespace(), direction.equals("from"));
            if (!peers.isEmpty()) {
                boolean isApi = peer == Entity.API_SERVER && direction.equals("to");
                Set<String> ports = isApi ? Set.of(API_SERVER_PORT) : rules.ports(peer);
                list.add(Mapping.of(direction, peers).putIfAny("ports", ports(ports)));
            }
        }
        return list;
    }

    private Sequence peers(Peer peer, String own, boolean isFrom) {
        if (peer instanceof PodGroup pods) {
            var found = new Mapping();
            if (!pods.namespace().equals(own)) {
                found.put(
                        "namespaceSelector",
                        Mapping.of("matchLabels", Mapping.of("kubernetes.io/metadata.name", pods.namespace())));
            }
            if (!pods.isWholeNamespace()) {
                found.put("podSelector", Mapping.of("matchLabels", pods.labels().copy()));
            } else if (found.isEmpty()) {
                found.put("podSelector", new Mapping());
            }
            return Sequence.of(found);
        }
        var list = new Sequence();
        for (Block block : peer instanceof Network network ? network.blocks() : blocks((Entity) peer, isFrom)) {
            list.add(Mapping.of(
                    "ipBlock",
                    Mapping.of("cidr", block.cidr())
                            .putIfAny("except", Sequence.of(block.except().toArray()))));
        }
        return list;
    }

    /** Where addresses are not known, which the verdict tells, none is left out. */
    private List<Block> blocks(Entity entity, boolean isFrom) {
        List<String> known = switch (entity) {
            case CILIUM_GATEWAY, OUTSIDE -> List.of();
            // Calls of the API server come from its machine, or from another one that passes them on.
            case API_SERVER -> isFrom ? surroundings.nodes() : surroundings.apiServer();
            case NODES -> surroundings.nodes();
        };
        if (known.isEmpty() && entity != Entity.CILIUM_GATEWAY) {
            known = surroundings.hasV6() ? List.of("0.0.0.0/0", "::/0") : List.of("0.0.0.0/0");
        }
        var blocks = new ArrayList<Block>(known.size());
        known.forEach(cidr -> blocks.add(new Block(cidr, List.of())));
        return blocks;
    }

    private static Sequence ports(Set<String> ports) {
        var list = new Sequence();
        for (String port : ports) {
            int slash = port.indexOf('/');
            String number = port.substring(0, slash);
            list.add(Mapping.of("port", Ports.isNumber(number) ? (Object) Integer.valueOf(number) : number)
                    .put("protocol", port.substring(slash + 1)));
        }
        return list;
    }
}
