package espalier.check;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of databases and roles, which programs are told in variables and CloudNativePG in objects, and of its clusters where a
 * parameter or a label says them.
 */
final class PostgresNames {
    private static final FieldPath PLUGINS = FieldPath.of("spec", "plugins");
    private static final FieldPath CLUSTER = FieldPath.of("spec", "selector", "matchLabels", "cnpg.io/cluster");
    private static final FieldPath ENDPOINTS = FieldPath.of("spec", "podMetricsEndpoints");
    private static final FieldPath OF_JOBS_PODS = FieldPath.of("spec", "jobTemplate", "spec", "template", "spec");
    private static final FieldPath NAME = FieldPath.of("spec", "name");
    private static final FieldPath OWNER = FieldPath.of("spec", "owner");

    /** As its documentation names the port of a PodMonitor. */
    private static final Set<String> METRICS = Set.of("metrics");

    private static final List<String> DATABASES = List.of("DATABASE_NAME", "DB_NAME", "DBNAME");
    private static final List<String> ROLES = List.of("DATABASE_ROLE", "DB_USER", "DBUSER", "DATABASE_USER");

    private final Set<String> databases = new LinkedHashSet<>();
    private final Set<String> roles = new LinkedHashSet<>();

    private PostgresNames(ObjectGraph graph) {
        add(graph.ofKind("Database"), NAME, databases);
        add(graph.ofKind("DatabaseRole"), NAME, roles);
    }

    static void check(ObjectGraph graph, Iterable<Pod> pods, NameSlips slips) {
        var names = new PostgresNames(graph);
        for (KubernetesObject database : graph.ofKind("Database")) {
            if (OWNER.in(database.body()) instanceof Leaf owner) {
                NameSlips.among(database, OWNER, "role", owner.text(), names.roles);
            }
        }
        graph.ofKind("Cluster").forEach(PostgresNames::plugins);
        for (KubernetesObject monitor : graph.ofKind("PodMonitor")) {
            if (CLUSTER.in(monitor.body()) instanceof Leaf cluster) {
                slips.name(monitor, CLUSTER, "Cluster", cluster.text(), monitor.namespace());
                ports(monitor);
            }
        }
        pods.forEach(names::pod);
    }

    private static void add(List<KubernetesObject> objects, FieldPath field, Set<String> names) {
        for (KubernetesObject object : objects) {
            if (field.in(object.body()) instanceof Leaf name) {
                names.add(name.text());
            }
        }
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

    /** What the containers of one pod are told is held to what makes the database, be that an object or one of them. */
    private void pod(Pod pod) {
        for (String list : new String[] {"initContainers", "containers"}) {
            for (Mapping container : Pods.mappings(pod.spec().sequence(list))) {
                for (Mapping variable : Pods.mappings(container.sequence("env"))) {
                    if (variable.get("value") instanceof Leaf value && variable.get("name") instanceof Leaf name) {
                        String text = value.text();
                        if (endsIn(name.text(), DATABASES)) {
                            among(
                                    pod,
                                    list,
                                    container,
                                    name.text(),
                                    "database",
                                    text,
                                    known(pod, DATABASES, databases));
                        } else if (endsIn(name.text(), ROLES)) {
                            among(pod, list, container, name.text(), "role", text, known(pod, ROLES, roles));
                        }
                    }
                }
            }
        }
    }

    private static void among(
            Pod pod, String list, Mapping container, String variable, String what, String text, Set<String> known) {
        String kind = pod.object().kind();
        FieldPath spec = kind.equals("Pod")
                ? FieldPath.of("spec")
                : kind.equals("CronJob") ? OF_JOBS_PODS : FieldPath.of("spec", "template", "spec");
        FieldPath field = spec.field(list)
                .item("name", String.valueOf(container.text("name")))
                .field("env")
                .item("name", variable)
                .field("value");
        NameSlips.among(pod.object(), field, what, text, known);
    }

    private static Set<String> known(Pod pod, List<String> endings, Set<String> ofObjects) {
        var known = new LinkedHashSet<String>(ofObjects);
        for (Mapping container : pod.containers()) {
            for (Mapping variable : Pods.mappings(container.sequence("env"))) {
                if (endings.get(0).equals(variable.text("name")) && variable.get("value") instanceof Leaf value) {
                    known.add(value.text());
                }
            }
        }
        return known;
    }

    private static boolean endsIn(String name, List<String> endings) {
        for (int i = 0; i < endings.size(); i++) {
            if (name.endsWith(endings.get(i))) {
                return true;
            }
        }
        return false;
    }
}
