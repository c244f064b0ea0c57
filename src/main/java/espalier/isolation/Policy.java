package espalier.isolation;

import espalier.Node;
import espalier.tree.Mapping;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What one component lets some pods do: one object, whatever the dialect. */
final class Policy {
    private final PodGroup subject;
    private final Node owner;
    private final String name;
    private final boolean denial;
    private final Rules ingress = new Rules();
    private final Rules egress = new Rules();

    /**
     * @param subject the pods that it is for
     * @param owner the construct whose object it is
     */
    Policy(PodGroup subject, Node owner, String name) {
        this(subject, owner, name, false);
    }

    private Policy(PodGroup subject, Node owner, String name, boolean denial) {
        this.subject = subject;
        this.owner = owner;
        this.name = name;
        this.denial = denial;
    }

    /** One for all pods of {@code namespace}, by which nothing is allowed that no other allows, in neither direction. */
    static Policy denial(String namespace, Node owner) {
        var everyPod = PodGroup.allOf(namespace);
        return new Policy(everyPod, owner, "default-deny", true);
    }

    /** One direction: with whom, and on which ports. */
    static final class Rules {
        private final Map<String, Peer> peers = new LinkedHashMap<>();
        private final Map<String, Set<String>> ports = new LinkedHashMap<>();

        /** @param on as {@code 53/UDP}; empty for all */
        void allow(Peer peer, Collection<String> on) {
            if (peers.putIfAbsent(peer.key(), peer) == null) {
                ports.put(peer.key(), new LinkedHashSet<>(on));
                return;
            }
            Set<String> before = ports(peer);
            if (on.isEmpty()) {
                before.clear();
            } else if (!before.isEmpty()) {
                before.addAll(on);
            }
        }

        Iterable<Peer> peers() {
            return peers.values();
        }

        /** Empty for all. */
        Set<String> ports(Peer peer) {
            return ports.getOrDefault(peer.key(), Set.of());
        }

        boolean isEmpty() {
            return peers.isEmpty();
        }
    }

    PodGroup subject() {
        return subject;
    }

    Node owner() {
        return owner;
    }

    Rules ingress() {
        return ingress;
    }

    Rules egress() {
        return egress;
    }

    /** Whether it also denies where it allows nothing. */
    boolean isDenial() {
        return denial;
    }

    Mapping toObject(PolicyWriter writer) {
        Node unit = owner.unit();
        String component = unit == null ? owner.id() : unit.id();
        var metadata = Mapping.of("name", name).put("namespace", subject.namespace());
        metadata.put("labels", owner.cluster().labels().labels(component));
        return Mapping.of("apiVersion", writer.apiVersion())
                .put("kind", writer.kind())
                .put("metadata", metadata)
                .put("spec", writer.spec(this));
    }
}
