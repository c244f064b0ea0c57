package espalier.isolation;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.catalog.BuiltIn;
import espalier.graph.Edge;
import espalier.graph.ObjectGraph;
import espalier.platform.Distribution;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which program stands behind a Gateway or an Ingress, and so connects to what is behind its routes. */
final class Gateways {
    private static final Set<String> TARGETS =
            Set.of("Gateway", "ListenerSet", "GatewayClass", "IngressClass", BuiltIn.CONTROLLER);

    /** Cilium's, by which its own classes name it. */
    private static final Set<String> CILIUM = Set.of("io.cilium/gateway-controller", "cilium.io/ingress-controller");

    private static final FieldPath CONTROLLER_NAME = FieldPath.of("spec", "controllerName");
    private static final FieldPath CONTROLLER = FieldPath.of("spec", "controller");

    private final ObjectGraph graph;
    private final PodGroups groups;
    private final Map<KubernetesObject, List<Edge>> edges = new HashMap<>();
    private final @Nullable Node cilium;

    Gateways(ObjectGraph graph, PodGroups groups) {
        this.graph = graph;
        this.groups = groups;
        Provision policies = graph.definition("cilium.io", "CiliumNetworkPolicy");
        this.cilium = policies == null ? null : policies.provider().unit();
        for (Edge edge : graph.edges()) {
            if (TARGETS.contains(edge.target().identity().kind())) {
                edges.computeIfAbsent(edge.reader(), reader -> new ArrayList<>(1))
                        .add(edge);
            }
        }
    }

    /** Who passes on what {@code object}, a route, an Ingress, a Gateway or a class, is about; none where that is not known. */
    List<Peer> behind(KubernetesObject object) {
        String controller = controller(object);
        if (CILIUM.contains(controller)) {
            return List.of(Entity.CILIUM_GATEWAY);
        }
        var found = new ArrayList<Peer>(1);
        for (Edge edge : edges.getOrDefault(object, List.of())) {
            if (edge.object() != null && edge.object() != object) {
                add(behind(edge.object()), found);
            } else if (edge.object() == null) {
                add(behind(edge.target()), found);
            }
        }
        if (found.isEmpty() && !controller.isEmpty()) {
            Provision program = graph.provision(Identity.of("", BuiltIn.CONTROLLER, "", controller));
            add(program == null ? List.of() : behind(program), found);
        }
        return found;
    }

    private static String controller(KubernetesObject object) {
        FieldPath path = object.kind().equals("GatewayClass") ? CONTROLLER_NAME : CONTROLLER;
        boolean isClass = object.kind().endsWith("Class");
        return isClass && path.in(object.body()) instanceof Leaf leaf ? leaf.text() : "";
    }

    /** Who stands behind a class or controller that is no object in git. */
    List<Peer> behind(Provision provision) {
        Node provider = provision.provider();
        if (CILIUM.contains(provision.identity().name()) || cilium != null && provider.unit() == cilium) {
            return List.of(Entity.CILIUM_GATEWAY);
        }
        if (provider.construct() instanceof Distribution) {
            return List.of(PodGroup.allOf("kube-system"));
        }
        var proxies = new ArrayList<Peer>(1);
        groups.behind(provision).forEach(peer -> proxies.add(proxies(peer)));
        return proxies;
    }

    /** Of the pods of a program, those that pass on what comes in, as far as that is said. */
    private static Peer proxies(Peer peer) {
        if (peer instanceof PodGroup pods && pods.owner() != null) {
            Mapping labels = pods.owner().proxyLabels();
            if (labels != null) {
                return new PodGroup(pods.namespace(), labels, pods.name(), pods.owner(), List.of());
            }
        }
        return peer;
    }

    private static void add(List<Peer> some, List<Peer> to) {
        for (Peer peer : some) {
            if (!to.contains(peer)) {
                to.add(peer);
            }
        }
    }
}
