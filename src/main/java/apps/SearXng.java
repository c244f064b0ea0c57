package apps;

import espalier.Component;
import espalier.Exposed;
import espalier.Resource;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Health;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Service;
import java.util.function.Consumer;

/**
 * SearXNG: asks many search engines at once, and tells none of them who asks.
 *
 * <p>It answers people in HTML and programs in JSON, and holds nobody back, since only the house reaches it.
 */
public final class SearXng extends Component {
    private static final String IMAGE = "docker.io/searxng/searxng:2026.9.25-12f8b6515";

    /** As whom the image runs; its files are that user's. */
    private static final Owner USER = new Owner(977, 977);

    private final ServicePort port;

    /** A search page, and an API for programs. */
    public SearXng(Scope scope, String id, Consumer<PageSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PageSettings(this), configure);
        var secret = new BootstrapSecret(this, "secret", s -> s.password("SEARXNG_SECRET"));
        var config =
                new ConfigMap(this, "config", c -> c.file("settings.yml", Resource.of("apps/searxng-settings.yml")));
        var cache = new EmptyDir(this, "cache");
        var temporary = new EmptyDir(this, "tmp");
        var server = new Deployment(
                this,
                d -> d.runAs(USER)
                        .filesGroup(USER.gid())
                        .internet("it asks search engines")
                        .container(
                                "searxng",
                                IMAGE,
                                c -> c.port("http", 8080)
                                        .env("SEARXNG_SECRET", secret.key("SEARXNG_SECRET"))
                                        // The image listens on IPv6, which not every machine has.
                                        .env("GRANIAN_HOST", "0.0.0.0")
                                        .mountPart(config, "settings.yml", "/etc/searxng/settings.yml")
                                        .mount(cache, "/var/cache/searxng")
                                        .mount(temporary, "/tmp")
                                        .health(Health.http("http", "/healthz")
                                                .starts(5, 30)
                                                .every(30))
                                        .cpu("50m")
                                        .memory("256Mi", "512Mi")));
        port = new Service(this, server).port("http");
        Exposed page = settings.expose(this, port);
        if (page != null) {
            server.configure(d -> d.container("searxng", c -> c.env("SEARXNG_BASE_URL", Text.of(page.url(), "/"))));
        }
    }

    /** Where it answers, people at {@code /} and programs at {@code /search}. */
    public ServicePort port() {
        return port;
    }
}
