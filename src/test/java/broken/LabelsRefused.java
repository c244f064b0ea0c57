package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Deployment;

/** Labels as sentences. */
public final class LabelsRefused extends Cluster {
    public LabelsRefused(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Deployment(
                apps,
                "web",
                d -> d.label("owner", "the people who look after the web page, and nobody else, ever")
                        .label("example.com/team/blue", "yes")
                        .annotation("-note", "any text will do")
                        .container("web", "example.com/web:1", c -> c.port("http", 8080)));
        patch(
                apps,
                "the inventory wants a number",
                p -> p.kind("Deployment").set(7, "metadata", "labels", "inventory"));
    }
}
