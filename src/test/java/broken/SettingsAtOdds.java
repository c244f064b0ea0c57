package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;

/** A Service without an address that shall have one outside. */
public final class SettingsAtOdds extends Cluster {
    public SettingsAtOdds(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var web = new Deployment(apps, "web", d -> d.container("web", "example.com/web:1", c -> c.port("http", 8080)));
        new Service(apps, "front", web, s -> s.headless().loadBalancer());
        new Service(apps, "back", web, s -> s.headless().nodePort("http", 30080));
    }
}
