package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;

/** The same port of the nodes for two pages, and one that is not given out. */
public final class NodePortsRefused extends Cluster {
    public NodePortsRefused(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var web = new Deployment(apps, "web", d -> d.container("web", "example.com/web:1", c -> c.port("http", 8080)));
        new Service(apps, "front", web, s -> s.nodePort("http", 30080));
        new Service(apps, "back", web, s -> s.nodePort("http", 30080));
        new Service(apps, "side", web, s -> s.nodePort("http", 8080));
        var two = new Deployment(
                apps,
                "two",
                d -> d.container(
                        "two", "example.com/two:1", c -> c.port("http", 8080).port("admin", 9000)));
        new Service(apps, "both", two, s -> s.nodePort("http", 30081));
    }
}
