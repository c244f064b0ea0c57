package bench;

import espalier.Cluster;
import espalier.Espalier;
import espalier.Fleet;
import espalier.Stage;
import espalier.cdk8s.CdkChart;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import java.nio.file.Path;

/** The charts of {@link CdkApp} as components of a cluster, checked, ordered and laid out: {@code CdkBench synth N OUT}. */
public final class CdkBench {
    private CdkBench() {}

    public static void main(String[] args) {
        int count = Integer.parseInt(args[1]);
        String[] synth = {"synth", "--out", Path.of(args[2]).toAbsolutePath().toString()};
        System.exit(Espalier.run(
                synth, fleet -> fleet.cluster("bench", (f, name) -> new ChartsCluster(f, name, count))));
    }

    private static final class ChartsCluster extends Cluster {
        ChartsCluster(Fleet fleet, String name, int count) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
            String because = "the reference has none";
            var base = new Stage(this, "base");
            var driver = external().clusterScoped("storage.k8s.io", "CSIDriver", "disk.example.com", because);
            var gateway = external().namespace("gateway", because);
            external().namespaced(gateway, "gateway.networking.k8s.io", "Gateway", "public", because);
            external().clusterScoped("external-secrets.io", "ClusterSecretStore", "vault", because);
            for (String group : new String[] {"gateway.networking.k8s.io", "external-secrets.io", "monitoring.coreos.com"}) {
                external().kinds(group, because);
            }
            new StorageClass(base, "fast", driver, s -> {});
            var namespace = new Namespace(base, "bench");
            var apps = new Stage(this, "apps", s -> s.after(base));
            for (int i = 0; i < count; i++) {
                var chart = new CdkChart(apps.in(namespace), CdkApp.name(i));
                new CdkApp.Component(chart, CdkApp.name(i), i % 10 == 0 ? null : CdkApp.name(i - 1));
            }
        }
    }
}
