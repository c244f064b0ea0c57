package espalier.check.databases;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.check.Fields;
import espalier.check.Pod;
import espalier.check.hosts.Standpoints;
import espalier.graph.Content;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Databases and users that a program is told to use, one letter away from what its server is known to have. A server may have more than
 * is known of it, and so nothing else is told.
 */
public final class DatabaseChecks {
    private static final Set<String> DATABASE =
            Set.of("DATABASE", "DATABASE_NAME", "DATABASENAME", "DB", "DBNAME", "DB_NAME", "NAME");
    private static final Set<String> USER = Set.of("USER", "USERNAME", "ROLE");
    private static final String[] HOSTS = {"HOST", "HOSTNAME", "URL"};

    private final ObjectGraph graph;
    private final Servers servers;
    private final List<Told> told = new ArrayList<>();

    /** The values that were held to a server, be they right or wrong. */
    private final Set<Value> judged = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What one program is told. */
    private record Told(KubernetesObject object, String from, Variables variables) {}

    private DatabaseChecks(ObjectGraph graph, Servers servers) {
        this.graph = graph;
        this.servers = servers;
    }

    /** Tells of misspelt databases and users of all that {@code graph} has; {@code pods} are those of it. */
    public static void check(ObjectGraph graph, List<Pod> pods) {
        Servers servers = Servers.of(graph, pods);
        var checks = new DatabaseChecks(graph, servers);
        for (KubernetesObject release : graph.ofKind("HelmRelease")) {
            if (!release.isCarrier()) { // else its values are those of objects that are looked at themselves
                checks.look(release, Standpoints.of(release), "", release.body());
            }
        }
        if (!servers.isEmpty()) {
            for (KubernetesObject object : graph.holding(Content.HOST)) {
                if (!object.kind().equals("HelmRelease")) {
                    checks.look(object, Standpoints.of(object), "", object.body());
                }
            }
            checks.told.forEach(one -> servers.make(one.variables(), one.from()));
            checks.told.forEach(checks::hold);
        }
        new NamesInPods(graph, checks.judged).check(pods);
    }

    private void look(KubernetesObject object, String from, String field, Value value) {
        if (value instanceof Mapping mapping) {
            boolean isRelease = object.kind().equals("HelmRelease");
            boolean mayBeVariables =
                    isRelease || field.equals("data") && object.kind().equals("ConfigMap");
            boolean namesHost = false;
            for (int i = 0; i < mapping.size(); i++) {
                String key = mapping.keyAt(i);
                Value child = mapping.valueAt(i);
                namesHost |= mayBeVariables && child instanceof Leaf && ending(key) != null;
                if (!(child instanceof Leaf) && !key.equals("metadata")) {
                    look(object, from, key, child);
                }
            }
            if (namesHost) {
                told.add(new Told(object, from, Variables.of(mapping)));
            }
        } else if (value instanceof Sequence sequence) {
            if (field.equals("env") || field.regionMatches(true, 0, "extraEnv", 0, 8)) {
                Variables variables = Variables.of(sequence, object, graph);
                told.add(new Told(object, from, variables));
                if (object.kind().equals("HelmRelease")) {
                    servers.chart(variables, object);
                }
            } else {
                for (int i = 0; i < sequence.size(); i++) {
                    look(object, from, field, sequence.get(i));
                }
            }
        }
    }

    /** Which of {@link #HOSTS} the variable {@code name} ends in, whatever its letters; null for none. */
    private static @Nullable String ending(String name) {
        for (String host : HOSTS) {
            if (name.regionMatches(true, name.length() - host.length(), host, 0, host.length())) {
                return host;
            }
        }
        return null;
    }

    private void hold(Told one) {
        one.variables().all().forEach((name, said) -> {
            DatabaseUrl url = DatabaseUrl.of(said.text());
            String ending = ending(name);
            if (url != null && url.isDatabases()) {
                Servers.Server server = servers.at(url.host(), one.from());
                if (server != null) {
                    tell(one, url.host(), "database", url.database(), server.databases(), said.at());
                    tell(one, url.host(), "user", url.user(), server.users(), said.at());
                }
            } else if (ending != null) {
                int port = url == null ? said.text().indexOf(':') : -1;
                String host = url != null
                        ? url.host()
                        : port < 0 ? said.text() : said.text().substring(0, port);
                Servers.Server server = servers.at(host, one.from());
                if (server != null) {
                    beside(one, host, name.substring(0, name.length() - ending.length()), server);
                }
            }
        });
    }

    /** What the variables say that begin as that of the host does. */
    private void beside(Told one, String host, String prefix, Servers.Server server) {
        one.variables().all().forEach((name, said) -> {
            if (name.startsWith(prefix)) {
                String rest = name.substring(prefix.length());
                String text = one.variables().text(name);
                if (DATABASE.contains(rest)) {
                    judged.add(said.at());
                    tell(one, host, "database", text, server.databases(), said.at());
                } else if (USER.contains(rest)) {
                    judged.add(said.at());
                    tell(one, host, "user", text, server.users(), said.at());
                }
            }
        });
    }

    private static void tell(Told one, String host, String what, @Nullable String name, Set<String> known, Value at) {
        String near = name == null || known.contains(name) ? null : Names.slipOfAny(name, known);
        if (near != null) {
            tell(one.object(), what + " " + name + " of " + Servers.service(host, one.from()), at, near);
        }
    }

    /** @param meant what {@code object} says at {@code at} */
    static void tell(KubernetesObject object, String meant, Value at, String near) {
        FieldPath field = Fields.pathTo(object, at);
        object.error(
                References.NAME_MISSPELT,
                field,
                null,
                "Tried to use the " + meant + " in " + field + " of " + object
                        + ", of which nothing is known here, but there is " + near,
                "write " + near + " if that is meant, else waive \"name-misspelt\"");
    }
}
