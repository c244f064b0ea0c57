package espalier.isolation;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who connects to a Service that an object names: whose pods read the object. */
final class Sources {
    /** Kinds of these groups name Services without anybody connecting to them because of that. */
    private static final Set<String> SILENT = Set.of(
            "cert-manager.io",
            "cilium.io",
            "networking.k8s.io",
            "autoscaling",
            "kustomize.toolkit.fluxcd.io",
            "source.toolkit.fluxcd.io");

    private final ObjectGraph graph;
    private final PodGroups groups;
    private final Gateways gateways;
    private final Scrapes scrapes;
    private final Map<KubernetesObject, Set<KubernetesObject>> readers = new HashMap<>();
    private final Map<KubernetesObject, List<Peer>> known = new HashMap<>();

    Sources(ObjectGraph graph, PodGroups groups, Scrapes scrapes) {
        this.graph = graph;
        this.groups = groups;
        this.gateways = new Gateways(graph, groups);
        this.scrapes = scrapes;
        for (Edge edge : graph.edges()) {
            String kind = edge.target().identity().kind();
            if (kind.equals("ConfigMap") || kind.equals("Secret")) {
                KubernetesObject source =
                        edge.object() != null ? edge.object() : edge.target().maker();
                if (source != null) {
                    readers.computeIfAbsent(source, read -> new LinkedHashSet<>(2))
                            .add(edge.reader());
                }
            }
        }
    }

    /** Who connects because of {@code object}; none where that is not known. */
    List<Peer> of(KubernetesObject object) {
        List<Peer> found = known.get(object);
        if (found == null) {
            known.put(object, List.of()); // ends the walk round a circle
            found = find(object);
            known.put(object, found);
        }
        return found;
    }

    /** Whether pods read {@code object}, or what is made of it. */
    boolean isRead(KubernetesObject object) {
        return readers.containsKey(object);
    }

    /** Whether {@code object} names Services without anybody connecting to them because of that. */
    static boolean isSilent(KubernetesObject object) {
        return !object.kind().equals("Ingress") && SILENT.contains(Identity.groupOf(object.apiVersion()))
                || object.apiVersion().equals("v1") && object.kind().equals("Service");
    }

    private List<Peer> find(KubernetesObject object) {
        Peer own = groups.of(object);
        if (own != null) {
            return List.of(own);
        }
        String group = Identity.groupOf(object.apiVersion());
        if (object.kind().equals("Ingress") || group.equals("gateway.networking.k8s.io")) {
            return gateways.behind(object);
        }
        if (group.equals("admissionregistration.k8s.io") || group.equals("apiregistration.k8s.io")) {
            return List.of(Entity.API_SERVER);
        }
        if (group.equals("monitoring.coreos.com")) {
            return scrapes.scrapers();
        }
        var found = new ArrayList<Peer>(1);
        for (KubernetesObject reader : readers.getOrDefault(object, Set.of())) {
            for (Peer peer : of(reader)) {
                if (!found.contains(peer)) {
                    found.add(peer);
                }
            }
        }
        if (found.isEmpty()) {
            // What is made for an operator is read by it.
            Provision definition = graph.definition(group, object.kind());
            return definition == null ? found : gateways.behind(definition);
        }
        return found;
    }
}
