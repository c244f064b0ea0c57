package espalier.isolation;

import espalier.isolation.Network.Block;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.Set;

/**
 * Cilium's own policies.
 *
 * <p>Its documentation says ("Layer 3 Policies"): a rule without peers allows nobody and yet turns the default from allowing into
 * denying; selectors look in the policy's namespace unless they name another; ports are those of pods, behind any Service; the
 * host is always let in to its own pods; networks never match pods or nodes.
 */
final class CiliumPolicies implements PolicyWriter {
    private static final String NAMESPACE = "k8s:io.kubernetes.pod.namespace";

    @Override
    public String apiVersion() {
        return "cilium.io/v2";
    }

    @Override
    public String kind() {
        return "CiliumNetworkPolicy";
    }

    @Override
    public Mapping spec(Policy policy) {
        Mapping labels = policy.subject().labels();
        var spec = Mapping.of("endpointSelector", labels.isEmpty() ? labels : Mapping.of("matchLabels", labels.copy()));
        if (policy.isDenial()) {
            spec.put("ingress", Sequence.of(new Mapping()));
        } else {
            spec.putIfAny("ingress", rules(policy, policy.ingress(), "from"));
        }
        return spec.putIfAny("egress", rules(policy, policy.egress(), "to"));
    }

    private static Sequence rules(Policy policy, Policy.Rules rules, String direction) {
        var list = new Sequence();
        for (Peer peer : rules.peers()) {
            Mapping rule = peer(peer, policy.subject().namespace(), direction);
            list.add(rule.putIfAny("toPorts", ports(rules.ports(peer))));
        }
        return list;
    }

    private static Mapping peer(Peer peer, String own, String direction) {
        if (peer instanceof PodGroup pods) {
            Mapping labels = pods.labels().copy();
            if (!pods.namespace().equals(own)) {
                labels.put(NAMESPACE, pods.namespace());
            }
            Mapping selector = labels.isEmpty() ? labels : Mapping.of("matchLabels", labels);
            return Mapping.of(direction + "Endpoints", Sequence.of(selector));
        }
        if (peer instanceof Network network) {
            var blocks = new Sequence();
            for (Block block : network.blocks()) {
                blocks.add(Mapping.of("cidr", block.cidr())
                        .putIfAny("except", Sequence.of(block.except().toArray())));
            }
            return Mapping.of(direction + "CIDRSet", blocks);
        }
        return Mapping.of(direction + "Entities", entities((Entity) peer, direction.equals("from")));
    }

    /** What a node passes on, as the API server's calls and what came in at a NodePort, can have that node's identity. */
    private static Sequence entities(Entity entity, boolean isFrom) {
        return switch (entity) {
            case CILIUM_GATEWAY -> Sequence.of("ingress");
            case OUTSIDE -> isFrom ? Sequence.of("world", "remote-node") : Sequence.of("world");
            case API_SERVER -> isFrom ? Sequence.of("kube-apiserver", "remote-node") : Sequence.of("kube-apiserver");
            case NODES -> Sequence.of("host", "remote-node");
        };
    }

    private static Sequence ports(Set<String> ports) {
        var list = new Sequence();
        for (String port : ports) {
            int slash = port.indexOf('/');
            list.add(Mapping.of("port", port.substring(0, slash)).put("protocol", port.substring(slash + 1)));
        }
        return list.isEmpty() ? list : Sequence.of(Mapping.of("ports", list));
    }
}
