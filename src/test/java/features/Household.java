package features;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Layout;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Stage;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.OciRepository;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Service;

/** A namespace, a chart with a resource of its own kind, then two apps of which one uses the other. */
final class Household extends Cluster {
    Household(Fleet fleet, String name, Layout layout, boolean bundled) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder().layout(layout));
        var base = new Stage(this, "base");
        var apps = bundled
                ? new Stage(this, "apps", s -> s.after(base).bundled())
                : new Stage(this, "apps", s -> s.after(base));
        var media = new Namespace(base, "media");
        new Broker(base.in(media));
        var films = new App(apps.in(media), "films", Text.of("nobody"));
        new App(apps.in(media), "front", films.port.address());
    }

    private static final class App extends Component {
        private final ServicePort port;

        App(Scope scope, String id, Text upstream) {
            super(scope, id);
            var server = new Deployment(
                    this,
                    d -> d.container(
                            "web",
                            "docker.io/library/nginx:1.29",
                            c -> c.port("http", 8080).env("UPSTREAM", upstream)));
            port = new Service(this, server).port("http");
        }
    }

    private static final class Broker extends Component {
        Broker(Scope scope) {
            super(scope, "broker");
            var chart = new OciRepository(this, "oci://example.com/charts/broker", "1.0.0");
            new HelmRelease(this, chart, CrdOwner.RELEASE, r -> r.bringsCrd("example.com", "Queue", "queues"));
            new CustomResource(this, "queue", "example.com/v1", "Queue", r -> {});
        }
    }
}
