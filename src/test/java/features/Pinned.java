package features;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Layout;
import espalier.NamespaceHandle;
import espalier.Policy;
import espalier.Resource;
import espalier.Scope;
import espalier.flux.Charts;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;
import espalier.policy.ImageDigest;
import infra.apptemplate.AppTemplate;

/** Two apps of one image in two versions, one of an image without a digest, and a chart, all in the versions of a file. */
public final class Pinned extends Cluster {
    /** With the versions of {@code versions/right.yaml}, and apps as releases. */
    public Pinned(Fleet fleet, String name) {
        this(fleet, name, "versions/right.yaml", true, new ImageDigest());
    }

    Pinned(Fleet fleet, String name, String file, boolean packaged, Policy... policies) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.33")
                        .flux("2.7.5")
                        .layout(Layout.namespaces())
                        .policies(policies)
                        .versions(Resource.of(file)));
        if (packaged) {
            platform(Charts.OWN_OCI, new AppTemplate());
        }
        external().kinds("image.toolkit.fluxcd.io", "a test");
        external()
                .namespaced(
                        NamespaceHandle.FLUX_SYSTEM, "image.toolkit.fluxcd.io", "ImagePolicy", "test-old", "a test");
        var web = in(new Namespace(this, "web"));
        new App(web, "new", "nginx:1.27");
        var old = new App(web, "old", "docker.io/library/nginx:1.26");
        for (Policy policy : policies) {
            old.waive(policy.rule(), "a test");
        }
        new App(web, "secret", "ghcr.io/example/secret:1");
        new Broker(web);
    }

    private static final class App extends Component {
        App(Scope scope, String id, String image) {
            super(scope, id);
            new Deployment(this, d -> d.container("web", image, c -> {}));
        }
    }

    private static final class Broker extends Component {
        Broker(Scope scope) {
            super(scope, "broker");
            var charts = new HelmRepository(this, "https://charts.example.com");
            new HelmRelease(this, charts.chart("broker", "1.0.0"), CrdOwner.ELSEWHERE, r -> {});
        }
    }
}
