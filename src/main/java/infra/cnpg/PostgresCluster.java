package infra.cnpg;

import espalier.Component;
import espalier.Identity;
import espalier.Names;
import espalier.Provision;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.StorageClass;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.Database;
import infra.DatabaseNames;
import infra.DatabaseServer;
import infra.Minio;
import infra.cnpg.Archive.ArchiveSettings;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;
import java.util.List;
import java.util.function.Consumer;

/**
 * PostgreSQL with several instances, one of which is written to while the others follow, run by {@link CloudNativePg}.
 *
 * <p>The operator makes databases and roles as well: each is an object beside the server, where apps of any namespace can have
 * theirs, since nobody but the server reads the password there. What it makes by itself, a database {@code app}, stays empty.
 */
public final class PostgresCluster extends Component implements DatabaseServer, Measured {
    private static final String API = "postgresql.cnpg.io/v1";

    /** What the operator 1.30.0 runs where nothing is named, so that an upgrade of it changes no server. */
    private static final String IMAGE = "ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie";

    private static final String LOGIN = "kubernetes.io/basic-auth";

    private final DatabaseNames databases = new DatabaseNames(this);
    private final CustomResource server;
    private final ServicePort port;

    /** A server that keeps its data on {@code size} of {@code storage} for each instance, and archives it nowhere. */
    public PostgresCluster(Scope scope, String id, StorageClass storage, String size) {
        this(scope, id, storage, size, p -> {});
    }

    /** A server that keeps its data on {@code size} of {@code storage} for each instance. */
    public PostgresCluster(
            Scope scope, String id, StorageClass storage, String size, Consumer<PostgresClusterSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PostgresClusterSettings(this), configure);
        server = new CustomResource(this, API, "Cluster", c -> {
            c.spec("instances", settings.instances.or(3))
                    .spec("imageName", node().image(IMAGE))
                    .spec("storage", Mapping.of("storageClass", storage.name()).put("size", size))
                    .spec(
                            "resources",
                            Mapping.of("requests", Mapping.of("cpu", "100m").put("memory", "512Mi"))
                                    .put("limits", Mapping.of("memory", settings.memory.or("2Gi"))));
            if (settings.superuser.isSet()) {
                c.spec("enableSuperuserAccess", true).spec("superuserSecret", superuser());
            }
            Archive archive = settings.archive.get();
            if (archive != null) {
                archive.writeTo(c);
            }
        });
        Archive archive = settings.archive.get();
        if (archive != null) {
            archive.backUp(server);
        }
        var service = Identity.of("", "Service", node().namespace().text(), node().objectName() + "-rw");
        port = ServicePort.of(
                Provision.of(service, server.node()).withKeys(List.of("postgres", "5432")), "postgres", 5432);
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new CustomResource(
                this,
                "metrics",
                "monitoring.coreos.com/v1",
                "PodMonitor",
                m -> m.named(node().objectName())
                        .spec("selector", Mapping.of("matchLabels", Mapping.of("cnpg.io/cluster", server.name())))
                        .spec("podMetricsEndpoints", Sequence.of(Mapping.of("port", "metrics"))));
    }

    private Mapping superuser() {
        var login = new BootstrapSecret(
                this,
                "superuser",
                s -> s.type(LOGIN).text("username", Text.of("postgres")).password("password"));
        return Mapping.of("name", login.name());
    }

    @Override
    public ServicePort port() {
        return port;
    }

    /** A role and a database, beside the server and of the app's component; both stay when the app goes. */
    @Override
    public void make(Database database) {
        if (!databases.claim(database)) {
            return;
        }
        Scope beside = database.in(node().placement().namespace());
        String name = node().objectName() + "-" + Names.asLabel(database.name().text(), "database");
        var login = new BootstrapSecret(
                beside,
                "login",
                s -> s.named(name)
                        .type(LOGIN)
                        // So that the operator sees a new password at once.
                        .label("cnpg.io/reload", "true")
                        .text("username", database.role())
                        .text("password", Text.of(database.password())));
        new CustomResource(
                beside,
                "role",
                API,
                "DatabaseRole",
                r -> r.named(name)
                        .spec("cluster", Mapping.of("name", server.name()))
                        .spec("name", database.role())
                        .spec("login", true)
                        .spec("passwordSecret", Mapping.of("name", login.name())));
        new CustomResource(
                beside,
                "database",
                API,
                "Database",
                d -> d.named(name)
                        .spec("cluster", Mapping.of("name", server.name()))
                        .spec("name", database.name())
                        .spec("owner", database.role())
                        .spec("databaseReclaimPolicy", "retain"));
    }

    /** What can be set on a server. */
    public static final class PostgresClusterSettings extends Settings {
        private final PostgresCluster cluster;
        private final Setting<Integer> instances = setting("instances");
        private final Setting<String> memory = setting("memory");
        private final Setting<Boolean> superuser = setting("superuser");
        private final Setting<Archive> archive = setting("archive");

        private PostgresClusterSettings(PostgresCluster cluster) {
            super(cluster.node());
            this.cluster = cluster;
        }

        /** How many instances there are; default 3. */
        public PostgresClusterSettings instances(int count) {
            instances.set(count);
            return this;
        }

        /** The memory that each instance may use at most; default {@code 2Gi}. */
        public PostgresClusterSettings memory(String limit) {
            memory.set(limit);
            return this;
        }

        /** Lets people log in as {@code postgres}, by a Secret; default is that nobody can. */
        public PostgresClusterSettings superuser() {
            superuser.set(true);
            return this;
        }

        /** Archives all that is written into a bucket of {@code minio}, so that the server can be made anew as it was. */
        public PostgresClusterSettings archive(Minio minio, Consumer<ArchiveSettings> configure) {
            archive.set(new Archive(cluster, minio, configure));
            return this;
        }
    }
}
