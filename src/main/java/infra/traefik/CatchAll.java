package infra.traefik;

import espalier.Component;
import espalier.Scope;
import espalier.ServicePort;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/**
 * What Traefik answers where no other route has the host: pages that say what went wrong, made by a program that has {@code
 * /STATUS.html} for each status. The status stays what it was.
 */
public final class CatchAll extends Component {
    /** Below that of every other route, which is the length of its rule. */
    private static final int LAST = 1;

    /**
     * Both the middleware that fetches pages and the route that uses it, in the namespace of {@code pages}.
     *
     * @param pages where pages are made
     */
    public CatchAll(Scope scope, String id, ServicePort pages) {
        super(scope, id);
        var service = Mapping.of("name", pages.service()).put("port", pages.port());
        var middleware = new CustomResource(
                this,
                "middleware",
                Traefik.API,
                "Middleware",
                m -> m.named(id)
                        .spec(
                                "errors",
                                Mapping.of("status", Sequence.of("400-599"))
                                        .put("query", "/{status}.html")
                                        .put("service", service)));
        var route = Mapping.of("kind", "Rule")
                .put("match", "PathPrefix(`/`)")
                .put("priority", LAST)
                .put("middlewares", Sequence.of(Mapping.of("name", middleware.name())))
                .put("services", Sequence.of(service.copy()));
        new CustomResource(
                this,
                "route",
                Traefik.API,
                "IngressRoute",
                r -> r.named(id)
                        .spec("entryPoints", Sequence.of("websecure"))
                        .spec("routes", Sequence.of(route))
                        .spec("tls", new Mapping()));
    }
}
