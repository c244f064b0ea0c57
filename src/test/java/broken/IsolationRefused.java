package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.Text;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Service;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/** Who talks to whom, said so that no policy of Kubernetes can say it. */
public final class IsolationRefused extends Cluster {
    public IsolationRefused(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        var apps = new Stage(this, "apps");
        var web = new Namespace(apps, "web");
        new Isolation(this, "isolation", Dialect.KUBERNETES, web);
        var cilium = external().controller("cilium.io/ingress-controller", "the bootstrap installs Cilium");
        new Page(apps.in(web), cilium);
    }

    private static final class Page extends Component {
        Page(Scope scope, Text controller) {
            super(scope, "page");
            var gateway = new CustomResource(
                    this,
                    "class",
                    "networking.k8s.io/v1",
                    "IngressClass",
                    c -> c.named("cilium").clusterScoped().spec("controller", controller));
            var server = new Deployment(
                    this,
                    d -> d.reaches("printer.local", "it prints")
                            .internet(" ")
                            .container("page", "docker.io/library/nginx:1.29", c -> c.port("http", 8080)));
            var service = new Service(this, server).port("http");
            var backend = Mapping.of("name", service.service()).put("port", Mapping.of("number", service.port()));
            var path = Mapping.of("path", "/").put("pathType", "Prefix").put("backend", Mapping.of("service", backend));
            var rule = Mapping.of("host", "page.example.com").put("http", Mapping.of("paths", Sequence.of(path)));
            new CustomResource(
                    this,
                    "networking.k8s.io/v1",
                    "Ingress",
                    i -> i.spec("ingressClassName", gateway.name()).spec("rules", Sequence.of(rule)));
        }
    }
}
