package clusters;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Layout;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.flux.CentralRepositories;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Storage;
import espalier.platform.Machine;
import espalier.platform.Machine.MachineSettings;
import espalier.platform.Talos;
import espalier.policy.ImageDigest;
import espalier.policy.NoPlainSecret;
import espalier.policy.PolicySets;
import infra.apptemplate.AppTemplate;
import infra.certmanager.CertManager;
import infra.cilium.Cilium;
import infra.longhorn.Longhorn;

/** The household's Talos on three NUCs, in the pattern that apps move away from: ingress-nginx, shared chart repositories, SOPS. */
public final class Bitty extends Cluster {
    public Bitty(Fleet fleet, String name) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33.0")
                        .flux("2.7.5")
                        .git("ssh://git@github.com/example/home-ops", "main")
                        .layout(Layout.namespaces())
                        .versions(Resource.of("bitty/versions.yaml"))
                        .policies(PolicySets.SAFE_PODS)
                        .policies(new ImageDigest())
                        .policies(new NoPlainSecret()));
        platform(new CentralRepositories(in(NamespaceHandle.FLUX_SYSTEM), "repositories"), new AppTemplate());

        var talos = new Talos(
                this,
                "1.10.1",
                t -> t.withoutCni()
                        .withoutKubeProxy()
                        .schedulingOnControlPlanes()
                        .machines("172.30.21.0/24"));
        new Machine(talos, "bitty1", "172.30.21.1", Bitty::nuc);
        new Machine(talos, "bitty2", "172.30.21.2", Bitty::nuc);
        new Machine(talos, "bitty3", "172.30.21.3", Bitty::nuc);

        new Cilium(
                in(NamespaceHandle.KUBE_SYSTEM),
                "cilium",
                talos,
                c -> c.version("1.20.1").kubernetesIpam());
        new CertManager(this, "cert-manager");

        // The document has the NVMe disks, and neither what makes volumes of them nor where they are mounted; nothing
        // backs
        // them up but the move to chongus.
        var longhorn = new Longhorn(this, "longhorn", talos, l -> {});
        platform(Storage.on(longhorn.defaultTier(t -> t.replicas(3))));

        var network = in(new Namespace(this, "network"));
    }

    private static void nuc(MachineSettings machine) {
        machine.controlPlane().disk("/var/lib/longhorn");
    }
}
