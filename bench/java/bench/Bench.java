package bench;

import espalier.Cluster;
import espalier.Espalier;
import espalier.Fleet;
import espalier.LabelConvention;
import espalier.Stage;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import java.nio.file.Path;

/**
 * A cluster of N components with ten objects each, a chain of dependencies in every ten: {@code Bench synth N OUT}, whose
 * first word tells the launcher which runs are alike. With {@code ESPALIER_BENCH_STEPS=FILE}, how long each step took goes to
 * the file.
 */
public final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        int count = Integer.parseInt(args[1]);
        String steps = System.getenv("ESPALIER_BENCH_STEPS");
        if (steps != null) {
            StepClock.watch(Path.of(steps));
        }
        String[] synth = {"synth", "--out", Path.of(args[2]).toAbsolutePath().toString()};
        System.exit(Espalier.run(synth, fleet -> clusters(fleet, count)));
    }

    /** Adds the cluster of {@code count} components to {@code fleet}. */
    public static void clusters(Fleet fleet, int count) {
        fleet.cluster("bench", (f, name) -> new BenchCluster(f, name, count));
    }

    private static final class BenchCluster extends Cluster {
        BenchCluster(Fleet fleet, String name, int count) {
            super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder().labels(convention()));
            var base = new Stage(this, "base");
            var driver = external()
                    .clusterScoped("storage.k8s.io", "CSIDriver", "disk.example.com", "the reference has no driver");
            elsewhere();
            var storage = new StorageClass(base, "fast", driver, s -> {});
            var namespace = new Namespace(base, "bench");
            var apps = new Stage(this, "apps", s -> s.after(base));
            BenchApp previous = null;
            for (int i = 0; i < count; i++) {
                String id = "app-" + String.valueOf(10_000 + i).substring(1);
                previous = new BenchApp(apps.in(namespace), id, storage, i % 10 == 0 ? null : previous);
            }
        }

        /** What the objects of the reference name and do not have. */
        private void elsewhere() {
            String because = "the reference has none";
            var gateway = external().namespace("gateway", because);
            external().namespaced(gateway, "gateway.networking.k8s.io", "Gateway", "public", because);
            external().clusterScoped("external-secrets.io", "ClusterSecretStore", "vault", because);
            for (String group : new String[] {"gateway.networking.k8s.io", "external-secrets.io", "monitoring.coreos.com"}) {
                external().kinds(group, because);
            }
        }

        private static LabelConvention convention() {
            return (name, component) -> Mapping.of("app.kubernetes.io/name", name).put("app.kubernetes.io/part-of", "bench");
        }
    }
}
