package espalier.check.routes;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.check.selectors.Selectable;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Routes that no listener of their Gateway takes: the API server accepts them, and nothing ever arrives. */
public final class RouteChecks {
    private static final String GROUP = "gateway.networking.k8s.io";
    private static final FieldPath PARENTS = FieldPath.of("spec", "parentRefs");
    private static final FieldPath HOSTS = FieldPath.of("spec", "hostnames");

    private final ObjectGraph graph;
    private final Selectable selectable;
    private final Set<String> refused = new HashSet<>();

    private RouteChecks(ObjectGraph graph, Selectable selectable) {
        this.graph = graph;
        this.selectable = selectable;
    }

    public static void check(ObjectGraph graph, Selectable selectable) {
        var checks = new RouteChecks(graph, selectable);
        boolean anyGateway = !graph.ofKind("Gateway").isEmpty();
        for (String kind : new String[] {"HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"}) {
            for (KubernetesObject route : graph.ofKind(kind)) {
                if (anyGateway && route.identity().group().equals(GROUP)) {
                    checks.route(route);
                }
            }
        }
        CertificateHosts.check(graph);
        Grants.check(graph);
        DomainSlips.check(graph, checks.refused);
        TakenRoutes.check(graph);
    }

    private void route(KubernetesObject route) {
        if (!(PARENTS.in(route.body()) instanceof Sequence parents)) {
            return;
        }
        for (int i = 0; i < parents.size(); i++) {
            if (parents.get(i) instanceof Mapping parent) {
                KubernetesObject gateway = gateway(route, parent);
                if (gateway != null) {
                    parent(route, PARENTS.index(i), parent, gateway);
                }
            }
        }
    }

    private @Nullable KubernetesObject gateway(KubernetesObject route, Mapping parent) {
        String kind = parent.text("kind");
        String namespace = parent.text("namespace");
        String in = namespace == null ? route.namespace() : namespace;
        boolean isGateway = kind == null || kind.equals("Gateway");
        return isGateway ? graph.object(Identity.of(GROUP, "Gateway", in, String.valueOf(parent.text("name")))) : null;
    }

    private void parent(KubernetesObject route, FieldPath field, Mapping parent, KubernetesObject gateway) {
        List<Listener> all = Listener.of(gateway);
        String section = parent.text("sectionName");
        String port = parent.text("port");
        var meant = new ArrayList<Listener>();
        var names = new ArrayList<String>();
        for (Listener listener : all) {
            names.add(listener.name());
            boolean isMeant = section == null || section.equals(listener.name());
            if (isMeant && (port == null || port.equals(listener.port()))) {
                meant.add(listener);
            }
        }
        if (meant.isEmpty() && !all.isEmpty()) {
            String wanted = section != null ? section : "port " + port;
            String near = Names.nearest(wanted, names);
            route.error(
                    References.LISTENER_MISSING,
                    field.field(section != null ? "sectionName" : "port"),
                    wanted + " of " + gateway,
                    "Tried to use the listener " + wanted + " of " + gateway + " for " + route + ", but it has only: "
                            + String.join(", ", names),
                    near == null ? "name a listener that is there" : "name " + near);
            return;
        }
        admitted(route, field, gateway, meant);
    }

    private void admitted(KubernetesObject route, FieldPath field, KubernetesObject gateway, List<Listener> meant) {
        var admitting = new ArrayList<Listener>();
        var hosts = new ArrayList<String>();
        for (Listener listener : meant) {
            if (listener.admits(route.namespace(), selectable)) {
                admitting.add(listener);
                hosts.add(listener.host());
            }
        }
        if (admitting.isEmpty() && !meant.isEmpty()) {
            route.error(
                    References.ROUTE_REFUSED,
                    field,
                    route.namespace() + " at " + gateway,
                    "Tried to attach " + route + " to " + gateway + ", but none of its listeners takes routes of the"
                            + " namespace " + route.namespace(),
                    "let allowedRoutes of the listener admit the namespace, or give the namespace the labels it asks for");
        } else if (HOSTS.in(route.body()) instanceof Sequence wanted) {
            for (int i = 0; i < wanted.size(); i++) {
                if (wanted.get(i) instanceof Leaf host && !meets(host.text(), hosts)) {
                    refused.add(host.text());
                    route.error(
                            References.ROUTE_REFUSED,
                            HOSTS.index(i),
                            host.text() + " at " + gateway,
                            "Tried to route " + host.text() + " by " + route + ", but the listeners of " + gateway
                                    + " that it uses take only: " + String.join(", ", hosts),
                            "correct the host, or add a listener for it");
                }
            }
        }
    }

    private static boolean meets(String host, List<String> listeners) {
        for (String listener : listeners) {
            if (HostPattern.meet(host, listener)) {
                return true;
            }
        }
        return listeners.isEmpty();
    }
}
