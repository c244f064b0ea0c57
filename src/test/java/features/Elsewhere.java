package features;

import espalier.Cluster;
import espalier.NamespaceHandle;
import espalier.Text;

/** What the clusters of tests do not make themselves where a test is about something else. */
final class Elsewhere {
    private static final String BECAUSE = "a test";

    private Elsewhere() {}

    /** Declares that the definitions of {@code groups} are on the cluster. */
    static void definitions(Cluster cluster, String... groups) {
        for (String group : groups) {
            cluster.external().kinds(group, BECAUSE);
        }
    }

    /**
     * Declares that {@code things} are on the cluster: a group with its definitions ({@code cert-manager.io}), or an object
     * ({@code storage.k8s.io/StorageClass fast}, {@code /Secret media/login}).
     */
    static void things(Cluster cluster, String... things) {
        for (String thing : things) {
            int space = thing.indexOf(' ');
            if (space < 0) {
                definitions(cluster, thing);
                continue;
            }
            String group = thing.substring(0, thing.indexOf('/'));
            String kind = thing.substring(thing.indexOf('/') + 1, space);
            String name = thing.substring(space + 1);
            int slash = name.indexOf('/');
            if (slash < 0) {
                cluster.external().clusterScoped(group, kind, name, BECAUSE);
            } else {
                Text namespace = Text.of(name.substring(0, slash));
                cluster.external().namespaced(() -> namespace, group, kind, name.substring(slash + 1), BECAUSE);
            }
        }
    }

    /** Gives {@code cluster} with what routes and policies are about on it: definitions, and two Gateways. */
    static Cluster around(Cluster cluster) {
        definitions(cluster, "cilium.io", "gateway.networking.k8s.io", "traefik.io", "velero.io", "volsync.backube");
        for (String place : new String[] {"minio", "b2"}) {
            cluster.external()
                    .secret(
                            NamespaceHandle.DEFAULT,
                            "data-volsync-" + place,
                            BECAUSE,
                            "RESTIC_REPOSITORY",
                            "RESTIC_PASSWORD");
        }
        var network = cluster.external().namespace("network", BECAUSE);
        for (String name : new String[] {"envoy-internal", "envoy-external"}) {
            cluster.external().namespaced(network, "gateway.networking.k8s.io", "Gateway", name, BECAUSE);
        }
        return cluster;
    }
}
