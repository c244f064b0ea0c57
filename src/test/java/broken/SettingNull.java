package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Deployment;

/** Took a value from somewhere that had none. */
public final class SettingNull extends Cluster {
    public SettingNull(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        String image = System.getProperty("no.such.property");
        new Deployment(
                apps,
                "web",
                d -> d.label("version", image)
                        .named(image)
                        .container("web", "example.com/web:1", c -> c.port("http", 8080)));
    }
}
