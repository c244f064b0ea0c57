package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.NamespaceHandle;
import espalier.Stage;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Namespace;

/** Isolates a stage, of which the namespaces are meant, and nothing at all in three other ways, and what keeps the cluster alive. */
public final class IsolationOfNothing extends Cluster {
    public IsolationOfNothing(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5"));
        var apps = new Stage(this, "apps");
        var web = new Namespace(apps, "web");
        new Deployment(apps.in(web), "page", d -> d.container("page", "docker.io/library/nginx:1.29", c -> {}));

        new Isolation(this, "stage", Dialect.KUBERNETES, apps);
        new Isolation(this, "none", Dialect.KUBERNETES);
        new Isolation(this, "forgotten", Dialect.KUBERNETES, web, null);
        new Isolation(this, "undecided", null, web);
        new Isolation(this, "network", Dialect.KUBERNETES, apps.in(NamespaceHandle.KUBE_SYSTEM));
    }
}
