package broken;

import apps.Authentik;
import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.flux.SopsSecret;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Namespace;
import espalier.platform.K3s;
import espalier.platform.Machine;
import infra.LocalPath;
import infra.Postgres;
import infra.gpu.NodeFeatures;
import infra.longhorn.Longhorn;
import infra.monitoring.Alloy;
import infra.monitoring.Loki;
import infra.monitoring.PrometheusCrds;
import infra.monitoring.PrometheusStack;

/**
 * What the document of k3s-home lists as its known issues, each made again: none would get as far as the cluster any more.
 *
 * <p>Each is a part of k3s-home with the one mistake in it.
 */
public final class KnownIssues {
    private static final String RECIPIENT = "age1c2qy55akvqk98az0nc25n6lmr4gs4wyph9h0zqvuj0ydxuu3pfvqueq4z9";

    private KnownIssues() {}

    private static Longhorn longhorn(Stage stage, K3s k3s) {
        return new Longhorn(stage, "longhorn", k3s, l -> {});
    }

    private static K3s house(Cluster cluster) {
        var k3s = new K3s(cluster, "v1.33.5+k3s1", k -> k.flag("--disable=local-storage", "Longhorn's is the default"));
        new Machine(k3s, "k3s-master1", "192.168.10.30", m -> m.controlPlane().disk("/var/lib/longhorn"));
        return k3s;
    }

    /** Authentik on its database, with the key {@code key} of {@code file}. */
    private static Authentik authentik(Cluster cluster, String file, String key) {
        var k3s = house(cluster);
        var storage = new Stage(cluster, "longhorn");
        var tier = longhorn(storage, k3s).defaultTier(t -> t.replicas(1));
        var apps = new Stage(cluster, "apps", s -> s.after(storage));
        var auth = apps.in(new Namespace(apps, "auth"));
        var secret = new SopsSecret(auth, "authentik-secret-key", Resource.of(file));
        return new Authentik(auth, "authentik", new Postgres(auth, "postgres", tier, "5Gi"), secret.key(key), a -> {});
    }

    /** "Authentik secret missing": its file was never encrypted and committed. */
    public static final class AuthentikFile extends Cluster {
        public AuthentikFile(Fleet fleet, String name) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").sops(RECIPIENT));
            authentik(this, "k3s-home/authentic.sops.yaml", "secret-key");
        }
    }

    /** "Authentik secret missing": the file has no such key, and another Secret, named by hand, is in no file. */
    public static final class AuthentikSecret extends Cluster {
        public AuthentikSecret(Fleet fleet, String name) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").sops(RECIPIENT));
            var authentik = authentik(this, "k3s-home/authentik.sops.yaml", "secret_key");
            patch(
                    authentik,
                    "the password of its mail server stands there",
                    p -> p.kind("HelmRelease").merge("{spec: {valuesFrom: [{kind: Secret, name: authentik-mail}]}}"));
        }
    }

    /** "Intel GPU CRDs not installed": the plugin's resource stands in git, and nobody brings its definition. */
    public static final class IntelGpuDefinitions extends Cluster {
        public IntelGpuDefinitions(Fleet fleet, String name) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
            var runtime = new Stage(this, "runtime");
            new NodeFeatures(runtime, "node-features");
            new CustomResource(
                    runtime,
                    "intel-gpu",
                    "deviceplugin.intel.com/v1",
                    "GpuDevicePlugin",
                    p -> p.clusterScoped().spec("image", "intel/intel-gpu-plugin:0.36.0"));
        }
    }

    /** "Monitoring stack using ephemeral local-path storage". */
    public static final class MonitoringStorage extends Cluster {
        public MonitoringStorage(Fleet fleet, String name) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").sops(RECIPIENT));
            var runtime = new Stage(this, "runtime");
            var local = new LocalPath(runtime, "local-path", "/var/lib/rancher/k3s/storage").storageClass();
            new PrometheusCrds(runtime, "prometheus-crds");
            var monitoring = new Stage(this, "monitoring", s -> s.after(runtime));
            var namespace = new Namespace(
                    monitoring, "namespace", n -> n.named("monitoring").privileged("the node exporter reads its node"));
            var admin = new SopsSecret(
                    monitoring.in(namespace), "grafana-admin", Resource.of("k3s-home/grafana-admin.sops.yaml"));
            new PrometheusStack(monitoring.in(namespace), "prometheus", local, admin.key("admin-password"), s -> {});
            new Alloy(monitoring.in(namespace), "alloy").to(new Loki(monitoring.in(namespace), "loki", local, "20Gi"));
        }
    }

    /** "Fixed Flux dependency chain issues": the storage comes after what stands on it, and a dependency is misspelt. */
    public static final class DependencyChain extends Cluster {
        public DependencyChain(Fleet fleet, String name) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
            var k3s = house(this);
            var crds = new Stage(this, "crds");
            new PrometheusCrds(crds, "prometheus-crds");
            var monitoring = new Stage(this, "monitoring", s -> s.after(crds));
            var storage = new Stage(this, "longhorn", s -> s.after(monitoring));
            var tier = longhorn(storage, k3s).defaultTier(t -> t.replicas(1));
            var loki = new Loki(monitoring, "loki", tier, "20Gi");
            new Alloy(monitoring, "alloy").to(loki);
            patch(
                    loki,
                    "it has to wait",
                    p -> p.kind("Kustomization").merge("{spec: {dependsOn: [{name: infrastructure-runtime}]}}"));
        }
    }
}
