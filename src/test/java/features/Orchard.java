package features;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import java.util.function.Consumer;

/** A cluster with as many small apps as a test of the tree on disk needs. */
final class Orchard extends Cluster {
    private final Stage apps;

    Orchard(Fleet fleet, String name, Consumer<Orchard> plant) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        apps = new Stage(this, "apps");
        plant.accept(this);
    }

    /** One more app. */
    Orchard app(String id, String image) {
        new App(apps, id, image);
        return this;
    }

    private static final class App extends Component {
        App(Scope scope, String id, String image) {
            super(scope, id);
            var config = new ConfigMap(
                    this,
                    c -> c.value("motto", "all " + id + "s are equal")
                            .value("rules", "first: be " + id + "\nsecond: stay " + id + "\n"));
            var server = new Deployment(
                    this,
                    d -> d.container(
                            "server",
                            image,
                            c -> c.port("http", 8080)
                                    .env("ROW", "1")
                                    .env("TREE", "2")
                                    .mountReadOnly(config, "/etc/app")));
            new Service(this, server);
        }
    }
}
