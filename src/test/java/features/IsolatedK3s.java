package features;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Stage;
import espalier.Text;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Deployment.DeploymentSettings;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.ServiceAccount;
import espalier.platform.K3s;
import espalier.platform.Machine;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import features.IsolatedCluster.App;
import java.util.function.Consumer;

/** K3s as it comes, whose own controller enforces Kubernetes's policies and whose Traefik stands in front. */
final class IsolatedK3s extends Cluster {
    IsolatedK3s(Fleet fleet, String name, boolean namesMachines) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        var k3s = new K3s(this, "v1.33.4+k3s1");
        if (namesMachines) {
            new Machine(k3s, "one", "192.168.1.10", m -> m.controlPlane());
            new Machine(k3s, "two", "192.168.1.11");
        }
        var apps = new Stage(this, "apps");
        var inside = apps.in(new Namespace(apps, "inside"));
        var store = new App(inside, "store");
        var page = new App(
                inside,
                "page",
                c -> c.env("STORE", Text.of("http://", store.port.address())),
                d -> d.internet("fetches the weather"));
        new Route(inside, "route", page.port);
        new Watcher(inside);
        new Isolation(this, "isolation", Dialect.KUBERNETES, inside);
    }

    /** Leads a host to a page, from a component of its own. */
    private static final class Route extends Component {
        Route(Scope scope, String id, ServicePort page) {
            super(scope, id);
            var backend = Mapping.of("name", page.service()).put("port", Mapping.of("number", page.port()));
            var path = Mapping.of("path", "/").put("pathType", "Prefix").put("backend", Mapping.of("service", backend));
            var rule = Mapping.of("host", "page.example.com").put("http", Mapping.of("paths", Sequence.of(path)));
            new CustomResource(
                    this,
                    "networking.k8s.io/v1",
                    "Ingress",
                    i -> i.spec("ingressClassName", "traefik").spec("rules", Sequence.of(rule)));
        }
    }

    /** Asks the API server. */
    private static final class Watcher extends Component {
        Watcher(Scope scope) {
            super(scope, "watcher");
            var account = new ServiceAccount(this);
            Consumer<DeploymentSettings> pods = d -> d.serviceAccount(account, "it watches pods")
                    .container("watch", "docker.io/library/nginx:1.29", c -> {});
            new Deployment(this, pods);
        }
    }
}
