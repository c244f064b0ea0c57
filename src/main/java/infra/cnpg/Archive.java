package infra.cnpg;

import espalier.Component;
import espalier.Node;
import espalier.Origin;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.CustomResource.CustomResourceSettings;
import espalier.rules.Rule;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.Bucket;
import infra.Minio;
import java.time.Duration;
import java.util.function.Consumer;

/** Where the write-ahead log of a {@link PostgresCluster} goes all the time, and its data once a day. */
public final class Archive extends Component {
    private static final String PLUGIN = "barman-cloud.cloudnative-pg.io";
    private static final String SOURCE = "archive";

    private static final Rule SAME_NAME = Rule.error(
            "archive-taken",
            "A PostgreSQL is to recover from the archive that it writes to",
            "Barman writes to no archive that another server began, so that the new one would never be ready",
            "let it archive under a name of its own with as(…)");

    private final ArchiveSettings settings;
    private final CustomResource store;
    private final String cluster;

    Archive(PostgresCluster cluster, Minio minio, Consumer<ArchiveSettings> configure) {
        super(cluster, "archive");
        this.cluster = cluster.node().objectName();
        settings = Settings.configured(new ArchiveSettings(node()), configure);
        var bucket = new Bucket(this, "bucket", minio);
        var credentials = Mapping.of(
                        "accessKeyId",
                        Mapping.of("name", bucket.accessKey().secret())
                                .put("key", bucket.accessKey().key()))
                .put(
                        "secretAccessKey",
                        Mapping.of("name", bucket.secretKey().secret())
                                .put("key", bucket.secretKey().key()));
        var compression = Mapping.of("compression", settings.compression.or("bzip2"));
        var memory = Mapping.of("requests", Mapping.of("memory", "64Mi")).put("limits", Mapping.of("memory", "512Mi"));
        store = new CustomResource(
                this,
                "store",
                "barmancloud.cnpg.io/v1",
                "ObjectStore",
                o -> o.named(this.cluster)
                        .spec(
                                "configuration",
                                Mapping.of("destinationPath", Text.of("s3://", bucket.name(), "/"))
                                        .put("endpointURL", bucket.endpoint())
                                        .put("s3Credentials", credentials)
                                        .put("data", compression)
                                        .put("wal", compression.copy()))
                        .spec(
                                "retentionPolicy",
                                settings.keep.or(Duration.ofDays(14)).toDays() + "d")
                        .spec("instanceSidecarConfiguration", Mapping.of("resources", memory)));
        String from = settings.recoverFrom.get();
        if (from != null && from.equals(settings.as.or(this.cluster))) {
            node().findings()
                    .report(
                            SAME_NAME,
                            node(),
                            Origin.here(),
                            "Tried to recover " + cluster.node().path() + " from the archive of \"" + from
                                    + "\" and to go on with the same, but Barman writes to no archive that another"
                                    + " server began",
                            "let it archive under a name of its own, as in as(\"" + from + "-2\")");
        }
    }

    /** Once a day, and at once when there is nothing yet. */
    void backUp(CustomResource server) {
        new CustomResource(
                this,
                "backup",
                "postgresql.cnpg.io/v1",
                "ScheduledBackup",
                b -> b.named(cluster)
                        .spec("cluster", Mapping.of("name", server.name()))
                        .spec("schedule", settings.schedule.or("@daily"))
                        .spec("immediate", true)
                        .spec("backupOwnerReference", "self")
                        .spec("method", "plugin")
                        .spec("pluginConfiguration", Mapping.of("name", PLUGIN)));
    }

    /** Says of the server where it archives, and from which archive it begins where it has no data. */
    void writeTo(CustomResourceSettings server) {
        server.spec(
                "plugins",
                Sequence.of(Mapping.of("name", PLUGIN)
                        .put("isWALArchiver", true)
                        .put("parameters", parameters(settings.as.or(cluster)))));
        String from = settings.recoverFrom.get();
        if (from != null) {
            var plugin = Mapping.of("name", PLUGIN).put("parameters", parameters(from));
            server.spec("bootstrap", Mapping.of("recovery", Mapping.of("source", SOURCE)))
                    .spec(
                            "externalClusters",
                            Sequence.of(Mapping.of("name", SOURCE).put("plugin", plugin)));
        }
    }

    private Mapping parameters(String serverName) {
        return Mapping.of("barmanObjectName", store.name()).put("serverName", serverName);
    }

    /** What can be set on an archive. */
    public static final class ArchiveSettings extends Settings {
        private final Setting<Duration> keep = setting("keep");
        private final Setting<String> compression = setting("compression");
        private final Setting<String> schedule = setting("schedule");
        private final Setting<String> as = setting("as");
        private final Setting<String> recoverFrom = setting("recoverFrom");

        private ArchiveSettings(Node node) {
            super(node);
        }

        /** How far back the server can be recovered, to any moment; default 14 days. */
        public ArchiveSettings keep(Duration window) {
            keep.set(window);
            return this;
        }

        /** How data and log are compressed, as {@code bzip2}, {@code gzip} or {@code snappy}; default {@code bzip2}. */
        public ArchiveSettings compression(String algorithm) {
            compression.set(algorithm);
            return this;
        }

        /** When all data is copied, as cron writes it with seconds first; default {@code @daily}, which is at midnight. */
        public ArchiveSettings schedule(String schedule) {
            this.schedule.set(schedule);
            return this;
        }

        /**
         * Under which name the server archives; default is its own. One that recovers needs a name that no server before it
         * had.
         */
        public ArchiveSettings as(String serverName) {
            as.set(serverName);
            return this;
        }

        /**
         * Lets a server that has no data yet begin with all that the server of this name archived, and go on under another:
         * after the loss of the cluster {@code as("postgres-2").recoverFrom("postgres")}. It has no effect on a server that has
         * data, so that both lines stay until the next loss.
         */
        public ArchiveSettings recoverFrom(String serverName) {
            recoverFrom.set(serverName);
            return this;
        }
    }
}
