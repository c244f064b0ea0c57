package broken;

import espalier.Cluster;
import espalier.Fleet;
import espalier.Stage;
import espalier.Text;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRepository;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;

/** Secrets where git would show them. */
public final class SecretsExposed extends Cluster {
    public SecretsExposed(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());
        var apps = new Stage(this, "apps");

        var login = new BootstrapSecret(apps, "login", s -> s.password("password"));
        var password = login.key("password");
        new ConfigMap(apps, "settings", c -> c.value("url", Text.of("http://admin:", password, "@db")));
        new Deployment(
                apps,
                "web",
                d -> d.annotation("example.com/login", Text.of("admin:", password))
                        .container("web", "example.com/web:1", c -> c.args("--password", password)));
        var charts = new HelmRepository(apps, "charts", "https://charts.example.com", r -> {});
        new HelmRelease(
                apps,
                "traefik",
                charts.chart("traefik", "37.0.0"),
                CrdOwner.RELEASE,
                h -> h.value(Text.of("admin:", password), "auth", "basic"));
    }
}
