package clusters;

import espalier.Cluster;
import espalier.Fleet;
import espalier.LabelConvention;
import espalier.Layout;
import espalier.NamespaceHandle;
import espalier.flux.Charts;
import espalier.kubernetes.Namespace;
import espalier.platform.Machine;
import espalier.platform.Machine.MachineSettings;
import espalier.platform.Talos;
import espalier.policy.NoPlainSecret;
import espalier.policy.PolicySets;
import infra.certmanager.CertManager;
import infra.cilium.Cilium;

/** The household's Talos on three R730s: Ceph on their SSDs, Envoy Gateway, secrets of Doppler, and volumes backed up twice. */
public final class Chongus extends Cluster {
    public Chongus(Fleet fleet, String name) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33.0")
                        .flux("2.7.5")
                        .git("ssh://git@github.com/example/home-ops", "main")
                        .layout(Layout.namespaces())
                        .labels(LabelConvention.recommended())
                        .policies(PolicySets.SAFE_PODS)
                        .policies(new NoPlainSecret()));
        platform(Charts.OWN_OCI);

        var talos = new Talos(
                this,
                "1.10.6",
                t -> t.withoutCni()
                        .withoutKubeProxy()
                        .schedulingOnControlPlanes()
                        .machines("172.30.11.0/24"));
        new Machine(talos, "chongus1", "172.30.11.1", Chongus::r730);
        new Machine(talos, "chongus2", "172.30.11.2", Chongus::r730);
        new Machine(talos, "chongus3", "172.30.11.3", Chongus::r730);

        new Cilium(in(NamespaceHandle.KUBE_SYSTEM), "cilium", talos);
        new CertManager(this, "cert-manager");

        var network = in(new Namespace(this, "network"));
    }

    private static void r730(MachineSettings machine) {
        machine.controlPlane();
    }
}
