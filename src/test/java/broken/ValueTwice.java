package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.tree.Mapping;

/** Set values, labels and amounts of memory a second time further down. */
public final class ValueTwice extends Cluster {
    public ValueTwice(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var charts = new HelmRepository(apps, "charts", "https://charts.example.com", r -> {});
        var token = new BootstrapSecret(apps, "token", s -> s.password("token"));
        new HelmRelease(
                apps,
                "traefik",
                charts.chart("traefik", "37.0.0"),
                CrdOwner.RELEASE,
                h -> h.value(2, "deployment", "replicas")
                        .value(true, "dashboard")
                        .value(3, "deployment", "replicas")
                        .value(80, "dashboard", "port")
                        .value(Mapping.of("replicas", 1), "deployment")
                        .value(token.key("token"), "deployment", "replicas"));
        new Deployment(
                apps,
                "echo",
                d -> d.label("team", "blue")
                        .label("team", "green")
                        .container(
                                "echo",
                                "example.com/echo:1",
                                c -> c.memory("64Mi", "128Mi").memory("64Mi", "256Mi")));
    }
}
