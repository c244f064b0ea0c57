package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;

/** A ConfigMap whose name changes with its content, read from another component. */
public final class HashedNameElsewhere extends Cluster {
    public HashedNameElsewhere(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var settings =
                new ConfigMap(apps, "settings", c -> c.value("theme", "dark").suffixNameWithHash());
        new Deployment(
                apps,
                "web",
                d -> d.container(
                        "web",
                        "example.com/web:1",
                        c -> c.env("THEME", settings.key("theme")).mount(settings, "/etc/web")));
    }
}
