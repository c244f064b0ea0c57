package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.OciRepository;
import espalier.kubernetes.CustomResource;

/** A stage that is to be one Kustomization, though a resource in it needs a chart of it to be installed first. */
public final class BundledChart extends Cluster {
    public BundledChart(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var base = new Stage(this, "base", s -> s.bundled());

        new Broker(base, "broker");
        new Queue(base, "mail");
    }

    private static final class Broker extends Component {
        Broker(Scope scope, String id) {
            super(scope, id);
            var chart = new OciRepository(this, "oci://example.com/charts/broker", "1.0.0");
            new HelmRelease(this, chart, CrdOwner.RELEASE, r -> r.bringsCrd("example.com", "Queue", "queues"));
        }
    }

    private static final class Queue extends Component {
        Queue(Scope scope, String id) {
            super(scope, id);
            new CustomResource(this, "queue", "example.com/v1", "Queue", r -> {});
        }
    }
}
