package espalier.check.routes;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.rules.Scarcity;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hosts and paths that two objects route on the same listener, or in the same class of Ingresses. One path below another is
 * none of them: the longer one gets what it asks for.
 */
final class TakenRoutes {
    private static final List<String> ANY_HOST = List.of("");
    private static final String[] KINDS = {"HTTPRoute", "GRPCRoute"};
    private static final String GROUP = "gateway.networking.k8s.io";

    private final ObjectGraph graph;
    private final Map<String, KubernetesObject> taken = new HashMap<>();

    /** By host, the first that routes it: what else they would have to share is only looked at where one is routed twice. */
    private final Map<String, KubernetesObject> first = new HashMap<>();

    private final Set<String> shared = new HashSet<>();

    private TakenRoutes(ObjectGraph graph) {
        this.graph = graph;
    }

    static void check(ObjectGraph graph) {
        var routes = new TakenRoutes(graph);
        for (String kind : KINDS) {
            for (KubernetesObject route : graph.ofKind(kind)) {
                routes.hosts(route);
            }
        }
        for (KubernetesObject ingress : graph.ofKind("Ingress")) {
            routes.ruleHosts(ingress);
        }
        if (routes.shared.isEmpty()) {
            return;
        }
        for (String kind : KINDS) {
            for (KubernetesObject route : graph.ofKind(kind)) {
                if (route.identity().group().equals(GROUP)) {
                    routes.route(route);
                }
            }
        }
        graph.ofKind("Ingress").forEach(routes::ingress);
    }

    private void hosts(KubernetesObject route) {
        Mapping spec = route.body().mapping("spec");
        Sequence hosts = spec == null ? null : spec.sequence("hostnames");
        if (hosts == null || hosts.isEmpty()) {
            host(route, "");
        }
        for (int i = 0; hosts != null && i < hosts.size(); i++) {
            if (hosts.get(i) instanceof Leaf host) {
                host(route, host.text());
            }
        }
    }

    private void ruleHosts(KubernetesObject ingress) {
        Mapping spec = ingress.body().mapping("spec");
        Sequence rules = spec == null ? null : spec.sequence("rules");
        for (int i = 0; rules != null && i < rules.size(); i++) {
            String host = rules.get(i) instanceof Mapping rule ? rule.text("host") : null;
            host(ingress, host == null ? "" : host);
        }
    }

    private void host(KubernetesObject object, String host) {
        KubernetesObject other = first.putIfAbsent(host, object);
        if (other != null && other != object) {
            shared.add(host);
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
                            claim(route, listener, host, match);
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

    private void ingress(KubernetesObject ingress) {
        Mapping spec = ingress.body().mapping("spec");
        Mapping metadata = ingress.body().mapping("metadata");
        Mapping found = metadata == null ? null : metadata.mapping("annotations");
        Mapping annotations = found == null ? new Mapping() : found;
        String said = spec == null ? null : spec.text("ingressClassName");
        String ingressClass = said == null ? annotations.text("kubernetes.io/ingress.class") : said;
        boolean shares = "true".equals(annotations.text("nginx.ingress.kubernetes.io/canary"));
        // Each Ingress of Tailscale is a machine with a name of its own.
        if (spec == null || shares || "tailscale".equals(ingressClass)) {
            return;
        }
        String listener = (ingressClass == null ? "default class" : "class " + ingressClass)
                + entry(annotations, "traefik.ingress.kubernetes.io/router.entrypoints")
                + entry(annotations, "traefik.ingress.kubernetes.io/router.priority");
        for (Mapping rule : Pods.mappings(spec.sequence("rules"))) {
            String host = rule.text("host");
            Mapping http = rule.mapping("http");
            for (Mapping path : Pods.mappings(http == null ? null : http.sequence("paths"))) {
                String value = path.text("path");
                claim(
                        ingress,
                        listener,
                        host == null ? "" : host,
                        path.text("pathType") + " " + (value == null ? "/" : value));
            }
        }
    }

    private static String entry(Mapping annotations, String key) {
        String value = annotations.text(key);
        return value == null ? "" : " " + value;
    }

    private static List<String> texts(@Nullable Sequence list) {
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

    private void claim(KubernetesObject object, String listener, String host, String match) {
        if (!shared.contains(host)) {
            return;
        }
        KubernetesObject other = taken.putIfAbsent(listener + " | " + host + " | " + match, object);
        // One object may write a match twice, and attach by several parents: that is its own affair.
        if (other != null && other != object && !object.owner().sharesIdWith(other.owner())) {
            object.owner()
                    .findings()
                    .report(
                            Scarcity.ROUTE_TAKEN,
                            object,
                            null,
                            object.identity() + " and " + other.identity(),
                            "Tried to route " + (host.isEmpty() ? "every host" : host) + " (" + match + ") by " + object
                                    + " on the listener " + listener + ", but " + other + " has it, made at "
                                    + other.origin(),
                            "give one of the two another host or path");
        }
    }
}
