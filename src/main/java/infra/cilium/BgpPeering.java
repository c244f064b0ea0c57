package infra.cilium;

import espalier.Component;
import espalier.kubernetes.CustomResource;
import espalier.platform.AddressRange;
import espalier.platform.MachineRoom;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/** A BGP session of the nodes with a label and a router, which learns from them where the addresses of the pools are. */
public final class BgpPeering extends Component {
    private static final Rule NO_PEER = Rule.error(
            "bgp-peer-unknown",
            "A BGP session has no router or no autonomous system",
            "Cilium would have nobody to announce its addresses to",
            "say in the machine room which router and which systems there are");
    private static final String ADVERTISE = "advertise";

    BgpPeering(Cilium cilium, String id, MachineRoom room, String nodeLabel) {
        super(cilium, id);
        AddressRange router = room.router();
        Long routerAs = room.routerAs();
        Long ownAs = room.ownAs();
        if (router != null && routerAs != null && ownAs != null) {
            announce(id, nodeLabel, router, routerAs, ownAs);
            return;
        }
        node().findings()
                .report(
                        NO_PEER,
                        node(),
                        "Tried to announce addresses by BGP in " + node() + ", but the machine room names no "
                                + (ownAs == null ? "autonomous system of the cluster" : "router with its system"),
                        "say router(address, as) and as(number) where the distribution is made");
        node().markIncomplete();
    }

    private void announce(String id, String nodeLabel, AddressRange router, long routerAs, long ownAs) {
        var advertised = Mapping.of(ADVERTISE, id);
        new CustomResource(
                this,
                "addresses",
                Cilium.API,
                "CiliumBGPAdvertisement",
                a -> a.named(id).clusterScoped().label(ADVERTISE, id).spec("advertisements", Sequence.of(services())));
        var peers = new CustomResource(
                this,
                "peers",
                Cilium.API,
                "CiliumBGPPeerConfig",
                p -> p.named(id)
                        .clusterScoped()
                        .spec("gracefulRestart", Mapping.of("enabled", true).put("restartTimeSeconds", 120))
                        .spec(
                                "families",
                                Sequence.of(Mapping.of("afi", "ipv4")
                                        .put("safi", "unicast")
                                        .put("advertisements", Mapping.of("matchLabels", advertised)))));
        var peer = Mapping.of("name", "router")
                .put("peerASN", routerAs)
                .put("peerAddress", router.toString())
                .put("peerConfigRef", Mapping.of("name", peers.name()));
        new CustomResource(
                this,
                "cluster",
                Cilium.API,
                "CiliumBGPClusterConfig",
                c -> c.named(id)
                        .clusterScoped()
                        .spec("nodeSelector", Mapping.of("matchLabels", label(nodeLabel)))
                        .spec(
                                "bgpInstances",
                                Sequence.of(Mapping.of("name", "cluster")
                                        .put("localASN", ownAs)
                                        .put("peers", Sequence.of(peer)))));
    }

    /** Cilium announces nothing where the selector is left away; this one, which no Service has, matches them all. */
    private static Mapping services() {
        var all = Mapping.of("key", "announced").put("operator", "NotIn").put("values", Sequence.of("never"));
        return Mapping.of("advertisementType", "Service")
                .put("service", Mapping.of("addresses", Sequence.of("LoadBalancerIP")))
                .put("selector", Mapping.of("matchExpressions", Sequence.of(all)));
    }

    private static Mapping label(String nodeLabel) {
        int equals = nodeLabel.indexOf('=');
        return equals < 0
                ? Mapping.of(nodeLabel, "")
                : Mapping.of(nodeLabel.substring(0, equals), nodeLabel.substring(equals + 1));
    }
}
