package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import infra.Redis;

/** A component that Flux needs in two parts, and one that is called as the second. */
public final class NameOfSecondPart extends Cluster {
    public NameOfSecondPart(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Certificates(apps, "certificates");
        new Redis(apps, "certificates-config");
    }

    /** A chart with its definitions, and a resource of one of them. */
    private static final class Certificates extends Component {
        Certificates(Scope scope, String id) {
            super(scope, id);
            var charts = new HelmRepository(this, "https://charts.jetstack.io");
            new HelmRelease(
                    this,
                    charts.chart("cert-manager", "1.18.2"),
                    CrdOwner.RELEASE,
                    h -> h.bringsCrd("cert-manager.io", "ClusterIssuer", "clusterissuers"));
            new CustomResource(
                    this,
                    "cert-manager.io/v1",
                    "ClusterIssuer",
                    r -> r.clusterScoped().spec("selfSigned", new Mapping()));
        }
    }
}
