package espalier.isolation;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.catalog.BuiltIn;
import espalier.check.OpenNamespaces;
import espalier.check.Pod;
import espalier.check.hosts.HostChecks;
import espalier.check.hosts.HostChecks.Mention;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.isolation.Isolation.NotDerived;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who connects to whom, as far as the objects of a cluster tell, where one of the two is isolated. */
final class Connections {
    private final ObjectGraph graph;
    private final List<Pod> pods;
    private final PodGroups groups;
    private final OpenNamespaces open;
    private final Map<String, Isolation> isolations;
    private final Scrapes scrapes;
    private final Sources sources;
    private final Reaches reaches;
    private final List<Connection> found = new ArrayList<>();

    /** @param isolations by the namespaces that they isolate */
    Connections(
            ObjectGraph graph,
            List<Pod> pods,
            PodGroups groups,
            OpenNamespaces open,
            Map<String, Isolation> isolations) {
        this.open = open;
        this.graph = graph;
        this.pods = pods;
        this.groups = groups;
        this.isolations = isolations;
        this.scrapes = new Scrapes(graph, groups);
        this.sources = new Sources(graph, groups, scrapes);
        this.reaches = new Reaches(graph.cluster());
    }

    List<Connection> find() {
        for (Edge edge : graph.edges()) {
            Identity target = edge.target().identity();
            if (target.kind().equals("Service") && target.group().isEmpty()) {
                named(edge);
            }
        }
        HostChecks.mentions(graph, open).forEach(this::mentioned);
        graph.ofKind("Service").forEach(this::opened);
        pods.forEach(this::pod);
        scrapes.find(this);
        webhooks();
        for (PodGroup group : groups.all()) {
            reaches.find(group, this);
            unseen(group);
        }
        return found;
    }

    private boolean isIsolated(Peer peer) {
        return peer instanceof PodGroup group && isolations.containsKey(group.namespace());
    }

    /** @param ports empty for all, null for none */
    void add(Peer from, Peer to, @Nullable Set<String> ports, KubernetesObject sayer, @Nullable String because) {
        if (ports != null && (isIsolated(from) || isIsolated(to))) {
            found.add(new Connection(from, to, ports, sayer, needs(from, sayer), because));
        }
    }

    /** Of an address in a Secret, whoever reads that; else what says so itself: a route, a monitor, or whoever connects. */
    private KubernetesObject needs(Peer from, KubernetesObject sayer) {
        return sources.isRead(sayer) && from instanceof PodGroup pods && pods.owner() != null ? pods.owner() : sayer;
    }

    /** @param ports empty for all, null for none */
    void add(List<Peer> from, Peer to, @Nullable Set<String> ports, KubernetesObject sayer) {
        for (Peer one : from) {
            add(one, to, ports, sayer, null);
        }
    }

    /** An object names a Service, so that whoever reads it connects there. */
    private void named(Edge edge) {
        KubernetesObject reader = edge.reader();
        // Of a workload, only texts lead to connections: a StatefulSet's serviceName is its own.
        if (Sources.isSilent(reader) || reader.podTemplate() != null && edge.by() != null) {
            return;
        }
        connect(reader, edge.target(), edge.detail());
    }

    /** A text names a Service without a handle, as raw YAML does. */
    private void mentioned(Mention mention) {
        Provision service = graph.provision(mention.service());
        if (service != null && !Sources.isSilent(mention.object())) {
            connect(mention.object(), service, mention.port() < 0 ? null : Integer.toString(mention.port()));
        }
    }

    /** @param port of {@code service}, by its name or number, null for all */
    private void connect(KubernetesObject reader, Provision service, @Nullable String port) {
        List<Peer> from = sources.of(reader);
        KubernetesObject object = graph.object(service.identity());
        List<Peer> targets = object == null ? behind(service) : groups.behind(object);
        for (Peer target : targets) {
            Set<String> ports = object != null && target instanceof PodGroup group
                    ? Ports.behind(PodGroups.spec(object), port, group)
                    : Set.of();
            add(from, target, ports, reader);
            if (from.isEmpty() && isIsolated(target)) {
                note(target, reader, "nobody knows who connects to " + service + " because of it");
            }
        }
        for (Peer one : targets.isEmpty() ? from : List.<Peer>of()) {
            if (isIsolated(one)) {
                note(one, reader, "nobody knows which pods stand behind " + service + ", which is not let through");
            }
        }
    }

    /** What comes from elsewhere is somewhere in its namespace. */
    private List<Peer> behind(Provision service) {
        List<Peer> known = groups.behind(service);
        boolean isElsewhere = known.isEmpty() && service.provider().unit() == null;
        String namespace = service.identity().namespace();
        return isElsewhere && !namespace.isEmpty() && !namespace.equals(BuiltIn.ANY_NAMESPACE)
                ? List.of(PodGroup.allOf(namespace))
                : known;
    }

    private void note(Peer peer, KubernetesObject object, String why) {
        Isolation isolation = isolations.get(((PodGroup) peer).namespace());
        if (isolation != null) {
            isolation.note(new NotDerived(object.toString(), why));
        }
    }

    /** A Service that nodes or a load-balancer take connections for. */
    private void opened(KubernetesObject service) {
        Mapping spec = PodGroups.spec(service);
        String type = String.valueOf(spec.text("type"));
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            for (Peer target : groups.behind(service)) {
                if (target instanceof PodGroup group) {
                    add(Entity.OUTSIDE, group, Ports.behind(spec, null, group), service, null);
                }
            }
        }
    }

    private void pod(Pod pod) {
        if (groups.of(pod.object()) instanceof PodGroup group && isIsolated(group)) {
            Set<String> onNodes = Ports.onNodes(group);
            if (!onNodes.isEmpty()) {
                add(Entity.OUTSIDE, group, onNodes, pod.object(), null);
            }
            if (ApiTokens.isIn(pod, graph)) {
                add(group, Entity.API_SERVER, Set.of(), pod.object(), "its pods get a token for it");
            }
        }
    }

    /** The API server asks programs of charts that say so; of others, their configuration names the Service. */
    private void webhooks() {
        for (Provision provision : graph.provisions()) {
            if (provision.identity().kind().equals("webhook")) {
                for (Peer target : groups.behind(provision)) {
                    if (target instanceof PodGroup group && group.owner() != null) {
                        add(Entity.API_SERVER, group, Set.of(), group.owner(), null);
                    }
                }
            }
        }
    }

    /** The pods of one chart may need each other; where nothing tells them from others, all of the namespace are let through. */
    private void unseen(PodGroup group) {
        KubernetesObject owner = group.owner();
        boolean isUnseen = owner != null && owner.podTemplate() == null;
        if (owner == null || !isIsolated(group) || !isUnseen && !group.isWholeNamespace()) {
            return;
        }
        add(group, group, Set.of(), owner, null);
        if (group.isWholeNamespace()) {
            if (isUnseen) {
                add(group, Entity.API_SERVER, Set.of(), owner, "nothing says that its chart does not");
            }
            note(
                    group,
                    owner,
                    "it does not say by which label its pods are found, so that all pods of " + group.namespace()
                            + " may reach each other" + (isUnseen ? " and the API server" : ""));
        }
    }
}
