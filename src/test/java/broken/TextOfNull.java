package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.Text;
import espalier.kubernetes.Deployment;

/** A Text of a variable that is not set. */
public final class TextOfNull extends Cluster {
    public TextOfNull(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        String host = System.getProperty("no.such.property");
        new Deployment(
                apps,
                "web",
                d -> d.container("web", "example.com/web:1", c -> c.env("URL", Text.of("http://", host, "/"))));
    }
}
