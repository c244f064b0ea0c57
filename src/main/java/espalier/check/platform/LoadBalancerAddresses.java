package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.platform.AddressRange;
import espalier.rules.Scarcity;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Addresses that Services and Gateways ask for: each once, and only what a pool has. */
final class LoadBalancerAddresses {
    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath ANNOTATIONS = FieldPath.of("metadata", "annotations");
    private static final FieldPath GATEWAY_ANNOTATIONS = FieldPath.of("spec", "infrastructure", "annotations");

    /** How each load-balancer is asked for addresses, by annotations of the Service; several with commas between. */
    private static final String[] ASKING = {
        "lbipam.cilium.io/ips",
        "io.cilium/lb-ipam-ips",
        "metallb.io/loadBalancerIPs",
        "metallb.universe.tf/loadBalancerIPs",
        "kube-vip.io/loadbalancerIPs"
    };

    /** How Services say that they share an address with those that say the same. */
    private static final String[] SHARING = {
        "lbipam.cilium.io/sharing-key",
        "io.cilium/lb-ipam-sharing-key",
        "metallb.io/allow-shared-ip",
        "metallb.universe.tf/allow-shared-ip"
    };

    private final AddressPools pools;
    private final Map<String, KubernetesObject> taken = new LinkedHashMap<>();
    private final Set<KubernetesObject> asking = new HashSet<>();

    private LoadBalancerAddresses(AddressPools pools) {
        this.pools = pools;
    }

    static void check(ObjectGraph graph, AddressPools pools) {
        var addresses = new LoadBalancerAddresses(pools);
        graph.ofKind("Service").forEach(addresses::service);
        graph.ofKind("Gateway").forEach(addresses::gateway);
        if (!addresses.taken.isEmpty()) {
            graph.ofKind("Service").forEach(addresses::unasked);
        }
    }

    /** A Service that is content with whatever address is given to it first. */
    private void unasked(KubernetesObject service) {
        Mapping spec = service.body().mapping("spec");
        if (spec == null
                || !"LoadBalancer".equals(spec.text("type"))
                || spec.has("loadBalancerClass") // which may give out others
                || asking.contains(service)) {
            return;
        }
        for (Map.Entry<String, KubernetesObject> wanted : taken.entrySet()) {
            AddressRange address = AddressRange.address(wanted.getKey());
            if (address != null && pools.givesAnybody(address)) {
                service.error(
                        Scarcity.ADDRESS_UNASKED,
                        SPEC.field("type"),
                        wanted.getKey() + " of " + wanted.getValue(),
                        "Tried to give " + service + " any address that is free, but " + wanted.getValue() + " wants "
                                + wanted.getKey()
                                + " of the same pool, and would never get it where the Service comes first",
                        "let the Service ask for another address of the pool");
                return;
            }
        }
    }

    private void service(KubernetesObject service) {
        if (SPEC.in(service.body()) instanceof Mapping spec && spec.get("loadBalancerIP") instanceof Leaf address) {
            ask(service, address.text(), null);
        }
        if (ANNOTATIONS.in(service.body()) instanceof Mapping annotations) {
            annotated(service, annotations);
        }
    }

    private void gateway(KubernetesObject gateway) {
        if (SPEC.in(gateway.body()) instanceof Mapping spec) {
            for (Mapping address : espalier.check.Pods.mappings(spec.sequence("addresses"))) {
                String type = address.text("type");
                String value = address.text("value");
                if (value != null && (type == null || type.equals("IPAddress"))) {
                    ask(gateway, value, null);
                }
            }
        }
        if (GATEWAY_ANNOTATIONS.in(gateway.body()) instanceof Mapping annotations) {
            annotated(gateway, annotations);
        }
    }

    private void annotated(KubernetesObject object, Mapping annotations) {
        String shared = null;
        for (String key : SHARING) {
            shared = shared == null ? annotations.text(key) : shared;
        }
        for (String key : ASKING) {
            String list = annotations.text(key);
            int start = 0;
            while (list != null && start <= list.length()) {
                int comma = list.indexOf(',', start);
                int end = comma < 0 ? list.length() : comma;
                ask(object, list.substring(start, end).trim(), shared);
                start = end + 1;
            }
        }
    }

    private void ask(KubernetesObject object, String text, @Nullable String shared) {
        asking.add(object);
        AddressRange address = AddressRange.address(text);
        if (address == null) {
            AddressSyntax.refuse(object, "the address \"" + text + "\"", "that is none", "write it as in 192.168.1.10");
            return;
        }
        KubernetesObject other = taken.putIfAbsent(text, object);
        if (other != null && other != object && !(shared != null && shared.equals(sharedBy(other)))) {
            object.error(
                    Scarcity.ADDRESS_TAKEN,
                    "Tried to give " + object + " the address " + text + ", but " + other + " has it, made at "
                            + other.origin(),
                    "choose another for one of the two");
        }
        List<String> known = pools.names();
        if (!known.isEmpty() && !pools.contain(address)) {
            object.error(
                    Scarcity.ADDRESS_OUTSIDE,
                    "Tried to give " + object + " the address " + text + ", but no pool has it; there are: "
                            + String.join(", ", known),
                    "choose an address of a pool, or widen one");
        }
    }

    private static @Nullable String sharedBy(KubernetesObject object) {
        for (String key : SHARING) {
            if (ANNOTATIONS.in(object.body()) instanceof Mapping annotations && annotations.text(key) != null) {
                return annotations.text(key);
            }
        }
        return null;
    }
}
