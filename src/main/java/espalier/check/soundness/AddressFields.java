package espalier.check.soundness;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.platform.AddressRange;
import espalier.rules.Platforms;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Addresses and networks that are none, in pods, Gateways and Cilium's policies. */
final class AddressFields {
    private static final Set<String> CIDRS = Set.of("fromCIDR", "toCIDR");
    private static final Set<String> CIDR_SETS = Set.of("fromCIDRSet", "toCIDRSet");

    private AddressFields() {}

    static void check(ObjectGraph graph, List<Pod> pods) {
        pods.forEach(AddressFields::pod);
        for (KubernetesObject gateway : graph.ofKind("Gateway")) {
            Mapping spec = gateway.body().mapping("spec");
            if (spec != null && Identity.groupOf(gateway.apiVersion()).equals("gateway.networking.k8s.io")) {
                for (Mapping address : Pods.mappings(spec.sequence("addresses"))) {
                    String type = address.text("type");
                    if (type == null || type.equals("IPAddress")) {
                        address(gateway, address.get("value"), "spec.addresses");
                    }
                }
            }
        }
        for (String kind : new String[] {"CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy"}) {
            for (KubernetesObject policy : graph.ofKind(kind)) {
                cilium(policy, policy.body());
            }
        }
    }

    private static void pod(Pod pod) {
        for (Mapping alias : Pods.mappings(pod.spec().sequence("hostAliases"))) {
            address(pod.object(), alias.get("ip"), "hostAliases");
        }
        Mapping dns = pod.spec().mapping("dnsConfig");
        Sequence servers = dns == null ? null : dns.sequence("nameservers");
        for (int i = 0; servers != null && i < servers.size(); i++) {
            address(pod.object(), servers.get(i), "dnsConfig.nameservers");
        }
    }

    private static void cilium(KubernetesObject policy, Value value) {
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                String key = mapping.keyAt(i);
                if (mapping.valueAt(i) instanceof Sequence list && CIDRS.contains(key)) {
                    list.forEach(cidr -> network(policy, cidr, key));
                } else if (mapping.valueAt(i) instanceof Sequence list && CIDR_SETS.contains(key)) {
                    for (Mapping set : Pods.mappings(list)) {
                        network(policy, set.get("cidr"), key);
                        Sequence except = set.sequence("except");
                        for (int j = 0; except != null && j < except.size(); j++) {
                            network(policy, except.get(j), key + ".except");
                        }
                    }
                } else if (!(mapping.valueAt(i) instanceof Leaf)) {
                    cilium(policy, mapping.valueAt(i));
                }
            }
        } else if (value instanceof Sequence sequence) {
            sequence.forEach(child -> cilium(policy, child));
        }
    }

    private static void address(KubernetesObject object, @Nullable Value value, String field) {
        if (value instanceof Leaf leaf && !leaf.text().contains("${") && AddressRange.address(leaf.text()) == null) {
            refuse(object, "the address \"" + leaf.text() + "\"", field, "write it as in 192.168.1.10");
        }
    }

    /** Cilium takes a bare address for a network of one. */
    private static void network(KubernetesObject object, @Nullable Value value, String field) {
        if (value instanceof Leaf leaf
                && !leaf.text().contains("${")
                && AddressRange.network(leaf.text()) == null
                && AddressRange.address(leaf.text()) == null) {
            refuse(object, "the network \"" + leaf.text() + "\"", field, "write it as in 192.168.1.0/24");
        }
    }

    private static void refuse(KubernetesObject object, String what, String field, String fix) {
        object.error(
                Platforms.ADDRESS,
                "Tried to write " + what + " into " + field + " of " + object + ", but that is none",
                fix);
    }
}
