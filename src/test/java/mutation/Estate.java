package mutation;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Scope;
import espalier.Stage;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.flux.OciRepository;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Manifests;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import espalier.platform.K3s;
import espalier.platform.Machine;
import java.util.function.Consumer;

/**
 * A household's cluster with a bit of everything, made only to be broken: all constructs, and beside them plain manifests of
 * the kinds that people bring along. Nothing is wrong with it.
 */
public final class Estate extends Cluster {
    private static final String BECAUSE = "it is somebody's YAML, taken as it is";

    private final Stage operators;

    public Estate(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.34").flux("2.7.5").strictOrder());
        machines();
        operators = new Stage(this, "operators");
        var configuration = new Stage(this, "configuration", s -> s.after(operators));
        var apps = new Stage(this, "apps", s -> s.after(configuration));

        var namespaces = new Component(operators, "namespaces") {};
        var networking = new Namespace(namespaces, "networking", n -> n.named("networking"));
        var certificates = new Namespace(namespaces, "cert-manager", n -> n.named("cert-manager"));
        var security = new Namespace(namespaces, "security", n -> n.named("security"));
        var databases = new Namespace(namespaces, "databases", n -> n.named("databases"));
        var monitoring = new Namespace(namespaces, "monitoring", n -> n.named("monitoring"));
        var media = new Namespace(namespaces, "media", n -> n.named("media").label("orchard.example/routes", "edge"));
        var household = new Namespace(namespaces, "apps", n -> n.named("apps"));
        networks(networking, certificates);
        secrets(security);
        storage();
        data(databases);
        metrics(monitoring);

        manifests(configuration.in(networking), "networking");
        manifests(configuration.in(security), "secrets");
        manifests(configuration.in(NamespaceHandle.FLUX_SYSTEM), "fluxcd");
        manifests(apps.in(databases), "databases");
        manifests(apps.in(databases), "bucket");
        manifests(apps.in(monitoring), "monitoring");
        manifests(apps.in(media), "jellyfin");
        manifests(apps.in(media), "photos");
        new Household(apps, household, networking, monitoring);
    }

    private void machines() {
        var k3s = new K3s(
                this,
                "v1.34.1+k3s1",
                k -> k.flags(
                                "--flannel-backend=none",
                                "--disable-network-policy",
                                "--disable-kube-proxy",
                                "--disable=servicelb,traefik,local-storage")
                        .machines("10.20.0.0/24")
                        .router("10.20.0.1", 64513)
                        .as(64512));
        new Machine(k3s, "rack1", "10.20.0.11", m -> m.controlPlane().label("bgp", "enabled"));
        new Machine(
                k3s,
                "rack2",
                "10.20.0.12",
                m -> m.label("orchard.example/gpu", "nvidia").device("nvidia.com/gpu", 1));
    }

    private static void manifests(Scope scope, String id) {
        new Manifests(scope, id, BECAUSE, Resource.of("estate/" + id + ".yaml"));
    }

    private void networks(Namespace networking, Namespace certificates) {
        chart(
                networking,
                "gateway-helm",
                h -> h.bringsCrd("gateway.networking.k8s.io", "GatewayClass", "gatewayclasses")
                        .bringsCrd("gateway.networking.k8s.io", "Gateway", "gateways")
                        .bringsCrd("gateway.networking.k8s.io", "HTTPRoute", "httproutes")
                        .bringsCrd("gateway.networking.k8s.io", "ReferenceGrant", "referencegrants")
                        .bringsCrd("gateway.envoyproxy.io", "EnvoyProxy", "envoyproxies"));
        chart(networking, "tailscale-operator", h -> {});
        chart(NamespaceHandle.KUBE_SYSTEM, "nvidia-device-plugin", h -> {});
        chart(
                networking,
                "traefik",
                h -> h.bringsCrd("traefik.io", "IngressRoute", "ingressroutes")
                        .bringsCrd("traefik.io", "Middleware", "middlewares"));
        chart(
                NamespaceHandle.KUBE_SYSTEM,
                "cilium",
                h -> h.value(true, "kubeProxyReplacement")
                        .value(true, "bgpControlPlane", "enabled")
                        .value("kubernetes", "ipam", "mode")
                        .bringsCrd("cilium.io", "CiliumLoadBalancerIPPool", "ciliumloadbalancerippools")
                        .bringsCrd("cilium.io", "CiliumBGPClusterConfig", "ciliumbgpclusterconfigs")
                        .bringsCrd("cilium.io", "CiliumBGPPeerConfig", "ciliumbgppeerconfigs")
                        .bringsCrd("cilium.io", "CiliumBGPAdvertisement", "ciliumbgpadvertisements")
                        .bringsCrd("cilium.io", "CiliumNetworkPolicy", "ciliumnetworkpolicies"));
        chart(
                certificates,
                "cert-manager",
                h -> h.bringsCrd("cert-manager.io", "Certificate", "certificates")
                        .bringsCrd("cert-manager.io", "ClusterIssuer", "clusterissuers"));
    }

    private void secrets(Namespace security) {
        chart(
                security,
                "external-secrets",
                h -> h.bringsCrd("external-secrets.io", "ClusterSecretStore", "clustersecretstores")
                        .bringsCrd("external-secrets.io", "ExternalSecret", "externalsecrets"));
        chart(
                NamespaceHandle.KUBE_SYSTEM,
                "sealed-secrets",
                h -> h.bringsCrd("bitnami.com", "SealedSecret", "sealedsecrets"));
        new BootstrapSecret(
                operators.in(security),
                "doppler-token",
                s -> s.given("dopplerToken", "the token of a service account of Doppler"));
        new BootstrapSecret(
                operators.in(NamespaceHandle.FLUX_SYSTEM),
                "chat-webhook",
                s -> s.given("address", "the webhook of the channel"));
    }

    private void storage() {
        Text driver =
                external().clusterScoped("storage.k8s.io", "CSIDriver", "disks.csi.example", "the nodes bring it");
        new StorageClass(
                operators, "fast", driver, s -> s.bindWhenUsed().expandable().byDefault());
        chart(
                NamespaceHandle.KUBE_SYSTEM,
                "volsync",
                h -> h.bringsCrd("volsync.backube", "ReplicationSource", "replicationsources")
                        .bringsCrd("volsync.backube", "ReplicationDestination", "replicationdestinations")
                        .bringsCrd("snapshot.storage.k8s.io", "VolumeSnapshotClass", "volumesnapshotclasses"));
        manifests(operators, "snapshots");
    }

    private void data(Namespace databases) {
        chart(
                databases,
                "cloudnative-pg",
                h -> h.bringsCrd("postgresql.cnpg.io", "Cluster", "clusters")
                        .bringsCrd("postgresql.cnpg.io", "ScheduledBackup", "scheduledbackups")
                        .bringsCrd("postgresql.cnpg.io", "Pooler", "poolers")
                        .bringsCrd("postgresql.cnpg.io", "Database", "databases"));
    }

    private void metrics(Namespace monitoring) {
        chart(
                monitoring,
                "metrics",
                h -> h.bringsCrd("monitoring.coreos.com", "ServiceMonitor", "servicemonitors")
                        .bringsCrd("monitoring.coreos.com", "PodMonitor", "podmonitors")
                        .bringsCrd("monitoring.coreos.com", "PrometheusRule", "prometheusrules")
                        .bringsCrd("monitoring.coreos.com", "Probe", "probes"));
        chart(
                monitoring,
                "keda",
                h -> h.bringsCrd("keda.sh", "ScaledObject", "scaledobjects")
                        .bringsCrd("keda.sh", "TriggerAuthentication", "triggerauthentications"));
        external().namespaced(monitoring, "", "Service", "prometheus-operated", "the operator of metrics makes it");
        Scope inside = operators.in(monitoring);
        new BootstrapSecret(
                inside,
                "grafana-admin",
                s -> s.random("admin-user", "keeper-", 8).password("admin-password"));
        new BootstrapSecret(
                inside, "scrape-login", s -> s.random("username", "scraper-", 8).password("password"));
    }

    /** An operator's chart; half of them come from a registry, half from a repository of the old kind. */
    private void chart(NamespaceHandle namespace, String id, Consumer<HelmRelease.HelmReleaseSettings> brings) {
        var component = new Component(operators.in(namespace), id) {};
        if (id.length() % 2 == 0) {
            var chart = new OciRepository(component, "oci://ghcr.io/orchard/charts/" + id, "1.4.2");
            new HelmRelease(component, chart, CrdOwner.RELEASE, brings);
        } else {
            var charts = new HelmRepository(component, "https://charts.orchard.example/" + id);
            new HelmRelease(component, charts.chart(id, "1.4.2"), CrdOwner.RELEASE, brings);
        }
    }
}
