package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;

/** Two components that each bring the same ConfigMap and the same Secret. */
public final class ObjectTwice extends Cluster {
    public ObjectTwice(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new ConfigMap(apps, "settings", c -> c.named("site").value("theme", "dark"));
        new ConfigMap(apps, "defaults", c -> c.named("site").value("theme", "light"));
        new BootstrapSecret(apps, "reader", s -> s.named("login").password("password"));
        new BootstrapSecret(apps, "writer", s -> s.named("login").password("password"));
    }
}
