package clusters.kyrion;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.kubernetes.Storage;
import espalier.platform.K3s;
import espalier.platform.Machine;
import espalier.policy.DefaultDeny;
import espalier.policy.NoPlainSecret;
import espalier.policy.PolicySets;
import espalier.rules.Policies;
import infra.certmanager.CertManager;
import java.time.Duration;
import java.util.List;

/** Elysium: K3s behind Tailscale, with its media, AI, runners and tools, and everything that watches over them. */
public final class Kyrion extends Cluster {
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
        var repositories = new Repositories(in(NamespaceHandle.FLUX_SYSTEM), "repositories");
        platform(repositories);

        // The document has the cluster in a private network, and neither its machines nor their addresses.
        var k3s = new K3s(
                this,
                "v1.33.5+k3s1",
                k -> k.flag("--disable=traefik", "Traefik comes from git, with its own version and settings")
                        .machines("192.168.20.0/24"));
        new Machine(k3s, "kyrion", "192.168.20.10", m -> m.controlPlane().device("gpu.intel.com/i915", 1));

        platform(Storage.on(k3s.localPath()));

        var controllers = new Stage(this, "infra-controllers");
        var configs = new Stage(this, "infra-configs", s -> s.after(controllers));
        var apps = new Stage(this, "apps", s -> s.after(configs));
        var monitoringControllers = new Stage(this, "monitoring-controllers");
        var monitoringConfigs = new Stage(this, "monitoring-configs", s -> s.after(monitoringControllers));
        var capacitor = new Stage(this, "capacitor");

        var certManager = new CertManager(controllers, "cert-manager");

        for (Component system : List.of(certManager)) {
            system.waive(Policies.DEFAULT_DENY, "apps are isolated; who talks to whom here, charts do not tell");
        }
    }
}
