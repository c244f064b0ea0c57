package espalier.isolation;

import espalier.Cluster;
import espalier.KubernetesObject;
import espalier.NamespaceHandle;
import espalier.Node;
import espalier.Reach;
import espalier.isolation.Isolation.Said;
import espalier.platform.AddressRange;
import espalier.rules.Platforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom pods reach, as people say where no object tells of it: of a workload itself, or of a construct that isolates. */
final class Reaches {
    private final List<Said> said = new ArrayList<>(0);
    private final boolean hasV6;

    Reaches(Cluster cluster) {
        this.hasV6 = Surroundings.of(cluster).hasV6();
        Isolation.in(cluster).forEach(isolation -> said.addAll(isolation.said()));
    }

    /** Adds what is said of {@code group} to {@code connections}. */
    void find(PodGroup group, Connections connections) {
        KubernetesObject owner = group.owner();
        if (owner == null) {
            return;
        }
        for (Reach reach : owner.reaches()) {
            add(group, owner, reach, connections);
        }
        for (Said said : said) {
            for (Node at = owner.owner(); at != null; at = at.parent()) {
                if (at == said.construct()) {
                    add(group, owner, said, connections);
                }
            }
        }
    }

    private void add(PodGroup group, KubernetesObject owner, Said said, Connections connections) {
        NamespaceHandle namespace = said.namespace();
        if (namespace == null) {
            add(group, owner, said.reach(), connections);
        } else {
            PodGroup all = PodGroup.allOf(namespace.name().text());
            connections.add(group, all, Set.of(), owner, said.reach().because());
        }
    }

    private void add(PodGroup group, KubernetesObject owner, Reach reach, Connections connections) {
        Peer to = peer(reach.whom());
        if (to != null) {
            connections.add(group, to, reach.ports(), owner, reach.because());
            return;
        }
        owner.owner()
                .findings()
                .report(
                        Platforms.ADDRESS,
                        owner.owner(),
                        reach.origin(),
                        "Tried to let the pods of " + owner + " reach \"" + reach.whom()
                                + "\", but that is neither an address nor a network",
                        "write it as in 192.168.1.5 or 192.168.1.0/24");
    }

    private @Nullable Peer peer(String whom) {
        if (whom.equals(Reach.INTERNET)) {
            return Network.internet(hasV6);
        }
        if (whom.equals(Reach.API_SERVER)) {
            return Entity.API_SERVER;
        }
        AddressRange address = AddressRange.address(whom);
        AddressRange network = AddressRange.network(whom);
        if (address != null) {
            return Network.of(Surroundings.single(address));
        }
        return network == null ? null : Network.of(network.toString());
    }
}
