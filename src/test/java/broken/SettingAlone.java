package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;

/** Wants to see who calls, on a Service that nobody outside can call. */
public final class SettingAlone extends Cluster {
    public SettingAlone(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var web = new Deployment(apps, "web", d -> d.container("web", "example.com/web:1", c -> c.port("http", 8080)));
        new Service(apps, "front", web, s -> s.keepClientAddress());
    }
}
