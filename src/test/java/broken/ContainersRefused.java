package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Probe;
import espalier.tree.FieldPath;

/** Containers as one writes them on a Friday. */
public final class ContainersRefused extends Cluster {
    public ContainersRefused(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        new Deployment(apps, "empty", d -> d.replicas(1));
        var data = new EmptyDir(apps, "data");
        new Deployment(
                apps,
                "web",
                d -> d.container(
                                "web",
                                "",
                                c -> c.port("http-of-the-page", 8080)
                                        .port("admin", 90000)
                                        .port("admin", 9001)
                                        .readiness(Probe.http("htpp", "/"))
                                        .mount(data, "/data")
                                        .mount(data, "/data"))
                        .container("web", "example.com/log:1", c -> c.args("--follow"))
                        .container("Side_Car", "example.com/log:1", c -> c.liveness(Probe.tcp("log"))));
        patch(
                apps,
                "a volume of the node",
                p -> p.kind("Deployment")
                        .name("web")
                        .set(
                                "cache",
                                FieldPath.of("spec", "template", "spec", "containers")
                                        .item("name", "web")
                                        .field("volumeMounts")
                                        .index(0)
                                        .field("name")));
    }
}
