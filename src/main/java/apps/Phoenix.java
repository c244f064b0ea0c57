package apps;

import espalier.Component;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Health;
import espalier.kubernetes.Service;
import infra.Database;
import infra.DatabaseServer;
import infra.monitoring.TraceSink;
import java.util.function.Consumer;

/** Arize Phoenix: takes traces of LLM calls and shows them. The traces are in PostgreSQL. */
public final class Phoenix extends Component implements TraceSink {
    private final ServicePort web;
    private final ServicePort grpc;

    /** Phoenix with its own database in {@code postgres}. */
    public Phoenix(Scope scope, String id, DatabaseServer postgres, Consumer<PhoenixSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PhoenixSettings(this), configure);
        var database = new Database(this, "database", postgres);
        var home = new EmptyDir(this, "home");
        var temporary = new EmptyDir(this, "tmp");

        // The image is distroless; 65532 is its user.
        var server = new Deployment(
                this,
                d -> d.runAs(65532, 65532)
                        .container(
                                "phoenix",
                                "arizephoenix/phoenix:latest",
                                c -> c.latest("the document wants it so, as Phoenix's own manuals do")
                                        .port("web", 6006)
                                        .port("grpc", 4317)
                                        .connect(database.url("PHOENIX_SQL_DATABASE_URL"))
                                        .env("PHOENIX_WORKING_DIR", "/var/lib/phoenix")
                                        .mount(home, "/var/lib/phoenix")
                                        .mount(temporary, "/tmp")
                                        // The first start migrates the database.
                                        .health(Health.http("web", "/healthz").ready("/readyz"))
                                        .cpu("100m")
                                        .memory("512Mi", "2Gi")));
        var service = new Service(this, server);
        web = service.port("web");
        grpc = service.port("grpc");
        Integer nodePort = settings.nodePort.get();
        if (nodePort != null) {
            // A Service of its own: a NodePort Service opens every one of its ports, and nobody sends traces from
            // outside.
            new Service(this, "web", server, s -> s.only("web").nodePort("web", nodePort));
        }
    }

    /** Where people look, and where programs send traces over HTTP to {@code /v1/traces}. */
    public ServicePort web() {
        return web;
    }

    @Override
    public ServicePort otlpGrpc() {
        return grpc;
    }

    @Override
    public ServicePort otlpHttp() {
        return web;
    }

    /** What can be set on Phoenix. */
    public static final class PhoenixSettings extends Settings {
        private final Setting<Integer> nodePort = setting("nodePort");

        private PhoenixSettings(Phoenix phoenix) {
            super(phoenix.node());
        }

        /** Opens the web page on this port of every node; default is inside the cluster only. */
        public PhoenixSettings nodePort(int port) {
            nodePort.set(port);
            return this;
        }
    }
}
