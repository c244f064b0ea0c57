package espalier.isolation;

import espalier.KubernetesObject;
import espalier.Provision;
import espalier.check.Pods;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Prometheus reads, as ServiceMonitors and PodMonitors tell. */
final class Scrapes {
    private static final String GROUP = "monitoring.coreos.com";

    private final ObjectGraph graph;
    private final PodGroups groups;
    private @Nullable List<Peer> scrapers;

    Scrapes(ObjectGraph graph, PodGroups groups) {
        this.graph = graph;
        this.groups = groups;
    }

    /** Who reads metrics: what says so, else Prometheuses in git, else what defines monitors. */
    List<Peer> scrapers() {
        if (scrapers == null) {
            scrapers = find();
        }
        return scrapers;
    }

    private List<Peer> find() {
        var found = new ArrayList<Peer>(1);
        for (Provision provision : graph.provisions()) {
            if (provision.identity().kind().equals("scraper")) {
                for (Peer peer : groups.behind(provision)) {
                    found.add(peer instanceof PodGroup pods ? prometheus(pods.namespace(), pods.owner()) : peer);
                }
            }
        }
        for (KubernetesObject object : graph.ofKind("Prometheus")) {
            found.add(prometheus(object.namespace(), object));
        }
        Provision definition = graph.definition(GROUP, "ServiceMonitor");
        return found.isEmpty() && definition != null ? groups.behind(definition) : found;
    }

    /** The operator labels the pods of every Prometheus so, whatever else its chart runs. */
    private static PodGroup prometheus(String namespace, @Nullable KubernetesObject owner) {
        Mapping labels = Mapping.of("app.kubernetes.io/name", "prometheus");
        return new PodGroup(namespace, labels, "prometheus", owner, List.of());
    }

    void find(Connections connections) {
        // One that names a Service by a handle selects others, too, and drops them again: its edge tells more.
        Set<KubernetesObject> narrow = new HashSet<>();
        for (Edge edge : graph.edges()) {
            if (edge.target().identity().kind().equals("Service")) {
                narrow.add(edge.reader());
            }
        }
        for (KubernetesObject monitor : graph.ofKind("ServiceMonitor")) {
            if (!narrow.contains(monitor)) {
                services(monitor, connections);
            }
        }
        for (KubernetesObject monitor : graph.ofKind("PodMonitor")) {
            pods(monitor, connections);
        }
    }

    private void services(KubernetesObject monitor, Connections connections) {
        Mapping spec = PodGroups.spec(monitor);
        Mapping selector = spec.mapping("selector");
        for (String namespace : namespaces(monitor, spec)) {
            for (KubernetesObject service : groups.services(namespace, selector == null ? new Mapping() : selector)) {
                for (Mapping endpoint : Pods.mappings(spec.sequence("endpoints"))) {
                    for (Peer target : groups.behind(service)) {
                        if (target instanceof PodGroup pods) {
                            connections.add(scrapers(), pods, ports(endpoint, service, pods), monitor);
                        }
                    }
                }
            }
        }
    }

    private static @Nullable Set<String> ports(Mapping endpoint, KubernetesObject service, PodGroup pods) {
        String target = endpoint.text("targetPort");
        return target == null
                ? Ports.behind(PodGroups.spec(service), endpoint.text("port"), pods)
                : Set.of(Ports.numbered(target, pods) + "/TCP");
    }

    private void pods(KubernetesObject monitor, Connections connections) {
        Mapping spec = PodGroups.spec(monitor);
        Mapping selector = spec.mapping("selector");
        for (String namespace : namespaces(monitor, spec)) {
            for (Peer target : groups.pods(namespace, selector == null ? new Mapping() : selector)) {
                for (Mapping endpoint : Pods.mappings(spec.sequence("podMetricsEndpoints"))) {
                    String port = firstOf(endpoint, "port", "portNumber", "targetPort");
                    if (port != null && target instanceof PodGroup pods) {
                        connections.add(scrapers(), pods, Set.of(Ports.numbered(port, pods) + "/TCP"), monitor);
                    }
                }
            }
        }
    }

    private static @Nullable String firstOf(Mapping endpoint, String... keys) {
        for (String key : keys) {
            String text = endpoint.text(key);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private Iterable<String> namespaces(KubernetesObject monitor, Mapping spec) {
        Mapping selector = spec.mapping("namespaceSelector");
        if (selector != null && Scalar.of(true).equals(selector.get("any"))) {
            return groups.namespaces();
        }
        Sequence names = selector == null ? null : selector.sequence("matchNames");
        var found = new LinkedHashSet<String>(1);
        if (names != null) {
            for (Value name : names) {
                found.add(name instanceof Leaf leaf ? leaf.text() : "");
            }
        }
        return found.isEmpty() ? Set.of(monitor.namespace()) : found;
    }
}
