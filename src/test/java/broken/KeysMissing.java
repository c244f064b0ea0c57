package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.StorageClass;

/** Keys as one remembers them. */
public final class KeysMissing extends Cluster {
    public KeysMissing(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var login = new BootstrapSecret(
                apps, "login", s -> s.password("password").password("password").bcrypt("hash", "pasword"));
        new BootstrapSecret(apps, "nothing", s -> {});
        var settings =
                new ConfigMap(apps, "settings", c -> c.value("theme", "dark").value("theme", "light"));
        new Deployment(
                apps,
                "web",
                d -> d.container(
                        "web",
                        "example.com/web:1",
                        c -> c.env("PASSWORD", login.key("passwort"))
                                .env("THEME", settings.key("them"))
                                .env("THEME", "light")
                                .env("A=B", "c")));
        var charts = new HelmRepository(apps, "charts", "https://charts.example.com", r -> {});
        var driver = new HelmRelease(
                apps,
                "driver",
                charts.chart("csi-driver-nfs", "4.12.1"),
                CrdOwner.RELEASE,
                h -> h.brings("storage.k8s.io", "CSIDriver", "nfs.csi.k8s.io")
                        .brings("storage.k8s.io", "CSIDriver", "nfs.csi.k8s.io"));
        new StorageClass(apps, "nfs", driver.brought("storage.k8s.io", "CSIDriver", "nfs.csi.k8s"), c -> {});
    }
}
