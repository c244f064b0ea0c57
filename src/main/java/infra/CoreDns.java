package infra;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Provision;
import espalier.Scope;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.platform.Distribution;
import espalier.platform.MachineRoom;

/** CoreDNS as the cluster's DNS, where the distribution leaves its own out: under the address that kubelets tell their pods. */
public final class CoreDns extends Component {
    private static final PublishedChart CHART = PublishedChart.of("coredns", "1.46.2")
            .repository("coredns", "https://coredns.github.io/helm")
            .registry("oci://ghcr.io/coredns/charts");

    /** By the custom of all distributions, DNS has the tenth address of the Services' network. */
    private static final int TENTH = 10;

    private final MachineRoom room;
    private final HelmRelease release;

    /**
     * CoreDNS on two machines of {@code distribution}.
     *
     * @param network what gives pods their addresses, without which it never becomes ready
     */
    public CoreDns(Scope scope, String id, Distribution distribution, Provision network) {
        super(scope, id);
        room = distribution.room();
        release = new HelmRelease(
                in(NamespaceHandle.KUBE_SYSTEM),
                "dns",
                CHART,
                CrdOwner.ELSEWHERE,
                h -> h.named("coredns")
                        .needs(network)
                        .value("coredns", "fullnameOverride")
                        .value("kube-dns", "k8sAppLabelOverride")
                        .value(2, "replicaCount")
                        .value("system-cluster-critical", "priorityClassName")
                        .value("kube-dns", "service", "name"));
        node().whenComplete(this::takeAddress);
    }

    /** Of the network that the cluster may say after it made this. */
    private void takeAddress() {
        if (room.services().isEmpty()) {
            return; // kubelets are told some address of a network that nobody says
        }
        String address = room.services().get(0).behindFirst(TENTH);
        release.configure(h -> h.value(address, "service", "clusterIP"));
    }
}
