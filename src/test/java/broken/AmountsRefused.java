package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.PersistentVolumeClaim;
import infra.SynologyNfs;

/** Amounts as shops write them. */
public final class AmountsRefused extends Cluster {
    public AmountsRefused(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var nfs = new SynologyNfs(apps, "synology", "192.168.1.5", "/volume1/lab");
        new PersistentVolumeClaim(apps, "films", nfs.retained(), "2 TB");
        var cache = new EmptyDir(apps, "cache", e -> e.sizeLimit("1GB"));
        new Deployment(
                apps,
                "web",
                d -> d.container(
                        "web",
                        "example.com/web:1",
                        c -> c.cpu("half").memory("512m", "1Gi").mount(cache, "/cache")));
        new Deployment(apps, "log", d -> d.container("log", "example.com/log:1", c -> c.memory("2Gi", "1Gi")));
    }
}
