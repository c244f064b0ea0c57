package espalier.check.platform;

import espalier.KubernetesObject;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.platform.AddressRange;
import espalier.platform.MachineRoom;
import espalier.rules.Platforms;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * BGP sessions of Cilium and MetalLB with the router that the cluster names. Equal numbers on both sides are right inside one
 * autonomous system; they are wrong where the router is said to be in another.
 */
final class BgpPeers {
    private static final FieldPath SPEC = FieldPath.of("spec");

    private final MachineRoom room;

    private BgpPeers(MachineRoom room) {
        this.room = room;
    }

    static void check(ObjectGraph graph, MachineRoom room) {
        var peers = new BgpPeers(room);
        peers.router();
        for (KubernetesObject object : graph.ofKind("CiliumBGPClusterConfig")) {
            peers.sessions(object, "bgpInstances", "peers");
        }
        for (KubernetesObject object : graph.ofKind("CiliumBGPPeeringPolicy")) {
            peers.sessions(object, "virtualRouters", "neighbors");
        }
        for (KubernetesObject object : graph.ofKind("BGPPeer")) {
            if (object.apiVersion().startsWith("metallb.io/") && SPEC.in(object.body()) instanceof Mapping peer) {
                peers.session(object, peer.text("myASN"), peer);
            }
        }
    }

    private void router() {
        Long own = room.ownAs();
        if (own != null && own.equals(room.routerAs())) {
            room.node()
                    .findings()
                    .report(
                            Platforms.BGP_AS,
                            room.node(),
                            "Tried to peer with a router in another autonomous system, but both have the number " + own,
                            "correct one of the two; a router in the cluster's own is named by its address alone");
        }
    }

    private void sessions(KubernetesObject object, String instances, String peers) {
        if (SPEC.in(object.body()) instanceof Mapping spec) {
            for (Mapping instance : Pods.mappings(spec.sequence(instances))) {
                for (Mapping peer : Pods.mappings(instance.sequence(peers))) {
                    session(object, instance.text("localASN"), peer);
                }
            }
        }
    }

    private void session(KubernetesObject object, @Nullable String local, Mapping peer) {
        String own = room.ownAs() == null ? null : String.valueOf(room.ownAs());
        if (own != null && local != null && !own.equals(local)) {
            error(object, "speak BGP as " + local, "the cluster's autonomous system is " + own, "write " + own);
        }
        AddressRange router = room.router();
        String address = peer.text("peerAddress");
        String routerAs = room.routerAs() == null ? null : String.valueOf(room.routerAs());
        String remote = peer.text("peerASN");
        if (router == null || address == null || routerAs == null || remote == null) {
            return;
        }
        int slash = address.indexOf('/');
        boolean isRouter = router.toString().equals(slash < 0 ? address : address.substring(0, slash));
        if (isRouter && !remote.equals(routerAs)) {
            boolean equal = remote.equals(local);
            error(
                    object,
                    "peer with the router " + router + " as " + remote,
                    "it has the number " + routerAs
                            + (equal ? ", and " + remote + " is that of the cluster itself" : ""),
                    "write " + routerAs + " as peerASN");
        }
    }

    private static void error(KubernetesObject object, String tried, String found, String fix) {
        object.error(Platforms.BGP_AS, "Tried to " + tried + " by " + object + ", but " + found, fix);
    }
}
