package espalier.check.databases;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.check.Pod;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The database servers of a cluster by the Services that lead to them, and what each is told to have: by the variables of its image, by
 * the values of its chart, by CloudNativePG's objects, or by a container that makes a database before an app starts.
 *
 * <p>What people made in them by hand is in no object: nobody may conclude that a server has nothing else.
 */
final class Servers {
    private static final String CNPG = "postgresql.cnpg.io";
    private static final FieldPath AUTH = FieldPath.of("spec", "values", "auth");
    private static final FieldPath BOOTSTRAP = FieldPath.of("spec", "bootstrap");
    private static final FieldPath ROLES = FieldPath.of("spec", "managed", "roles");

    private final ObjectGraph graph;
    private final Map<Identity, Server> byService = new HashMap<>();

    /** By the construct that says so, the Services that its chart makes; by the object, those that its controller makes. */
    private final Map<Object, List<Identity>> brought = new HashMap<>();

    /** What one server is known to have. */
    record Server(Set<String> databases, Set<String> users) {
        Server() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>());
        }

        private void has(@Nullable String database, @Nullable String user) {
            if (database != null) {
                databases.add(database);
            }
            if (user != null) {
                users.add(user);
            }
        }
    }

    private Servers(ObjectGraph graph) {
        this.graph = graph;
        for (Provision provision : graph.provisions()) {
            Identity identity = provision.identity();
            if (identity.kind().equals("Service") && identity.group().isEmpty() && graph.object(identity) == null) {
                Object by = provision.maker() == null ? provision.provider() : provision.maker();
                brought.computeIfAbsent(by, key -> new ArrayList<>(1)).add(identity);
            }
        }
    }

    /** Those that the objects of {@code graph} tell of by themselves; {@link #make} tells what else is in them. */
    static Servers of(ObjectGraph graph, List<Pod> pods) {
        var servers = new Servers(graph);
        for (Pod pod : pods) {
            for (Mapping container : pod.containers()) {
                Sequence env = container.sequence("env");
                if (env != null && container.has("ports")) {
                    servers.image(Variables.of(env, pod.object(), graph), pod);
                }
            }
        }
        for (KubernetesObject release : graph.ofKind("HelmRelease")) {
            if (!release.isCarrier() && AUTH.in(release.body()) instanceof Mapping auth) {
                servers.chart(auth, servers.brought.getOrDefault(release.owner(), List.of()));
            }
        }
        for (KubernetesObject cluster : graph.ofKind("Cluster")) {
            if (cluster.identity().group().equals(CNPG)) {
                servers.cloudNative(cluster);
            }
        }
        return servers;
    }

    boolean isEmpty() {
        return byService.isEmpty();
    }

    /** The official images of PostgreSQL, MariaDB, MySQL, MongoDB and Elasticsearch make it so at their first start. */
    private void image(Variables variables, Pod pod) {
        Server made = made(variables);
        if (made == null) {
            return;
        }
        Mapping metadata = pod.template().mapping("metadata");
        Mapping labels = metadata == null ? null : metadata.mapping("labels");
        for (KubernetesObject service : graph.ofKind("Service")) {
            Mapping spec = service.body().mapping("spec");
            Mapping selector = spec == null ? null : spec.mapping("selector");
            boolean leadsHere = selector != null
                    && !selector.isEmpty()
                    && service.namespace().equals(pod.object().namespace());
            for (int i = 0; selector != null && leadsHere && i < selector.size(); i++) {
                leadsHere = labels != null && selector.valueAt(i).equals(labels.get(selector.keyAt(i)));
            }
            if (leadsHere) {
                add(service.identity(), made);
            }
        }
    }

    /** What a server has whose program is told {@code variables}; null where these are no server's. */
    static @Nullable Server made(Variables variables) {
        for (String name : variables.all().keySet()) {
            if (name.endsWith("HOST") || name.endsWith("HOSTS") || name.endsWith("URL")) {
                return null; // it is told where a server is
            }
        }
        var server = new Server();
        if (variables.has("POSTGRES_PASSWORD")) {
            String user = variables.text("POSTGRES_USER");
            server.has("postgres", user == null ? "postgres" : user);
            server.has(variables.has("POSTGRES_DB") ? variables.text("POSTGRES_DB") : user, null);
        }
        for (String image : new String[] {"MARIADB", "MYSQL"}) {
            if (variables.has(image + "_PASSWORD")) {
                server.has(variables.text(image + "_DATABASE"), variables.text(image + "_USER"));
            }
        }
        if (variables.has("MONGO_INITDB_ROOT_PASSWORD")) {
            server.has(variables.text("MONGO_INITDB_DATABASE"), variables.text("MONGO_INITDB_ROOT_USERNAME"));
        }
        if (variables.has("ELASTIC_PASSWORD")) {
            server.has(null, "elastic"); // whose password that is, and nobody else's
        }
        return server.databases.isEmpty() && server.users.isEmpty() ? null : server;
    }

    /** Of most charts of databases, after those of Bitnami. */
    private void chart(Mapping auth, List<Identity> services) {
        var server = new Server();
        server.has(auth.text("database"), auth.text("username"));
        all(auth.sequence("databases"), server.databases);
        all(auth.sequence("usernames"), server.users);
        for (Identity service : services) {
            add(service, server);
        }
    }

    private static void all(@Nullable Sequence names, Set<String> into) {
        for (int i = 0; names != null && i < names.size(); i++) {
            if (names.get(i) instanceof Leaf name) {
                into.add(name.text());
            }
        }
    }

    private void cloudNative(KubernetesObject cluster) {
        var server = new Server();
        if (BOOTSTRAP.in(cluster.body()) instanceof Mapping bootstrap) {
            for (int i = 0; i < bootstrap.size(); i++) {
                if (bootstrap.valueAt(i) instanceof Mapping way) {
                    server.has(way.text("database"), way.text("owner"));
                }
            }
        }
        if (ROLES.in(cluster.body()) instanceof Sequence roles) {
            Pods.mappings(roles).forEach(role -> server.has(null, role.text("name")));
        }
        for (String kind : new String[] {"Database", "DatabaseRole"}) {
            for (KubernetesObject object : graph.ofKind(kind)) {
                Mapping spec = object.body().mapping("spec");
                Mapping of = spec == null ? null : spec.mapping("cluster");
                if (spec != null
                        && of != null
                        && cluster.name().equals(of.text("name"))
                        && cluster.namespace().equals(object.namespace())) {
                    String name = spec.text("name");
                    server.has(kind.equals("Database") ? name : null, kind.equals("Database") ? null : name);
                }
            }
        }
        for (Identity service : brought.getOrDefault(cluster, List.of())) {
            add(service, server);
        }
    }

    private void add(Identity service, Server server) {
        Server known = byService.get(service);
        if (known == null) {
            known = new Server();
            byService.put(service, known);
        }
        known.databases.addAll(server.databases);
        known.users.addAll(server.users);
    }

    /** Notes what a chart's program is told that is a server itself. */
    void chart(Variables variables, KubernetesObject release) {
        Server server = made(variables);
        if (server != null) {
            for (Identity service : brought.getOrDefault(release.owner(), List.of())) {
                add(service, server);
            }
        }
    }

    /** Notes what a container of {@code variables}, read in {@code from}, makes in a server that is known: as those of this program do. */
    void make(Variables variables, String from) {
        String host = variables.text("PGHOST");
        Server server = host == null ? null : at(host, from);
        if (server != null) {
            server.has(variables.text("DATABASE_NAME"), variables.text("DATABASE_ROLE"));
        }
    }

    /** The server at {@code host}, as pods of the namespace {@code from} find it; null where none is known. */
    @Nullable
    Server at(String host, String from) {
        return byService.get(service(host, from));
    }

    static Identity service(String host, String from) {
        int dot = host.indexOf('.');
        String name = dot < 0 ? host : host.substring(0, dot);
        int end = dot < 0 ? -1 : host.indexOf('.', dot + 1);
        String namespace = dot < 0 ? from : host.substring(dot + 1, end < 0 ? host.length() : end);
        boolean isOfCluster = end < 0 || host.startsWith("svc", end + 1);
        return Identity.of("", "Service", isOfCluster ? namespace : "", name);
    }
}
