package clusters;

import apps.Authentik;
import apps.Automatic1111;
import apps.Ollama;
import apps.OpenWebUi;
import apps.media.Jellyfin;
import apps.media.Plex;
import apps.media.Prowlarr;
import apps.media.Radarr;
import apps.media.Sabnzbd;
import apps.media.Sonarr;
import apps.media.Whisparr;
import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.flux.SopsSecret;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Owner;
import espalier.platform.K3s;
import espalier.platform.Machine;
import espalier.platform.Machine.MachineSettings;
import espalier.policy.DefaultDeny;
import espalier.policy.NoPlainSecret;
import espalier.policy.PolicySets;
import espalier.rules.Policies;
import infra.LocalPath;
import infra.MediaStore;
import infra.MediaStore.Directory;
import infra.Minio;
import infra.NfsMount;
import infra.Postgres;
import infra.S3;
import infra.certmanager.CertManager;
import infra.cilium.Cilium;
import infra.gateway.Gateway;
import infra.gateway.GatewayApi;
import infra.gpu.DcgmExporter;
import infra.gpu.IntelGpus;
import infra.gpu.NodeFeatures;
import infra.gpu.NvidiaGpus;
import infra.longhorn.Longhorn;
import infra.monitoring.Alloy;
import infra.monitoring.Dashboard;
import infra.monitoring.Loki;
import infra.monitoring.Measured;
import infra.monitoring.PrometheusCrds;
import infra.monitoring.PrometheusStack;
import infra.velero.Velero;
import java.time.Duration;
import java.util.List;

/** The household's K3s: media, AI and what watches over them, on two OptiPlexes, an R630 with a Tesla T4, and the R730's disks. */
public final class K3sHome extends Cluster {
    /** Where Longhorn keeps volumes by itself. */
    private static final String DISK = "/var/lib/longhorn";

    public K3sHome(Fleet fleet, String name) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33")
                        .flux("2.7.5")
                        .git("ssh://git@github.com/example/flux-k3s", "main")
                        .sops("age1c2qy55akvqk98az0nc25n6lmr4gs4wyph9h0zqvuj0ydxuu3pfvqueq4z9")
                        .policies(PolicySets.SAFE_PODS)
                        .policies(PolicySets.LEAST_PRIVILEGE)
                        .policies(new NoPlainSecret(), new espalier.policy.GatewayApi(), new DefaultDeny()));

        var k3s = new K3s(
                this,
                "v1.33.5+k3s1",
                k -> k.flags("--disable=servicelb", "--flannel-backend=none", "--disable-network-policy")
                        .flag("--disable-kube-proxy", "Cilium takes its place entirely")
                        .flag(
                                "--disable=traefik",
                                "Cilium serves the gateway, and would give Traefik an address as well")
                        .flag("--disable=local-storage", "Longhorn's class is the default, and K3s insists on its own")
                        .flag("--nonroot-devices", "players reach QuickSync as the user whom the films belong to")
                        .machines("192.168.10.0/24")
                        .router("192.168.10.1", 64513)
                        .as(64512));
        // The document names the disks, and not where they are mounted; the router, and not its address.
        new Machine(k3s, "k3s-master1", "192.168.10.30", m -> m.controlPlane().disk(DISK));
        new Machine(k3s, "k3s1", "192.168.10.21", m -> optiPlex(m));
        new Machine(k3s, "k3s2", "192.168.10.23", m -> optiPlex(m));
        var k3s3 = new Machine(
                k3s,
                "k3s3",
                "192.168.10.31",
                m -> m.label("bgp", "enabled")
                        .device("nvidia.com/gpu", 1)
                        .disk(DISK)
                        .disk("/mnt/optane", "optane")
                        .disk("/mnt/nvme", "nvme")
                        .disk("/mnt/sas-ssd", "sas-ssd"));

        var crds = new Stage(this, "crds");
        var cni = new Stage(this, "cni", s -> s.after(crds));
        var runtime = new Stage(this, "runtime", s -> s.after(cni));

        var longhornStage = new Stage(this, "longhorn", s -> s.after(cni));
        var monitoring = new Stage(this, "monitoring", s -> s.after(runtime).after(longhornStage));
        var veleroStage = new Stage(this, "velero", s -> s.after(longhornStage));
        var apps = new Stage(this, "apps", s -> s.after(runtime).after(longhornStage));
        var media = new Stage(this, "media", s -> s.after(runtime).bundled());

        var gatewayApi = new GatewayApi(crds, "gateway-api");
        new PrometheusCrds(crds, "prometheus-operator-crds");

        var cilium = new Cilium(cni, "cilium", k3s);
        cilium.bgp("udm-se", "bgp=enabled");
        cilium.announceOnLocalNetwork("home");
        var addresses = cilium.pool("services", "192.168.10.224/28");

        var certManager = new CertManager(runtime, "cert-manager");
        var cloudflare =
                new SopsSecret(certManager.namespace(), "cloudflare", Resource.of("k3s-home/cloudflare.sops.yaml"));
        var letsEncrypt = certManager.letsEncrypt(cloudflare.key("api-token"));
        var networking = new Namespace(runtime, "networking");
        platform(new Gateway(
                runtime.in(networking),
                "main-gateway",
                cilium.gatewayClass(gatewayApi),
                addresses.at("192.168.10.224"),
                "fletcherlabs.net",
                letsEncrypt));

        var longhorn = new Longhorn(longhornStage, "longhorn", k3s, l -> l.host("longhorn"));
        var replicated = longhorn.defaultTier(t -> t.replicas(3));
        longhorn.tier("optane", t -> t.disks("optane").on(k3s3));
        var nvme = longhorn.tier("nvme", t -> t.disks("nvme").on(k3s3));
        var sasSsd = longhorn.tier("sas-ssd", t -> t.disks("sas-ssd").on(k3s3));
        var localPath = new LocalPath(runtime, "local-path", "/var/lib/rancher/k3s/storage").storageClass();

        var nvidia = new NvidiaGpus(runtime, "nvidia-gpus", k3s, n -> n.slices(4));
        var teslaT4 = nvidia.gpu();
        var kubeSystem = runtime.in(NamespaceHandle.KUBE_SYSTEM);
        var quickSync = new IntelGpus(
                        kubeSystem, "intel-gpus", k3s, new NodeFeatures(kubeSystem, "node-features"), i -> i.shared(4))
                .quickSync();

        var ai = apps.in(new Namespace(apps, "ai"));
        var ollama = new Ollama(ai, "ollama", nvme, "50Gi", o -> o.gpu(teslaT4).model("llama3.2:3b"));
        new OpenWebUi(
                ai,
                "openwebui",
                ollama,
                o -> o.version("v0.12.4").keep(replicated, "10Gi").host("openwebui"));
        new Automatic1111(ai, "automatic1111", teslaT4, nvme, "100Gi", a -> a.host("automatic1111"));

        // The document wants no second factor and no forward authentication until all infrastructure stands.
        var auth = apps.in(new Namespace(apps, "auth"));
        var signing = new SopsSecret(auth, "authentik-key", Resource.of("k3s-home/authentik.sops.yaml"));
        var postgres = new Postgres(auth, "postgres", replicated, "10Gi");
        new Authentik(auth, "authentik", postgres, signing.key("secret-key"), a -> a.host("authentik"));

        var household = media.in(new Namespace(media, "media"));
        // The document has the R730's directories, and neither its address nor whom the files belong to.
        var films = new NfsMount("library", "192.168.10.20", "/mnt/rust/media");
        var r730 = new MediaStore(
                household,
                "r730",
                films.server(),
                new Directory("/mnt/nvme_storage", "1T"),
                new Directory(films.path(), "30T"),
                new Owner(1000, 1000));
        new Jellyfin(
                household,
                "jellyfin",
                r730,
                j -> j.host("jellyfin").transcoding(quickSync).scratch(localPath, "20Gi"));
        new Plex(
                household,
                "plex",
                r730,
                p -> p.host("plex").transcoding(quickSync).scratch(localPath, "20Gi"));
        var sabnzbd = new Sabnzbd(household, "sabnzbd", r730, s -> s.host("sabnzbd"));
        var prowlarr = new Prowlarr(household, "prowlarr", r730, p -> p.host("prowlarr"));
        new Sonarr(
                household,
                "sonarr",
                r730,
                s -> s.host("sonarr").downloads(sabnzbd).indexers(prowlarr));
        new Radarr(
                household,
                "radarr",
                r730,
                r -> r.host("radarr").downloads(sabnzbd).indexers(prowlarr));
        new Whisparr(
                household,
                "whisparr",
                r730,
                w -> w.host("whisparr").downloads(sabnzbd).indexers(prowlarr));

        var watchers = new Namespace(
                monitoring,
                "namespace",
                n -> n.named("monitoring").privileged("exporters and the log shipper read their nodes"));
        var watching = monitoring.in(watchers);
        var grafana = new SopsSecret(watching, "grafana-admin", Resource.of("k3s-home/grafana-admin.sops.yaml"));
        var loki = new Loki(watching, "loki", replicated, "50Gi");
        var alloy = new Alloy(watching, "alloy").to(loki);
        var dcgm = new DcgmExporter(watching, "dcgm-exporter", nvidia);
        var prometheus = new PrometheusStack(
                        watching,
                        "kube-prometheus-stack",
                        replicated,
                        grafana.key("admin-password"),
                        p -> p.host("grafana"))
                .show(loki)
                .show(Dashboard.NVIDIA_DCGM);

        var velero = new Velero(veleroStage, "velero");
        var encryption = new SopsSecret(velero.namespace(), "encryption", Resource.of("k3s-home/velero.sops.yaml"));
        velero.password(encryption.key("repository-password")).leaveOut(films);
        var objects = new Namespace(veleroStage, "objects", n -> n.named("minio"));
        var minio = new Minio(veleroStage.in(objects), "minio", sasSsd, "500Gi");
        var local = velero.location("local", minio);
        // The document names Backblaze B2, and neither region nor bucket.
        var b2 = new SopsSecret(velero.namespace(), "backblaze", Resource.of("k3s-home/backblaze.sops.yaml"));
        var offsite = velero.location(
                "backblaze",
                new S3("https://s3.us-west-004.backblazeb2.com", "us-west-004", "k3s-home-velero"),
                b2.key("cloud"));
        velero.daily("daily-local", local, d -> d.at(2, 0).keep(Duration.ofDays(14)));
        // Metrics and logs are other bytes every day, which Backblaze takes money for, and are gone from Prometheus
        // sooner.
        velero.daily(
                "daily-offsite",
                offsite,
                d -> d.at(4, 0).keep(Duration.ofDays(30)).without(watchers));

        for (Measured system : List.of(longhorn, velero, minio, loki, alloy, dcgm)) {
            system.metricsTo(prometheus);
        }

        new Isolation(this, "isolation", Dialect.CILIUM, ai, auth, household);
        for (Component system : List.of(certManager, longhorn, watchers, velero, objects)) {
            system.waive(Policies.DEFAULT_DENY, "apps are isolated; who talks to whom here, charts do not tell");
        }
    }

    private static void optiPlex(MachineSettings machine) {
        machine.label("bgp", "enabled").device("gpu.intel.com/i915", 1).disk(DISK);
    }
}
