package espalier.check.routes;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hosts and matches that two routes have on the same listener. One path below another is none: the longer one gets what it asks for. */
final class TakenRoutes {
    private static final List<String> ANY_HOST = List.of("");
    private static final String[] KINDS = {"HTTPRoute", "GRPCRoute"};
    private static final String GROUP = "gateway.networking.k8s.io";

    private final ObjectGraph graph;
    private final Claims claims;

    private TakenRoutes(ObjectGraph graph, Claims claims) {
        this.graph = graph;
        this.claims = claims;
    }

    static void check(ObjectGraph graph) {
        var claims = new Claims();
        var routes = new TakenRoutes(graph, claims);
        var ingresses = new TakenIngresses(claims);
        for (String kind : KINDS) {
            graph.ofKind(kind).forEach(routes::hosts);
        }
        graph.ofKind("Ingress").forEach(ingresses::hosts);
        graph.ofKind("IngressRoute").forEach(ingresses::hostsOfTraefik);
        if (!claims.isAnyShared()) {
            return;
        }
        for (String kind : KINDS) {
            for (KubernetesObject route : graph.ofKind(kind)) {
                if (route.identity().group().equals(GROUP)) {
                    routes.route(route);
                }
            }
        }
        graph.ofKind("Ingress").forEach(ingresses::ingress);
        graph.ofKind("IngressRoute").forEach(ingresses::ofTraefik);
    }

    private void hosts(KubernetesObject route) {
        Mapping spec = route.body().mapping("spec");
        Sequence hosts = spec == null ? null : spec.sequence("hostnames");
        if (hosts == null || hosts.isEmpty()) {
            claims.host(route, "");
        }
        for (int i = 0; hosts != null && i < hosts.size(); i++) {
            if (hosts.get(i) instanceof Leaf host) {
                claims.host(route, host.text());
            }
        }
    }

    private void route(KubernetesObject route) {
        Mapping spec = route.body().mapping("spec");
        List<String> hosts = spec == null ? ANY_HOST : texts(spec.sequence("hostnames"));
        for (Mapping parent : Pods.mappings(spec == null ? null : spec.sequence("parentRefs"))) {
            for (String listener : listeners(route, parent)) {
                for (Mapping rule : Pods.mappings(spec == null ? null : spec.sequence("rules"))) {
                    for (String match : matches(rule)) {
                        for (String host : hosts.isEmpty() ? ANY_HOST : hosts) {
                            claims.claim(route, listener, host, match);
                        }
                    }
                }
            }
        }
    }

    /** The listeners that {@code parent} means, by names of which two are equal only for the same one. */
    private List<String> listeners(KubernetesObject route, Mapping parent) {
        String kind = parent.text("kind");
        if (kind != null && !kind.equals("Gateway")) {
            return List.of();
        }
        String said = parent.text("namespace");
        String namespace = said == null ? route.namespace() : said;
        String gateway = namespace + "/" + parent.text("name");
        String section = parent.text("sectionName");
        String port = parent.text("port");
        if (section != null) {
            return List.of(gateway + " " + section);
        }
        KubernetesObject object =
                graph.object(Identity.of(GROUP, "Gateway", namespace, String.valueOf(parent.text("name"))));
        var all = new ArrayList<String>();
        for (Listener listener : object == null ? List.<Listener>of() : Listener.of(object)) {
            if (port == null || port.equals(listener.port())) {
                all.add(gateway + " " + listener.name());
            }
        }
        // Of a Gateway that is not here, only those who all use it the same way are known to meet.
        return object == null ? List.of(gateway + " port " + port) : all;
    }

    private static List<String> matches(Mapping rule) {
        var matches = new ArrayList<String>();
        for (Mapping match : Pods.mappings(rule.sequence("matches"))) {
            Mapping path = match.mapping("path");
            String value = path == null ? null : path.text("value");
            String type = path == null ? null : path.text("type");
            String rest = match.has("method") ? " " + match.get("method") : "";
            for (String part : new String[] {"headers", "queryParams"}) {
                rest += match.has(part) ? " " + part + match.get(part) : "";
            }
            matches.add((type == null ? "PathPrefix" : type) + " " + (value == null ? "/" : value) + rest);
        }
        return matches.isEmpty() ? List.of("PathPrefix /") : matches;
    }

    static List<String> texts(@Nullable Sequence list) {
        var texts = new ArrayList<String>();
        if (list != null) {
            for (Value item : list) {
                if (item instanceof Leaf leaf) {
                    texts.add(leaf.text());
                }
            }
        }
        return texts;
    }
}
