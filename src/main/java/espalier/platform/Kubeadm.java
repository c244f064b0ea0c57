package espalier.platform;

import espalier.Cluster;
import espalier.Component;
import espalier.Node;
import espalier.Settings;
import java.util.function.Consumer;

/**
 * Kubernetes as kubeadm sets it up: kube-proxy and CoreDNS, and nothing else; it keeps pods off the control plane, and gives
 * Services addresses of 10.96.0.0/12.
 */
public final class Kubeadm extends Component implements Distribution {
    private final MachineRoom room;

    /** As it comes. */
    public Kubeadm(Cluster cluster) {
        this(cluster, k -> {});
    }

    /** With what the settings say of its networks. */
    public Kubeadm(Cluster cluster, Consumer<KubeadmSettings> configure) {
        super(cluster, only("kubeadm"));
        var settings = Settings.configured(new KubeadmSettings(node()), configure);
        room = new MachineRoom(node(), "Kubernetes, set up by kubeadm", settings)
                .with(Capability.SERVICE_PROXY, "kube-proxy", "run kubeadm with --skip-phases=addon/kube-proxy")
                .with(Capability.DNS, "CoreDNS", "run kubeadm with --skip-phases=addon/coredns")
                .taintsControlPlane();
    }

    @Override
    public MachineRoom room() {
        return room;
    }

    /** What can be said of it. */
    public static final class KubeadmSettings extends DistributionSettings<KubeadmSettings> {
        private KubeadmSettings(Node node) {
            super(node);
        }

        @Override
        protected KubeadmSettings self() {
            return this;
        }

        @Override
        protected void check() {
            if (services.isEmpty()) {
                services("10.96.0.0/12");
            }
        }
    }
}
