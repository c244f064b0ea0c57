package apps;

import espalier.Component;
import espalier.Scope;
import espalier.Settings;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Health;
import espalier.kubernetes.Rights;
import espalier.kubernetes.Service;
import espalier.kubernetes.ServiceAccount;
import java.util.function.Consumer;

/**
 * Capacitor: shows what Flux does, and lets people ask it to do that now. It knows no users: whoever reaches its page may.
 *
 * <p>Of its makers' own rights (github.com/gimlet-io/capacitor, {@code deploy/k8s/rbac.yaml}, v0.4.8), those to read Secrets are left
 * out: then it cannot show what is in one.
 */
public final class Capacitor extends Component {
    private static final String SOURCES = "source.toolkit.fluxcd.io";
    private static final String KUSTOMIZATIONS = "kustomize.toolkit.fluxcd.io";
    private static final String RELEASES = "helm.toolkit.fluxcd.io";

    /** A page about all of the cluster that Flux applies. */
    public Capacitor(Scope scope, String id, Consumer<PageSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PageSettings(this), configure);
        var account = new ServiceAccount(this);
        new Rights(this, account, r -> {
            r.everywhere()
                    .read("", "pods", "pods/log", "services", "events", "configmaps")
                    .read("apps", "deployments")
                    .read("networking.k8s.io", "ingresses")
                    .read(SOURCES, "gitrepositories", "ocirepositories", "buckets", "helmrepositories", "helmcharts")
                    .read(KUSTOMIZATIONS, "kustomizations")
                    .read(RELEASES, "helmreleases");
            // An annotation asks Flux to look at an object now.
            for (String source : new String[] {"gitrepositories", "ocirepositories", "buckets", "helmrepositories"}) {
                r.may(SOURCES, source, "patch");
            }
            r.may(KUSTOMIZATIONS, "kustomizations", "patch").may(RELEASES, "helmreleases", "patch");
        });
        var temporary = new EmptyDir(this, "tmp");
        var server = new Deployment(
                this,
                d -> d.runAs(100, 101)
                        .serviceAccount(account, "it watches what Flux applies")
                        .container(
                                "capacitor",
                                "ghcr.io/gimlet-io/capacitor:v0.4.8",
                                c -> c.port("http", 9000)
                                        .mount(temporary, "/tmp")
                                        .health(Health.http("http", "/")
                                                .starts(5, 30)
                                                .within(10)
                                                .every(30))
                                        .cpu("100m")
                                        .memory("128Mi", "512Mi")));
        settings.expose(this, new Service(this, server).port("http"));
    }
}
