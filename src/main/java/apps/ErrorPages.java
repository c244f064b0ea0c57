package apps;

import espalier.Component;
import espalier.Scope;
import espalier.ServicePort;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;

/** error-pages: says in one look for all apps what went wrong, where an ingress controller asks it to. Keeps nothing. */
public final class ErrorPages extends Component {
    private final ServicePort page;

    /** Pages in another look at each request. */
    public ErrorPages(Scope scope, String id) {
        super(scope, id);
        var server = new Deployment(
                this,
                d -> d.runAs(10001, 10001)
                        .container(
                                "error-pages",
                                "ghcr.io/tarampampam/error-pages:4.2.4",
                                c -> c.port("http", 8080)
                                        .env("ROTATION_MODE", "random-on-each-request")
                                        .readiness(Probe.http("http", "/healthz"))
                                        .liveness(Probe.http("http", "/healthz").every(20))
                                        .cpu("10m")
                                        .memory("16Mi", "64Mi")));
        page = new Service(this, server).port("http");
    }

    /** Where {@code /STATUS.html} is the page for that status, as {@code /404.html}. */
    public ServicePort page() {
        return page;
    }
}
