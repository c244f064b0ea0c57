package clusters;

import apps.PaperlessNgx;
import apps.media.Jellyfin;
import apps.media.Plex;
import espalier.Cluster;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.flux.CentralRepositories;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Storage;
import espalier.platform.Machine;
import espalier.platform.Machine.MachineSettings;
import espalier.platform.Talos;
import espalier.policy.Naming;
import infra.ExternalDns;
import infra.MediaStore;
import infra.NfsMount;
import infra.Postgres;
import infra.SopsVariables;
import infra.apptemplate.AppTemplate;
import infra.certmanager.CertManager;
import infra.cilium.Cilium;
import infra.gpu.IntelGpus;
import infra.gpu.NodeFeatures;
import infra.gpu.Transcoding;
import infra.longhorn.Longhorn;
import infra.monitoring.Prometheus;
import infra.monitoring.PrometheusCrds;
import infra.nginx.IngressNginx;

/** The household's Talos on three NUCs, in the pattern that apps move away from: ingress-nginx, shared chart repositories, SOPS. */
public final class Bitty extends Cluster {
    public Bitty(Fleet fleet, String name) {
        super(
                fleet,
                name,
                c -> Household.settings(c)
                        .kubernetes("1.33.0")
                        .flux("2.7.5")
                        .policies(new Naming("cert-manager", "longhorn-system"))
                        .sops("age1g96vu89cq07ha8nra2drdq4ja96yu4vkpak7mnv38h3dfm4hz44qy579ld"));
        platform(new CentralRepositories(in(NamespaceHandle.FLUX_SYSTEM), "repositories"), new AppTemplate());

        var talos = new Talos(
                this,
                "1.10.1",
                t -> t.withoutCni()
                        .withoutKubeProxy()
                        .extensions("siderolabs/i915", "siderolabs/iscsi-tools", "siderolabs/util-linux-tools")
                        .userVolumes("longhorn")
                        .devicesForUsers()
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
        platform(new SopsVariables(
                in(NamespaceHandle.FLUX_SYSTEM), "vars", Resource.of("bitty/cluster-secrets.sops.yaml")));
        var certManager = new CertManager(this, "cert-manager");
        var cloudflare = new BootstrapSecret(
                certManager.namespace(),
                "cloudflare",
                s -> s.named("cloudflare").given("api-token", "a Cloudflare API token that may edit DNS of the zone"));
        var letsEncrypt = certManager.letsEncrypt(cloudflare.key("api-token"));

        // The document has the NVMe disks, and neither what makes volumes of them nor where they are mounted; nothing
        // backs them up but the move to chongus.
        var longhorn = new Longhorn(this, "longhorn", talos, l -> {});
        var replicated = longhorn.defaultTier(t -> t.replicas(3));
        platform(Storage.on(replicated));

        var network = in(new Namespace(this, "network"));
        platform(new IngressNginx(network, "ingress-nginx", talos, Household.DOMAIN, letsEncrypt));
        new ExternalDns(
                network, "external-dns", Household.DOMAIN, d -> d.ingresses().records());

        var quickSync = new IntelGpus(
                        in(NamespaceHandle.KUBE_SYSTEM),
                        "intel-gpus",
                        talos,
                        new NodeFeatures(in(NamespaceHandle.KUBE_SYSTEM), "node-features"),
                        i -> i.shared(4))
                .quickSync();
        platform(Transcoding.on(quickSync));

        new PrometheusCrds(in(NamespaceHandle.FLUX_SYSTEM), "prometheus-operator-crds");
        var watching = in(new Namespace(this, "observability", n -> n.privileged("the node exporter reads its node")));
        new Prometheus(watching, "kube-prometheus-stack", replicated, p -> p.host("prometheus-bitty"));

        var home = in(NamespaceHandle.DEFAULT);
        var postgres = new Postgres(home, "postgres", replicated, "20Gi");
        new PaperlessNgx(home, "paperless-ngx", postgres, p -> p.host("paperless-bitty"));
        // The document has the NAS, and neither its directories nor whom their files belong to.
        var media = in(new Namespace(this, "media"));
        var films = new MediaStore(
                media,
                "films",
                new NfsMount("library", Household.NAS, "/mnt/tank/media"),
                "10Gi",
                new Owner(1000, 1000));
        new Jellyfin(media, "jellyfin", films, j -> j.host("jellyfin-bitty").transcoding());
        new Plex(media, "plex", films, p -> p.host("plex").transcoding());
    }

    private static void nuc(MachineSettings machine) {
        machine.controlPlane().device("gpu.intel.com/i915", 1).disk("/var/mnt/longhorn");
    }
}
