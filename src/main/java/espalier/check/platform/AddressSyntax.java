package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.platform.AddressRange;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import org.jspecify.annotations.Nullable;

/** Addresses and networks that are none, in the fields of Services and network policies. */
final class AddressSyntax {
    private static final FieldPath SPEC = FieldPath.of("spec");

    private AddressSyntax() {}

    static void check(ObjectGraph graph) {
        graph.ofKind("Service").forEach(AddressSyntax::service);
        for (KubernetesObject policy : graph.ofKind("NetworkPolicy")) {
            if (SPEC.in(policy.body()) instanceof Mapping spec) {
                rules(policy, spec.sequence("ingress"), "from");
                rules(policy, spec.sequence("egress"), "to");
            }
        }
    }

    private static void service(KubernetesObject service) {
        if (SPEC.in(service.body()) instanceof Mapping spec) {
            for (Value value : list(spec.sequence("loadBalancerSourceRanges"))) {
                network(service, value);
            }
            for (Value value : list(spec.sequence("externalIPs"))) {
                if (value instanceof Leaf leaf && AddressRange.address(leaf.text()) == null) {
                    refuse(
                            service,
                            "the address \"" + leaf.text() + "\"",
                            "that is none",
                            "write it as in 192.168.1.10");
                }
            }
        }
    }

    private static void rules(KubernetesObject policy, @Nullable Sequence rules, String direction) {
        for (int i = 0; rules != null && i < rules.size(); i++) {
            Sequence peers = rules.get(i) instanceof Mapping rule ? rule.sequence(direction) : null;
            for (int j = 0; peers != null && j < peers.size(); j++) {
                if (peers.get(j) instanceof Mapping peer && peer.get("ipBlock") instanceof Mapping block) {
                    block(policy, block);
                }
            }
        }
    }

    private static void block(KubernetesObject policy, Mapping block) {
        AddressRange whole = network(policy, block.get("cidr"));
        for (Value value : list(block.sequence("except"))) {
            AddressRange part = network(policy, value);
            if (whole != null && part != null && (!whole.contains(part) || part.contains(whole))) {
                refuse(
                        policy,
                        "all of " + whole + " but " + part,
                        "Kubernetes takes only a smaller part of it",
                        "correct one of the two");
            }
        }
    }

    private static @Nullable AddressRange network(KubernetesObject object, @Nullable Value value) {
        if (!(value instanceof Leaf leaf)) {
            return null;
        }
        AddressRange range = AddressRange.network(leaf.text());
        if (range == null) {
            refuse(object, "the network \"" + leaf.text() + "\"", "that is none", "write it as in 192.168.1.0/24");
        }
        return range;
    }

    private static Sequence list(@Nullable Sequence list) {
        return list == null ? new Sequence() : list;
    }

    static void refuse(KubernetesObject object, String what, String why, String fix) {
        object.error(Platforms.ADDRESS, "Tried to write " + what + " into " + object + ", but " + why, fix);
    }
}
