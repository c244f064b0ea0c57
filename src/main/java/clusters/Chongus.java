package clusters;

import apps.PaperlessNgx;
import apps.media.Jellyfin;
import espalier.Cluster;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.flux.Charts;
import espalier.flux.FluxInstance;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Owner;
import espalier.platform.Machine;
import espalier.platform.Machine.MachineSettings;
import espalier.platform.Talos;
import espalier.policy.BackedUp;
import espalier.policy.Naming;
import espalier.policy.OwnChartSource;
import espalier.policy.PreferredGateway;
import espalier.policy.SecretsFromVault;
import espalier.policy.VolSyncBackups;
import infra.CloudflareTunnel;
import infra.CoreDns;
import infra.ExternalDns;
import infra.FluxOperator;
import infra.MediaStore;
import infra.Minio;
import infra.NfsMount;
import infra.OpenEbsHostpath;
import infra.Reloader;
import infra.S3;
import infra.apptemplate.AppTemplate;
import infra.certmanager.CertManager;
import infra.cilium.Cilium;
import infra.cnpg.CloudNativePg;
import infra.cnpg.PostgresCluster;
import infra.envoy.EnvoyGateway;
import infra.externalsecrets.ExternalSecret;
import infra.externalsecrets.ExternalSecrets;
import infra.gateway.Gateway;
import infra.gateway.GatewayApi;
import infra.gateway.TwoGateways;
import infra.gpu.NvidiaGpus;
import infra.gpu.Transcoding;
import infra.keda.Keda;
import infra.keda.OnlyWhile;
import infra.monitoring.AlertRules;
import infra.monitoring.Alloy;
import infra.monitoring.AwairExporter;
import infra.monitoring.BlackboxExporter;
import infra.monitoring.FluxAlerts;
import infra.monitoring.Grafana;
import infra.monitoring.GraphiteExporter;
import infra.monitoring.Loki;
import infra.monitoring.Measured;
import infra.monitoring.Prometheus;
import infra.monitoring.PrometheusCrds;
import infra.monitoring.PrometheusRules;
import infra.monitoring.Thanos;
import infra.rook.BlockPool.Compression;
import infra.rook.CephCluster;
import infra.rook.Rook;
import infra.snapshots.SnapshotController;
import infra.volsync.VolSync;
import java.time.Duration;
import java.util.List;

/** The household's Talos on three R730s: Ceph on their SSDs, Envoy Gateway, secrets of Doppler, and volumes backed up twice. */
public final class Chongus extends Cluster {
    private static final String SSD = "Samsung SSD 870 EVO 2TB";

    public Chongus(Fleet fleet, String name) {
        super(
                fleet,
                name,
                c -> Household.settings(c)
                        .kubernetes("1.33.0")
                        .flux("2.7.5")
                        .policies(new OwnChartSource(), new SecretsFromVault(), new VolSyncBackups(), new BackedUp(2))
                        .policies(new espalier.policy.GatewayApi(), new PreferredGateway("envoy-internal"))
                        .policies(new Naming("rook-ceph", "cert-manager", "external-secrets")));
        platform(Charts.OWN_OCI, new AppTemplate().annotation("reloader.stakater.com/auto", "true"));

        var talos = new Talos(
                this,
                "1.10.6",
                t -> t.withoutCni()
                        .withoutKubeProxy()
                        .withoutCoreDns()
                        .withoutHostDns()
                        .extensions(
                                "siderolabs/nonfree-kmod-nvidia-production",
                                "siderolabs/nvidia-container-toolkit-production")
                        .kernelModules("nvidia", "nvidia_uvm", "nvidia_drm", "nvidia_modeset")
                        .userVolumes("local-hostpath")
                        .schedulingOnControlPlanes()
                        .machines("172.30.11.0/24"));
        new Machine(talos, "chongus1", "172.30.11.1", Chongus::r730);
        new Machine(talos, "chongus2", "172.30.11.2", Chongus::r730);
        new Machine(talos, "chongus3", "172.30.11.3", Chongus::r730);

        var flux = in(NamespaceHandle.FLUX_SYSTEM);
        var gatewayApi = new GatewayApi(flux, "gateway-api", "v1.6.1");
        var externalDnsCrds = ExternalDns.definitions(flux, "external-dns-crds");
        var kedaCrds = Keda.definitions(flux, "keda-crds");
        var externalSecretsCrds = ExternalSecrets.definitions(flux, "external-secrets-crds");
        var prometheusCrds = new PrometheusCrds(flux, "prometheus-operator-crds");
        var cilium = new Cilium(
                in(NamespaceHandle.KUBE_SYSTEM),
                "cilium",
                talos,
                c -> c.version("1.20.1")
                        .kubernetesIpam()
                        .nativeRouting()
                        .maglev()
                        .directServerReturn()
                        .bbr()
                        .bigTcp()
                        .hubble());
        cilium.gatewayClass(gatewayApi);
        var addresses = cilium.pool("services", "172.22.12.0/24");
        cilium.waive(
                Cilium.UNANNOUNCED,
                "the document names the pool, and not how the router hears of it, nor any number of BGP");
        var coreDns = new CoreDns(in(NamespaceHandle.KUBE_SYSTEM), "coredns", talos, cilium.network());
        var certManager = new CertManager(this, "cert-manager");
        var fluxOperator = new FluxOperator(flux, "flux-operator");
        new FluxInstance(this, "flux-instance", f -> f.memory("2Gi"));
        var doppler = new ExternalSecrets(this, "external-secrets", externalSecretsCrds)
                .doppler("doppler", "a service token of Doppler that may read the configuration of this cluster");
        platform(doppler);

        new SnapshotController(in(NamespaceHandle.KUBE_SYSTEM), "snapshot-controller");
        var rook = new Rook(this, "rook-ceph");
        var ceph = new CephCluster(this, "rook-ceph-cluster", rook, talos, SSD);
        var cephBlock = ceph.blockPool(
                "ceph-blockpool",
                p -> p.replicas(3)
                        .compression(Compression.AGGRESSIVE, "zstd")
                        .storageClass("ceph-block")
                        .byDefault());
        var hostpath = new OpenEbsHostpath(this, "openebs", talos, "/var/mnt/local-hostpath").storageClass();

        // What brings volumes and databases back must not lie on Ceph, whose loss it is for. The document has NAS and
        // MinIO, and neither where MinIO runs, nor a path, nor whom the files belong to.
        var minio = new Minio(
                in(new Namespace(this, "storage")),
                "minio",
                new NfsMount("data", Household.NAS, "/mnt/tank/minio"),
                new Owner(1000, 1000),
                m -> {});

        var volsync = new VolSync(
                this, "volsync", cephBlock.storageClass(), cephBlock.snapshotClass(), hostpath, v -> v.cache("4Gi"));
        volsync.hourly("minio", minio, r -> r.keepHourly(24).keepDaily(7).keepWeekly(5));
        // The document names Backblaze B2, and neither region nor bucket.
        volsync.daily(
                "b2",
                new S3("https://s3.us-west-004.backblazeb2.com", "us-west-004", "chongus-volsync"),
                r -> r.keepDaily(7));
        platform(volsync);

        var database = in(new Namespace(this, "database"));
        var cloudNativePg = new CloudNativePg(database, "cloudnative-pg");
        var postgres = new PostgresCluster(
                database,
                "postgres",
                cephBlock.storageClass(),
                "20Gi",
                p -> p.instances(3)
                        .archive(
                                minio,
                                a -> a.keep(Duration.ofDays(14))
                                        .compression("bzip2")
                                        .schedule("@daily")));

        new Reloader(in(NamespaceHandle.KUBE_SYSTEM), "reloader");
        // The document has NVIDIA cards in the machines, and not how many.
        var nvidia = new NvidiaGpus(in(NamespaceHandle.KUBE_SYSTEM), "nvidia-gpus", talos, n -> {});
        platform(Transcoding.on(nvidia.gpu()));

        var network = in(new Namespace(this, "network"));
        // Apart from cert-manager, which stands before the vault does.
        var certificates = in(certManager.namespace().placement().namespace());
        var cloudflare = new BootstrapSecret(
                certificates,
                "cloudflare",
                s -> s.named("cloudflare").given("api-token", "a Cloudflare API token that may edit DNS of the zone"));
        var letsEncrypt = certManager.letsEncrypt(certificates, cloudflare.key("api-token"));
        var envoy = new EnvoyGateway(network, "envoy-gateway", gatewayApi);
        var internal = new Gateway(
                network,
                "envoy-internal",
                envoy,
                addresses.at("172.22.12.1"),
                Household.DOMAIN,
                letsEncrypt,
                g -> g.redirectsToHttps());
        var external = new Gateway(
                network,
                "envoy-external",
                envoy,
                addresses.at("172.22.12.2"),
                Household.DOMAIN,
                letsEncrypt,
                g -> g.redirectsToHttps());
        platform(new TwoGateways(internal, external));
        new ExternalDns(
                network,
                "external-dns",
                Household.DOMAIN,
                d -> d.services().routes(gatewayApi).records(externalDnsCrds));
        // What `cloudflared tunnel create` writes stands in Doppler as it is.
        var tunnel = new ExternalSecret(
                in(NamespaceHandle.FLUX_SYSTEM),
                "cloudflare-tunnel-id",
                doppler,
                s -> s.extract("CLOUDFLARE_TUNNEL").template("CLOUDFLARE_TUNNEL_ID", "{{ .TunnelID }}"));
        var token = new ExternalSecret(
                network,
                "cloudflare-tunnel-token",
                doppler,
                s -> s.extract("CLOUDFLARE_TUNNEL")
                        .template(
                                "TUNNEL_TOKEN",
                                "{{ toJson (dict \"a\" .AccountTag \"t\" .TunnelID \"s\" .TunnelSecret) | b64enc }}"));
        new CloudflareTunnel(
                network,
                "cloudflare-tunnel",
                external,
                "external",
                tunnel.key("CLOUDFLARE_TUNNEL_ID").substituted(),
                token.key("TUNNEL_TOKEN"));

        var watching = in(new Namespace(
                this, "observability", n -> n.privileged("exporters and the log shipper read their nodes")));
        var prometheus = new Prometheus(
                watching,
                "kube-prometheus-stack",
                cephBlock.storageClass(),
                p -> p.retention(Duration.ofDays(14))
                        .size("55Gi")
                        .scrapeEvery(Duration.ofMinutes(1))
                        .memory("2Gi")
                        .alertmanagerSize("1Gi")
                        .resolveAfter(Duration.ofMinutes(5)));
        var thanos = new Thanos(watching, "thanos", prometheus, minio, hostpath, t -> {});
        var loki = new Loki(watching, "loki", cephBlock.storageClass(), "50Gi");
        var alloy = new Alloy(watching, "alloy").to(loki);
        var grafana = new Grafana(watching, "grafana", cephBlock.storageClass(), g -> {})
                .show(prometheus)
                .show(thanos)
                .show(loki);
        var blackbox = new BlackboxExporter(watching, "blackbox-exporter")
                .ping("nas", Household.NAS)
                .tcp("nas-nfs", Household.NAS + ":2049");
        // The document has both exporters, and neither the monitors' addresses nor what sends to the other.
        var awair = new AwairExporter(watching, "awair-exporter", "awair.rtrox.io");
        var graphite = new GraphiteExporter(watching, "graphite-exporter", g -> g.at(addresses.at("172.22.12.9")));
        for (Measured system : List.of(
                fluxOperator,
                rook,
                ceph,
                minio,
                volsync,
                cloudNativePg,
                postgres,
                thanos,
                loki,
                alloy,
                grafana,
                blackbox,
                awair,
                graphite)) {
            system.metricsTo(prometheus);
        }
        new FluxAlerts(watching, "flux-alerts", prometheus.alertmanager());
        new PrometheusRules(watching, "volsync-rules", AlertRules.VOLSYNC);
        new PrometheusRules(watching, "cloudnative-pg-rules", AlertRules.CLOUD_NATIVE_PG);
        new PrometheusRules(watching, "flux-rules", AlertRules.FLUX);

        // The document has the NAS, and neither its directories nor whom their files belong to.
        var media = in(new Namespace(this, "media"));
        var films = new MediaStore(
                media,
                "films",
                new NfsMount("library", Household.NAS, "/mnt/tank/media"),
                "10Gi",
                new Owner(1000, 1000));
        var jellyfin =
                new Jellyfin(media, "jellyfin", films, j -> j.host("jellyfin").transcoding());
        new Keda(this, "keda", kedaCrds);
        new OnlyWhile(
                media,
                "jellyfin-while-nas",
                jellyfin.deployment(),
                prometheus.prometheus(),
                BlackboxExporter.success(Household.NAS + ":2049"));
        var home = in(NamespaceHandle.DEFAULT);
        new PaperlessNgx(home, "paperless-ngx", postgres, p -> p.host("paperless"));

        for (Scope crds : List.of(externalDnsCrds, gatewayApi, kedaCrds, prometheusCrds, externalSecretsCrds)) {
            talos.beforeFlux("crds", crds, "the document brings these definitions before anything else");
        }
        for (Scope core : List.of(cilium, coreDns, certManager, fluxOperator, cloudNativePg, rook)) {
            talos.beforeFlux("core", core, "the document brings it before Flux");
        }
    }

    private static void r730(MachineSettings machine) {
        machine.controlPlane().device("nvidia.com/gpu", 1).bareDisks(SSD, 2);
    }
}
