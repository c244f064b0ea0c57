package espalier.isolation;

import espalier.KubernetesObject;
import espalier.NamespaceHandle;
import espalier.Node;
import espalier.check.OpenNamespaces;
import espalier.check.Pod;
import espalier.check.selectors.Selectable;
import espalier.graph.ObjectGraph;
import espalier.isolation.Isolation.Allowed;
import espalier.isolation.Isolation.NotDerived;
import espalier.rules.Platforms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the policies by which isolated pods can do what the objects of their cluster need.
 *
 * <p>What goes out of pods, and what comes to them from no other component, stands in one policy with their own component. What
 * comes to them because of another component stands there: who adds an app changes nothing of the database that it uses.
 */
public final class Derivation {
    private final ObjectGraph graph;
    private final Map<String, Isolation> isolations = new HashMap<>();
    private final Map<String, Policy> policies = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    private Derivation(ObjectGraph graph) {
        this.graph = graph;
    }

    /** Adds the policies of {@code graph} to the constructs that need them; they are not part of the graph yet. */
    public static List<KubernetesObject> of(ObjectGraph graph, List<Pod> pods) {
        var derivation = new Derivation(graph);
        for (Isolation isolation : Isolation.in(graph.cluster())) {
            isolation.namespaces().forEach(namespace -> derivation.isolations.putIfAbsent(namespace, isolation));
        }
        return derivation.isolations.isEmpty() ? List.of() : derivation.derive(pods);
    }

    private List<KubernetesObject> derive(List<Pod> pods) {
        OpenNamespaces open = OpenNamespaces.of(graph);
        var selectable = new Selectable(graph, pods, open);
        var groups = new PodGroups(graph, pods, selectable);
        findEmpty(groups);
        List<Connection> connections = Connection.merged(new Connections(graph, pods, groups, open, isolations).find());
        connections.forEach(this::allow);
        var derived = new ArrayList<KubernetesObject>();
        for (Policy policy : policies.values()) {
            Isolation isolation = isolations.get(policy.subject().namespace());
            if (isolation != null) {
                PolicyWriter writer = isolation.dialect().writer(Surroundings.of(graph.cluster()));
                derived.add(policy.owner().derive(policy.toObject(writer)));
            }
        }
        return derived;
    }

    /** Who names a stage means the namespaces in it, and gets the one that the stage itself stands in. */
    private void findEmpty(PodGroups groups) {
        String namespace = NamespaceHandle.DEFAULT.name().text();
        Isolation isolation = isolations.get(namespace);
        boolean isEmpty = !inhabits(groups, namespace);
        if (isolation != null && isolation.isByDefault() && isEmpty) {
            isolation
                    .node()
                    .findings()
                    .report(
                            Platforms.ISOLATION_EMPTY,
                            isolation.node(),
                            "Tried to isolate the namespace " + namespace + " by "
                                    + isolation.node().path() + ", since a scope that it was given names no other, but"
                                    + " nothing runs there",
                            "name the Namespace that is meant, or the scope that in(…) gave for it");
        }
    }

    private static boolean inhabits(PodGroups groups, String namespace) {
        for (PodGroup group : groups.all()) {
            if (group.namespace().equals(namespace)) {
                return true;
            }
        }
        return false;
    }

    private void allow(Connection connection) {
        Isolation out = isolation(connection.from());
        Isolation in = isolation(connection.to());
        if (out != null && isSayable(out, connection.to(), connection)) {
            PodGroup from = (PodGroup) connection.from();
            policy(from, from.owner()).egress().allow(connection.to(), connection.ports());
        }
        if (in != null && isSayable(in, connection.from(), connection)) {
            PodGroup to = (PodGroup) connection.to();
            policy(to, connection.needs()).ingress().allow(connection.from(), connection.ports());
        }
        Isolation shown = out == null ? in : out;
        if (shown != null) {
            shown.note(new Allowed(
                    connection.from().toString(),
                    connection.to().toString(),
                    Ports.words(connection.ports()),
                    because(connection)));
        }
    }

    /** For people. */
    private static String because(Connection connection) {
        String said = connection.because();
        boolean isOwn = connection.from() instanceof PodGroup from && from.owner() == connection.sayer();
        if (said != null || !isOwn) {
            return said == null ? connection.sayer().toString() : said;
        }
        return connection.to() == connection.from() ? "they belong together" : "it was given the address";
    }

    /** What the dialect has no words for cannot be let through; addresses that are not known let more through than is needed. */
    private boolean isSayable(Isolation isolation, Peer peer, Connection connection) {
        String why =
                isolation.dialect().writer(Surroundings.of(graph.cluster())).cannotName(peer);
        if (why == null) {
            return true;
        }
        KubernetesObject sayer = connection.sayer();
        if (peer != Entity.CILIUM_GATEWAY) {
            String done = why + ", so that " + peer + " may be anywhere";
            isolation.note(new NotDerived(sayer.toString(), done));
            return true;
        }
        sayer.owner()
                .findings()
                .report(
                        Platforms.POLICY_DIALECT,
                        sayer,
                        "Tried to let " + peer + " in to " + connection.to() + " by policies of Kubernetes, as " + sayer
                                + " needs it, but " + why,
                        "isolate " + String.join(", ", isolation.namespaces()) + " with Dialect.CILIUM");
        return false;
    }

    /** The policy for {@code subject} that stands with {@code needs}. */
    private Policy policy(PodGroup subject, @Nullable KubernetesObject needs) {
        KubernetesObject owner = needs == null ? subject.owner() : needs;
        if (owner == null) {
            throw new IllegalArgumentException("a policy for " + subject + " would belong to nobody");
        }
        Node unit = owner.owner().unit();
        String key = subject.key() + "@" + (unit == null ? "" : unit.path());
        Policy policy = policies.get(key);
        if (policy == null) {
            KubernetesObject own = subject.owner();
            KubernetesObject of = own != null && own.owner().unit() == unit ? own : owner;
            String from = of == own || unit == null ? "" : unit.id();
            policy = new Policy(subject, of.owner(), free(subject, from, of));
            policies.put(key, policy);
        }
        return policy;
    }

    /** Two workloads, or two components of different stages, can have one name. */
    private String free(PodGroup subject, String from, KubernetesObject of) {
        String name = from.isEmpty() ? subject.name() : subject.name() + "-from-" + from;
        String place = subject.namespace() + "/";
        if (!names.add(place + name)) {
            Node stage = of.owner().stage();
            String other = from.isEmpty() ? of.kind().toLowerCase(Locale.ROOT) : stage == null ? "cluster" : stage.id();
            name = name + "-" + other;
            names.add(place + name);
        }
        return name;
    }

    private @Nullable Isolation isolation(Peer peer) {
        return peer instanceof PodGroup group ? isolations.get(group.namespace()) : null;
    }
}
