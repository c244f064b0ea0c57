package infra.cilium;

import espalier.Component;
import espalier.kubernetes.CustomResource;

/** Answers for the addresses of pools on the local network, so that they are found without a router's help. */
public final class L2Announcements extends Component {
    L2Announcements(Cilium cilium, String id) {
        super(cilium, id);
        new CustomResource(
                this,
                "cilium.io/v2alpha1",
                "CiliumL2AnnouncementPolicy",
                p -> p.clusterScoped().spec("loadBalancerIPs", true));
    }
}
