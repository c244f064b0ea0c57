package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Exposure;
import espalier.Fleet;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Stage;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/** Two apps under one name, of which the routes are made only once the whole cluster stands. */
public final class HostTwice extends Cluster {
    public HostTwice(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        platform(new Door());
        var apps = new Stage(this, "apps");
        new Page(apps, "films");
        new Page(apps, "series");
    }

    private static final class Page extends Component {
        Page(Scope scope, String id) {
            super(scope, id);
            var server = new Deployment(
                    this, d -> d.container("page", "docker.io/library/nginx:1.29", c -> c.port("http", 8080)));
            expose(new Service(this, server).port("http"), "watch.example.com");
        }
    }

    private static final class Door implements Exposure {
        @Override
        public Address expose(Component app, ServicePort port, String host) {
            new Route(app, port, host);
            return new Address("https", host);
        }
    }

    private static final class Route extends Component {
        Route(Scope scope, ServicePort port, String host) {
            super(scope, "route");
            var service = Mapping.of("name", port.service()).put("port", Mapping.of("number", port.port()));
            var path = Mapping.of("path", "/").put("pathType", "Prefix").put("backend", Mapping.of("service", service));
            var rule = Mapping.of("host", host).put("http", Mapping.of("paths", Sequence.of(path)));
            new CustomResource(this, "networking.k8s.io/v1", "Ingress", i -> i.spec("rules", Sequence.of(rule)));
        }
    }
}
