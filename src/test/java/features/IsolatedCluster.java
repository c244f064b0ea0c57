package features;

import espalier.Answer;
import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Stage;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.OciRepository;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.Container;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Deployment.DeploymentSettings;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Service;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.function.Consumer;

/** Two isolated namespaces, one that is not, and a gateway; in a file of its own, since its lines stand in messages. */
final class IsolatedCluster extends Cluster {
    static final String GATEWAY_API = "gateway.networking.k8s.io";

    final Stage base;
    final Stage apps;
    final Namespace ai;
    final Namespace data;
    final Namespace open;
    final Isolation isolation;

    IsolatedCluster(Fleet fleet, String name, Dialect dialect, Consumer<IsolatedCluster> more) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        base = new Stage(this, "base");
        apps = new Stage(this, "apps", s -> s.after(base));
        new Network(base);
        ai = new Namespace(base, "ai");
        data = new Namespace(base, "data");
        open = new Namespace(base, "open");
        isolation = new Isolation(this, "isolation", dialect, ai, apps.in(data));
        more.accept(this);
    }

    /** Answers a question of the platform. */
    void says(Answer answer) {
        platform(answer);
    }

    /** What Cilium brings: its policies' kind, and the class of the gateway. */
    private static final class Network extends Component {
        Network(Scope scope) {
            super(scope.in(NamespaceHandle.KUBE_SYSTEM), "network");
            new Chart(
                    this,
                    "agent",
                    r -> r.bringsCrds("cilium.io")
                            .bringsCrds(GATEWAY_API)
                            .bringsCrds("monitoring.coreos.com")
                            .brings(GATEWAY_API, "GatewayClass", "cilium")
                            .bringsController("io.cilium/gateway-controller"));
            var listener = Mapping.of("name", "http")
                    .put("port", 80)
                    .put("protocol", "HTTP")
                    .put("allowedRoutes", Mapping.of("namespaces", Mapping.of("from", "All")));
            new CustomResource(
                    this,
                    "gateway",
                    GATEWAY_API + "/v1",
                    "Gateway",
                    g -> g.named("door").spec("gatewayClassName", "cilium").spec("listeners", Sequence.of(listener)));
        }
    }

    /** A chart that nobody can look into. */
    static final class Chart extends Component {
        final HelmRelease release;

        Chart(Scope scope, String id, Consumer<HelmReleaseSettings> configure) {
            super(scope, id);
            var chart = new OciRepository(this, "oci://example.com/charts/" + id, "1.0.0");
            release = new HelmRelease(this, chart, CrdOwner.RELEASE, configure);
        }
    }

    /** Whatever a test makes in one component. */
    static final class Part extends Component {
        Part(Scope scope, String id, Consumer<Component> body) {
            super(scope, id);
            body.accept(this);
        }
    }

    /** One container with one port, and what else a test says of it. */
    static final class App extends Component {
        final ServicePort port;

        App(Scope scope, String id, Consumer<Container> container, Consumer<DeploymentSettings> pods) {
            super(scope, id);
            var server = new Deployment(this, d -> {
                d.container("web", "docker.io/library/nginx:1.29", c -> {
                    c.port("http", 8080);
                    container.accept(c);
                });
                pods.accept(d);
            });
            port = new Service(this, server, s -> s.port("http", 80)).port("http");
        }

        /** One that is given the addresses of others. */
        App(Scope scope, String id, ServicePort... used) {
            this(
                    scope,
                    id,
                    c -> {
                        for (int i = 0; i < used.length; i++) {
                            c.env("UPSTREAM_" + i, Text.of("http://", used[i].address()));
                        }
                    },
                    d -> {});
        }

        /** Leads a host of the cluster's gateway to it. */
        App exposed(String host) {
            route(this, host, port);
            return this;
        }
    }

    /** Leads a host of the cluster's gateway to {@code port}, by a route in {@code scope}. */
    static void route(Scope scope, String host, ServicePort port) {
        var backend = Mapping.of("name", port.service()).put("port", port.port());
        new CustomResource(
                scope,
                GATEWAY_API + "/v1",
                "HTTPRoute",
                r -> r.spec("parentRefs", Sequence.of(Mapping.of("name", "door").put("namespace", "kube-system")))
                        .spec("hostnames", Sequence.of(host))
                        .spec("rules", Sequence.of(Mapping.of("backendRefs", Sequence.of(backend)))));
    }
}
