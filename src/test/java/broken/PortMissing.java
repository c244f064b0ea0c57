package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Resource;
import espalier.Stage;
import espalier.Text;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Manifests;
import espalier.kubernetes.Service;

/** Ports that were renamed in one place. */
public final class PortMissing extends Cluster {
    public PortMissing(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var web = new Deployment(
                apps,
                "web",
                d -> d.container(
                        "web", "example.com/web:1", c -> c.port("http", 8080).port("admin", 9000)));
        var front = new Service(apps, "front", web, s -> s.only("http").nodePort("admin", 30090));
        new Deployment(
                apps,
                "client",
                d -> d.container(
                        "client",
                        "example.com/client:1",
                        c -> c.env(
                                        "URL",
                                        Text.of(
                                                "http://",
                                                new Service(apps, "web-http", web, s -> {})
                                                        .port("htpp")
                                                        .address()))
                                .env("ADMIN", front.port("admin").address())));
        new Manifests(apps, "legacy", "it came with the documentation", Resource.of("broken/service.yaml"));
    }
}
