package features;

import espalier.Cluster;

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

    /** Gives {@code cluster} with what routes and policies are about on it: definitions, and two Gateways. */
    static Cluster around(Cluster cluster) {
        definitions(cluster, "cilium.io", "gateway.networking.k8s.io", "traefik.io", "velero.io");
        var network = cluster.external().namespace("network", BECAUSE);
        for (String name : new String[] {"envoy-internal", "envoy-external"}) {
            cluster.external().namespaced(network, "gateway.networking.k8s.io", "Gateway", name, BECAUSE);
        }
        return cluster;
    }
}
