package broken;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Service;
import espalier.rules.Scarcity;

/** Something of everything that a verdict can hold: cascades, one line with several mistakes, a warning, a waiver. */
public final class ToldInFourWays extends Cluster {
    public ToldInFourWays(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").git("ssh://git@github.com/example/lab.git", "main"));
        var apps = new Stage(this, "apps");
        new Stage(this, "later");

        new Shelf(apps, "films", "fats");
        new Shelf(apps, "songs", "fats");
        new Shelf(apps, "books", "fats");
        new Shelf(apps, "games", "fats");
        new Shelf(apps, "plays", "fats");

        new ConfigMap(apps, "100%", c -> c.value("a:b", "1").value("c,d", "2"));
        var web = new Deployment(apps, "web", d -> d.container("web", "Example.com/Web", c -> c.port("http", 8080)));
        new Service(apps, "front", web, s -> s.nodePort("http", 80))
                .waive(Scarcity.NODE_PORT, "the API server was given the range from 80 on");

        var charts = new HelmRepository(apps, "charts", "https://charts.example.com", r -> {});
        new HelmRelease(apps, "driver", charts.chart("driver", "1.0.0"), CrdOwner.RELEASE, h -> {});
    }

    private static final class Shelf extends Component {
        Shelf(Scope scope, String id, String storageClass) {
            super(scope, id);
            new CustomResource(this, "v1", "PersistentVolumeClaim", c -> c.spec("storageClassName", storageClass));
        }
    }
}
