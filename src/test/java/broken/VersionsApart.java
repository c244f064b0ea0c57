package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.kubernetes.Manifests;

/** A Flux too new for its Kubernetes, a password in an address, and objects as they were written years ago. */
public final class VersionsApart extends Cluster {
    public VersionsApart(Fleet fleet, String name) {
        super(
                fleet,
                name,
                c -> c.kubernetes("1.34.0")
                        .flux("2.9.1")
                        .git("https://bot:hunter2@example.com/team/clusters", "refs/heads/main"));
        var apps = new Stage(this, "apps");
        new Manifests(apps, "old", "found on the old cluster", Resource.of("broken/old-versions.yaml"));
        external()
                .namespaced(
                        apps.placement().namespace(),
                        "image.toolkit.fluxcd.io",
                        "ImageRepository",
                        "web",
                        "it is old, too");
    }
}
