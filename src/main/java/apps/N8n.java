package apps;

import espalier.Component;
import espalier.Exposed;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.AppVolume;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Health;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Service;
import infra.Database;
import infra.DatabaseServer;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;
import infra.monitoring.ServiceMonitor;
import infra.monitoring.TraceSink;
import infra.monitoring.Traced;
import java.util.function.Consumer;

/**
 * n8n: workflows between programs, drawn by people.
 *
 * <p>What workflows log in with is in the database, encrypted with a key that the bootstrap makes: without that key, a database that
 * was brought back cannot be read.
 */
public final class N8n extends Component implements Measured, Traced {
    /** As whom the image runs, and to whom its home belongs. */
    private static final Owner USER = new Owner(1000, 1000);

    private static final String HOME = "/home/node/";

    private final Deployment workflows;
    private final ServicePort page;

    /** n8n with its own database in {@code server}, and what workflows write to disk on a volume of the cluster. */
    public N8n(Scope scope, String id, DatabaseServer server, Consumer<N8nSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new N8nSettings(this), configure);
        var secret = new BootstrapSecret(this, "secret", s -> s.password("N8N_ENCRYPTION_KEY"));
        var database = new Database(this, "database", server);
        var data = new AppVolume(this, settings.size.or("5Gi"), USER);
        var cache = new EmptyDir(this, "cache");
        var temporary = new EmptyDir(this, "tmp");

        workflows = new Deployment(
                this,
                d -> d.recreate() // two would both start what is due
                        .runAs(USER)
                        .internet("workflows talk to whatever people connect")
                        .terminationGracePeriod(60) // for what runs to come to an end
                        .container("n8n", "n8nio/n8n:2.37.10", c -> {
                            c.port("http", 5678);
                            database.createBefore(c.pod());
                            c.env("DB_TYPE", "postgresdb")
                                    .env("DB_POSTGRESDB_HOST", database.host())
                                    .env("DB_POSTGRESDB_PORT", database.port())
                                    .env("DB_POSTGRESDB_DATABASE", database.name())
                                    .env("DB_POSTGRESDB_USER", database.role())
                                    .env("DB_POSTGRESDB_PASSWORD", database.password())
                                    .env("N8N_ENCRYPTION_KEY", secret.key("N8N_ENCRYPTION_KEY"))
                                    .env("N8N_PORT", "5678")
                                    .env("N8N_DIAGNOSTICS_ENABLED", "false")
                                    .mount(data, HOME + ".n8n")
                                    .mount(cache, HOME + ".cache") // its page, as it is made for this address
                                    .mount(temporary, "/tmp")
                                    // The first start makes the tables.
                                    .health(Health.http("http", "/healthz").ready("/healthz/readiness"))
                                    .cpu("100m")
                                    .memory("512Mi", "2Gi");
                        }));
        page = new Service(this, workflows).port("http");
        Exposed exposed = settings.expose(this, page);
        if (exposed != null) {
            // Whoever calls a workflow calls it by the address that people know; one proxy stands before it.
            workflows.configure(d -> d.container(
                    "n8n",
                    c -> c.env("WEBHOOK_URL", Text.of(exposed.url(), "/"))
                            .env("N8N_EDITOR_BASE_URL", Text.of(exposed.url(), "/"))
                            .env("N8N_PROXY_HOPS", "1")));
        }
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        workflows.configure(d -> d.container("n8n", c -> c.env("N8N_METRICS", "true")));
        new ServiceMonitor(this, "metrics", page);
    }

    /** A span for each run of a workflow and each step of it; n8n can since 2.19. */
    @Override
    public void tracesTo(TraceSink sink) {
        sink.tracesOf(this);
        workflows.configure(d -> d.container(
                "n8n", c -> c.env("N8N_OTEL_ENABLED", "true").env("N8N_OTEL_EXPORTER_OTLP_ENDPOINT", sink.httpUrl())));
    }

    /** What can be set on n8n. */
    public static final class N8nSettings extends ExposedSettings<N8nSettings> {
        private final Setting<String> size = setting("size");

        private N8nSettings(N8n n8n) {
            super(n8n.node());
        }

        @Override
        protected N8nSettings self() {
            return this;
        }

        /** How much workflows may write to disk; default {@code 5Gi}. */
        public N8nSettings size(String size) {
            this.size.set(size);
            return this;
        }
    }
}
