package espalier.check.soundness;

import espalier.KubernetesObject;
import espalier.Names;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.rules.Soundness;
import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/** Paths of Ingresses that the API server refuses. */
final class IngressPaths {
    private IngressPaths() {}

    static void check(ObjectGraph graph) {
        for (KubernetesObject ingress : graph.ofKind("Ingress")) {
            Mapping spec = ingress.body().mapping("spec");
            if (spec != null && ingress.apiVersion().equals("networking.k8s.io/v1")) {
                for (Mapping rule : Pods.mappings(spec.sequence("rules"))) {
                    host(ingress, rule.text("host"));
                    Mapping http = rule.mapping("http");
                    for (Mapping path : Pods.mappings(http == null ? null : http.sequence("paths"))) {
                        path(ingress, path);
                        backend(ingress, path.mapping("backend"));
                    }
                }
                backend(ingress, spec.mapping("defaultBackend"));
            }
        }
    }

    /** A host in which Flux puts a variable is known only on the cluster. */
    private static void host(KubernetesObject ingress, @Nullable String host) {
        if (host == null || host.isEmpty() || host.indexOf('$') >= 0) {
            return;
        }
        if (!Names.isSubdomain(host.startsWith("*.") ? host.substring(2) : host)) {
            ingress.error(
                    Soundness.INGRESS_PATH,
                    "Tried to serve the host \"" + host + "\" by " + ingress
                            + ", but a host is a name of DNS: lower-case letters, digits, hyphens and dots, at most with *. in"
                            + " front, and neither a scheme, a port nor a path",
                    "write it as in films.example.com");
        }
    }

    private static void path(KubernetesObject ingress, Mapping mapping) {
        String path = mapping.text("path");
        String type = mapping.text("pathType");
        String shown = path == null ? "a path" : "the path \"" + path + "\"";
        if (type == null) {
            ingress.error(
                    Soundness.INGRESS_PATH,
                    "Tried to route " + shown + " of " + ingress + " without a pathType, but there is none by default",
                    "add pathType: Prefix");
        } else if (!type.equals("Prefix") && !type.equals("Exact") && !type.equals("ImplementationSpecific")) {
            ingress.error(
                    Soundness.INGRESS_PATH,
                    "Tried to route " + shown + " of " + ingress + " by the pathType " + type
                            + ", but there are only Prefix, Exact and ImplementationSpecific",
                    "take one of those");
        } else if (!type.equals("ImplementationSpecific") && (path == null || !path.startsWith("/"))) {
            ingress.error(
                    Soundness.INGRESS_PATH,
                    "Tried to route " + shown + " of " + ingress + " by the pathType " + type
                            + ", but such a path begins with a slash",
                    "write it as in /api");
        }
    }

    private static void backend(KubernetesObject ingress, @Nullable Mapping backend) {
        if (backend == null) {
            return;
        }
        Mapping service = backend.mapping("service");
        Mapping port = service == null ? null : service.mapping("port");
        if (backend.has("serviceName") || backend.has("servicePort")) {
            ingress.error(
                    Soundness.INGRESS_PATH,
                    "Tried to lead " + ingress + " to " + backend
                            + ", but networking.k8s.io/v1 knows no serviceName and" + " servicePort",
                    "write service: {name: …, port: {number: …}}");
        } else if (service != null && (port == null || port.size() != 1)) {
            ingress.error(
                    Soundness.INGRESS_PATH,
                    "Tried to lead " + ingress + " to the Service " + service.text("name")
                            + ", but a port is named by one of number and name",
                    "write port: {number: …} or port: {name: …}");
        }
    }
}
