package espalier.check.databases;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Databases and users that containers are told without a server that is known: they are held to what makes the database, be that an
 * object of CloudNativePG's or a container of the same pod.
 */
final class NamesInPods {
    private static final FieldPath NAME = FieldPath.of("spec", "name");
    private static final List<String> DATABASES = List.of("DATABASE_NAME", "DB_NAME", "DBNAME");
    private static final List<String> HOSTS = List.of("DATABASE_HOST", "DB_HOST", "DBHOST", "HOST");
    private static final List<String> ROLES = List.of("DATABASE_ROLE", "DB_USER", "DBUSER", "DATABASE_USER");

    private final Set<String> databases;
    private final Set<String> roles;
    private final Set<String> servers = new HashSet<>();
    private final Set<Value> judged;

    /** @param judged what is known better already */
    NamesInPods(ObjectGraph graph, Set<Value> judged) {
        this.databases = names(graph.ofKind("Database"));
        this.roles = names(graph.ofKind("DatabaseRole"));
        this.judged = judged;
        for (KubernetesObject cluster : graph.ofKind("Cluster")) {
            for (String service : new String[] {"-rw", "-ro", "-r"}) {
                servers.add(cluster.name() + service);
            }
        }
        graph.ofKind("Pooler").forEach(pooler -> servers.add(pooler.name()));
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

    void check(List<Pod> pods) {
        for (Pod pod : pods) {
            for (Mapping container : pod.containers()) {
                for (Mapping variable : Pods.mappings(container.sequence("env"))) {
                    if (variable.get("value") instanceof Leaf value
                            && variable.get("name") instanceof Leaf name
                            && !judged.contains(value)) {
                        String before = beforeEnding(name.text(), DATABASES);
                        String beforeRole = beforeEnding(name.text(), ROLES);
                        if (before != null && !isElsewhere(container, before)) {
                            among(pod, "database", value, known(pod, DATABASES, databases));
                        } else if (beforeRole != null && !isElsewhere(container, beforeRole)) {
                            among(pod, "user", value, known(pod, ROLES, roles));
                        }
                    }
                }
            }
        }
    }

    private static void among(Pod pod, String what, Leaf value, Set<String> known) {
        String name = value.text();
        String near = known.contains(name) ? null : Names.slip(name, known);
        if (near != null) {
            DatabaseChecks.tell(pod.object(), what + " " + name, value, near);
        }
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

    /** Whether the container is told a server beside the name, and that is none of CloudNativePG's here. */
    private boolean isElsewhere(Mapping container, String prefix) {
        for (Mapping variable : Pods.mappings(container.sequence("env"))) {
            String name = variable.text("name");
            if (name != null && name.startsWith(prefix) && HOSTS.contains(name.substring(prefix.length()))) {
                String host = variable.get("value") instanceof Leaf value ? value.text() : "";
                int end = host.indexOf('.');
                return !servers.contains(end < 0 ? host : host.substring(0, end));
            }
        }
        return false;
    }

    /** What {@code name} has in front of one of {@code endings}; null where it has none of them. */
    private static @Nullable String beforeEnding(String name, List<String> endings) {
        for (String ending : endings) {
            if (name.endsWith(ending)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return null;
    }
}
