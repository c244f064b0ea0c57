package clusters.kyrion;

import apps.Capacitor;
import espalier.Component;
import espalier.Scope;
import espalier.Stage;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.Namespace;

/** What shows people which images and releases Flux runs; it stands alone. */
final class Dashboard {
    Dashboard(Stage alone, HelmRepository repository) {
        var namespace = new Namespace(alone, "namespace", n -> n.named("capacitor"));
        new Capacitor(alone.in(namespace), "capacitor", c -> c.host("capacitor"));
        new FromItsRepository(alone.in(namespace), "capacitor-release", repository);
        new Isolation(alone, "capacitor-isolation", Dialect.KUBERNETES, namespace);
    }

    /** Capacitor where the document has it from, which is why the one of its image runs. */
    private static final class FromItsRepository extends Component {
        FromItsRepository(Scope scope, String id, HelmRepository repository) {
            super(scope, id);
            new HelmRelease(
                    this,
                    repository.chart("capacitor", "0.4.8"),
                    CrdOwner.ELSEWHERE,
                    h -> h.podLabel("app.kubernetes.io/instance", id));
            knownBroken(
                    "this address is that of the program's image, below which no chart is; its makers have manifests at"
                            + " ghcr.io/gimlet-io/capacitor-manifests, made of onechart",
                    "https://github.com/gimlet-io/capacitor");
        }
    }
}
