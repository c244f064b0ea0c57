package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Sequence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names of roles and clusters of CloudNativePG, where an owner, a parameter or a label says them. */
final class PostgresNames {
    private static final FieldPath PLUGINS = FieldPath.of("spec", "plugins");
    private static final FieldPath CLUSTER = FieldPath.of("spec", "selector", "matchLabels", "cnpg.io/cluster");
    private static final FieldPath ENDPOINTS = FieldPath.of("spec", "podMetricsEndpoints");
    private static final FieldPath NAME = FieldPath.of("spec", "name");
    private static final FieldPath OWNER = FieldPath.of("spec", "owner");

    /** As its documentation names the port of a PodMonitor. */
    private static final Set<String> METRICS = Set.of("metrics");

    private PostgresNames() {}

    static void check(ObjectGraph graph, NameSlips slips) {
        Set<String> roles = names(graph.ofKind("DatabaseRole"));
        for (KubernetesObject database : graph.ofKind("Database")) {
            if (OWNER.in(database.body()) instanceof Leaf owner) {
                NameSlips.among(database, OWNER, "role", owner.text(), roles);
            }
        }
        graph.ofKind("Cluster").forEach(PostgresNames::plugins);
        for (KubernetesObject monitor : graph.ofKind("PodMonitor")) {
            if (CLUSTER.in(monitor.body()) instanceof Leaf cluster) {
                slips.name(monitor, CLUSTER, "Cluster", cluster.text(), monitor.namespace());
                ports(monitor);
            }
        }
    }

    private static Set<String> names(List<KubernetesObject> objects) {
        var names = new LinkedHashSet<String>();
        for (KubernetesObject object : objects) {
            if (NAME.in(object.body()) instanceof Leaf name) {
                names.add(name.text());
            }
        }
        return names;
    }

    /** The server's name in an archive is the cluster's own, unless it has begun a second life. */
    private static void plugins(KubernetesObject cluster) {
        if (PLUGINS.in(cluster.body()) instanceof Sequence plugins) {
            for (int i = 0; i < plugins.size(); i++) {
                FieldPath field = PLUGINS.index(i).field("parameters").field("serverName");
                if (field.in(cluster.body()) instanceof Leaf server) {
                    NameSlips.among(cluster, field, "server", server.text(), Set.of(cluster.name()));
                }
            }
        }
    }

    private static void ports(KubernetesObject monitor) {
        if (ENDPOINTS.in(monitor.body()) instanceof Sequence endpoints) {
            for (int i = 0; i < endpoints.size(); i++) {
                FieldPath field = ENDPOINTS.index(i).field("port");
                if (field.in(monitor.body()) instanceof Leaf port) {
                    NameSlips.among(monitor, field, "port", port.text(), METRICS);
                }
            }
        }
    }
}
