package clusters.kyrion;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.OwnAccounts;
import espalier.kubernetes.Storage;
import espalier.platform.K3s;
import espalier.platform.Machine;
import espalier.policy.DefaultDeny;
import espalier.policy.NoPlainSecret;
import espalier.policy.PolicySets;
import espalier.rules.Policies;
import infra.certmanager.CertManager;
import infra.gpu.IntelGpus;
import infra.gpu.NodeFeatures;
import infra.gpu.Transcoding;
import infra.onechart.OneChart;
import infra.rclone.CsiRclone;
import infra.sealedsecrets.SealedSecrets;
import java.time.Duration;
import java.util.List;

/** Elysium: K3s behind Tailscale, with its media, AI, runners and tools, and everything that watches over them. */
public final class Kyrion extends Cluster {
    /** Why what everything stands on is not isolated. */
    static final String NOT_TOLD = "apps are isolated; who talks to whom here, charts do not tell";

    public Kyrion(Fleet fleet, String name) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33")
                        .flux("2.7.5")
                        .git("ssh://git@github.com/example/elysium", "main")
                        .sourceInterval(Duration.ofHours(1))
                        .retryInterval(Duration.ofMinutes(5))
                        .versions(Resource.of("kyrion/versions.yaml"))
                        .policies(PolicySets.SAFE_PODS)
                        .policies(PolicySets.LEAST_PRIVILEGE)
                        .policies(new NoPlainSecret(), new DefaultDeny()));
        var repositories = new Repositories(in(NamespaceHandle.FLUX_SYSTEM));
        platform(repositories.all, new OneChart(), new OwnAccounts(), new Categories());

        // The document has the cluster in a private network, and neither its machines nor their addresses.
        var k3s = new K3s(
                this,
                "v1.33.5+k3s1",
                k -> k.flag("--disable=traefik", "Traefik comes from git, with its own version and settings")
                        .flag("--nonroot-devices", "Plex and the models reach the graphics as users of their own")
                        .machines("192.168.20.0/24"));
        var machine = new Machine(
                k3s, "kyrion", "192.168.20.10", m -> m.controlPlane().device("gpu.intel.com/i915", 1));

        platform(Storage.on(k3s.localPath()));

        var controllers = new Stage(this, "infra-controllers");
        var configs = new Stage(this, "infra-configs", s -> s.after(controllers));
        var apps = new Stage(this, "apps", s -> s.after(configs));
        var monitoringControllers = new Stage(this, "monitoring-controllers");
        var monitoringConfigs = new Stage(this, "monitoring-configs", s -> s.after(monitoringControllers));
        var alone = new Stage(this, "capacitor");

        var sealedSecrets = new SealedSecrets(controllers, "sealed-secrets");
        platform(sealedSecrets);
        var variables = new Variables(controllers);
        var certManager = new CertManager(controllers, "cert-manager");

        var plugins = new Namespace(
                controllers,
                "intel-device-plugins-system",
                n -> n.privileged("the plugin hands out devices of its machine, and discovery reads what is in it"));
        var devices = controllers.in(plugins);
        var graphics = new IntelGpus(
                        devices, "intel-gpus", k3s, new NodeFeatures(devices, "node-features"), i -> i.shared(4))
                .quickSync();
        platform(Transcoding.on(graphics));

        var network = new Network(controllers, configs, k3s, certManager, variables);
        platform(network.waysIn());
        var tools = new Tools(configs, apps, k3s.localPath());
        Images.followed(apps, tools.feeds.login());
        new Runners(this, controllers, configs);
        var development = new Development(configs, apps, k3s.localPath(), network.tailnet());
        new Upgrades(controllers, configs, k3s, repositories.rancherCharts);
        new Dashboard(alone, repositories.capacitor);

        var rclone = new CsiRclone(controllers, "csi-rclone");
        var arkham = new Arkham(apps, k3s.localPath(), rclone);
        var ai = new Ai(apps, k3s.localPath(), graphics);

        new Isolation(this, "isolation", Dialect.KUBERNETES, arkham.namespace, ai.namespace());
        var observability =
                new Observability(controllers, monitoringControllers, monitoringConfigs, k3s.localPath(), machine);
        observability.measure(sealedSecrets, certManager, network.traefik(), tools.n8n, tools.mediamtx);
        observability.trace(network.traefik(), tools.n8n, ai.chat(), development.fission);
        new AzureArc(controllers, observability);

        for (Component system : List.of(sealedSecrets, certManager, plugins, rclone)) {
            system.waive(Policies.DEFAULT_DENY, NOT_TOLD);
        }
    }
}
