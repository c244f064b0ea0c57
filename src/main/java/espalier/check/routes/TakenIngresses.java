package espalier.check.routes;

import espalier.KubernetesObject;
import espalier.check.Pods;
import espalier.graph.RoutedHosts;
import espalier.graph.TraefikRule;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Hosts and paths that two objects have in one class of Ingresses or at one entry point of Traefik, and names that two want in one
 * tailnet.
 */
final class TakenIngresses {
    private static final String TRAEFIK = "traefik.ingress.kubernetes.io/router.";

    private final Claims claims;

    TakenIngresses(Claims claims) {
        this.claims = claims;
    }

    void hosts(KubernetesObject ingress) {
        if (isOf("tailscale", ingress)) {
            claims.host(ingress, machine(ingress));
        } else {
            ruleHosts(ingress);
        }
    }

    void hostsOfTraefik(KubernetesObject route) {
        for (String host : RoutedHosts.of(route)) {
            claims.host(route, host);
        }
    }

    private void ruleHosts(KubernetesObject ingress) {
        Mapping spec = ingress.body().mapping("spec");
        Sequence rules = spec == null ? null : spec.sequence("rules");
        for (int i = 0; rules != null && i < rules.size(); i++) {
            String host = rules.get(i) instanceof Mapping rule ? rule.text("host") : null;
            claims.host(ingress, host == null ? "" : host);
        }
    }

    private static boolean isOf(String ingressClass, KubernetesObject ingress) {
        Mapping spec = ingress.body().mapping("spec");
        return spec != null && ingressClass.equals(spec.text("ingressClassName"));
    }

    /** Each Ingress of Tailscale is a machine, which the first host that it has a certificate for names, or else the object. */
    private static String machine(KubernetesObject ingress) {
        Mapping spec = ingress.body().mapping("spec");
        for (Mapping entry : Pods.mappings(spec == null ? null : spec.sequence("tls"))) {
            Sequence hosts = entry.sequence("hosts");
            if (hosts != null && !hosts.isEmpty() && hosts.get(0) instanceof Leaf host) {
                int dot = host.text().indexOf('.');
                return dot < 0 ? host.text() : host.text().substring(0, dot);
            }
        }
        return ingress.namespace() + "-" + ingress.name() + "-ingress";
    }

    void ingress(KubernetesObject ingress) {
        Mapping spec = ingress.body().mapping("spec");
        Mapping metadata = ingress.body().mapping("metadata");
        Mapping found = metadata == null ? null : metadata.mapping("annotations");
        Mapping annotations = found == null ? new Mapping() : found;
        String said = spec == null ? null : spec.text("ingressClassName");
        String ingressClass = said == null ? annotations.text("kubernetes.io/ingress.class") : said;
        boolean shares = "true".equals(annotations.text("nginx.ingress.kubernetes.io/canary"));
        if (spec == null || shares) {
            return;
        }
        if ("tailscale".equals(ingressClass)) {
            claims.claim(ingress, "of the tailnet", machine(ingress), "the machine's name");
            return;
        }
        String priority = entry(annotations, TRAEFIK + "priority");
        if (!"traefik".equals(ingressClass)) {
            String listener = ingressClass == null ? "default class" : "class " + ingressClass;
            rules(ingress, spec, listener + entry(annotations, TRAEFIK + "entrypoints") + priority);
            return;
        }
        for (String point : points(annotations.text(TRAEFIK + "entrypoints"))) {
            rules(ingress, spec, entryPoint(point) + priority);
        }
    }

    /** Those by which Traefik takes what says none, as its chart has them. */
    private static String[] points(@Nullable String said) {
        String[] points = said == null ? new String[] {"web", "websecure"} : said.split(",", -1);
        for (int i = 0; i < points.length; i++) {
            points[i] = points[i].trim();
        }
        return points;
    }

    private static String entryPoint(String point) {
        return point + " of Traefik";
    }

    void ofTraefik(KubernetesObject object) {
        Mapping spec = object.body().mapping("spec");
        Sequence said = spec == null ? null : spec.sequence("entryPoints");
        String[] points = said == null || said.isEmpty()
                ? points(null)
                : TakenRoutes.texts(said).toArray(new String[0]);
        for (Mapping route : Pods.mappings(spec == null ? null : spec.sequence("routes"))) {
            String match = route.text("match");
            TraefikRule rule = TraefikRule.of(match == null ? "" : match);
            for (String host : rule.hosts()) {
                for (String point : points) {
                    claims.claim(object, entryPoint(point) + entry(route, "priority"), host, rule.rest());
                }
            }
        }
    }

    private void rules(KubernetesObject ingress, Mapping spec, String listener) {
        for (Mapping rule : Pods.mappings(spec.sequence("rules"))) {
            String host = rule.text("host");
            Mapping http = rule.mapping("http");
            for (Mapping path : Pods.mappings(http == null ? null : http.sequence("paths"))) {
                String value = path.text("path");
                claims.claim(
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
}
