package apps;

import espalier.Component;
import espalier.Exposed;
import espalier.ExposedSettings;
import espalier.Scope;
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
import espalier.kubernetes.Volume;
import infra.Database;
import infra.DatabaseServer;
import infra.Redis;
import java.util.function.Consumer;

/** Paperless-ngx: scans and letters, read, sorted, and found again. */
public final class PaperlessNgx extends Component {
    /** The image runs as any user that owns its directories; this is the one that upstream's own documents use. */
    private static final Owner USER = new Owner(1000, 1000);

    private static final String IMAGE = "ghcr.io/paperless-ngx/paperless-ngx:2.20.8";
    private static final String HOME = "/usr/src/paperless/";

    /** An archive whose documents are on a volume of the cluster, and what it knows of them in a database of {@code server}. */
    public PaperlessNgx(Scope scope, String id, DatabaseServer server, Consumer<PaperlessSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PaperlessSettings(this), configure);
        var secret = new BootstrapSecret(
                this, "secret", s -> s.password("PAPERLESS_SECRET_KEY").password("PAPERLESS_ADMIN_PASSWORD"));
        var database = new Database(this, "database", server);
        var tasks = new Redis(this, "tasks", Redis.RedisSettings::queue);
        var documents = new AppVolume(this, settings.size.or("20Gi"), USER);
        var temporary = new EmptyDir(this, "tmp");
        var export = new EmptyDir(this, "export");
        var run = new EmptyDir(this, "run");
        Volume given = settings.inbox.get();
        Volume inbox = given == null ? new EmptyDir(this, "inbox") : given;

        var archive = new Deployment(
                this,
                d -> d.recreate() // its index is on a volume of one node, and takes one writer
                        .runAs(USER)
                        // Its init system, s6, starts only where /run belongs to its user. That of the image belongs to
                        // root, and so does
                        // an empty directory, but not what the user makes in one.
                        .initContainer(
                                "make-run",
                                IMAGE,
                                c -> c.command("mkdir", "-p", "-m", "755", "/new/run")
                                        .mount(run, "/new")
                                        .memory("16Mi", "64Mi"))
                        .container("paperless", IMAGE, c -> {
                            c.port("http", 8000);
                            database.createBefore(c.pod());
                            c.env("PAPERLESS_DBENGINE", "postgresql")
                                    .env("PAPERLESS_DBHOST", database.host())
                                    .env("PAPERLESS_DBPORT", database.port())
                                    .env("PAPERLESS_DBNAME", database.name())
                                    .env("PAPERLESS_DBUSER", database.role())
                                    .env("PAPERLESS_DBPASS", database.password())
                                    .env(
                                            "PAPERLESS_REDIS",
                                            Text.of("redis://", tasks.port().address()))
                                    .env("PAPERLESS_SECRET_KEY", secret.key("PAPERLESS_SECRET_KEY"))
                                    .env("PAPERLESS_ADMIN_USER", "admin")
                                    .env("PAPERLESS_ADMIN_PASSWORD", secret.key("PAPERLESS_ADMIN_PASSWORD"))
                                    // Nothing tells of a file that another machine puts on a network share.
                                    .env("PAPERLESS_CONSUMER_POLLING", "60")
                                    .mountPart(documents, "data", HOME + "data")
                                    .mountPart(documents, "media", HOME + "media")
                                    .mount(inbox, HOME + "consume")
                                    .mount(export, HOME + "export")
                                    .mount(temporary, "/tmp")
                                    .mountPart(run, "run", "/run")
                                    .writableRootFilesystem("its init system expects one that it can write")
                                    // The first start makes the tables and the search index.
                                    .health(Health.http("http", "/")
                                            .starts(10, 30)
                                            .within(10)
                                            .every(30)
                                            .failures(5))
                                    .cpu("100m")
                                    .memory("512Mi", "2Gi");
                        }));
        var page = new Service(this, archive).port("http");
        Exposed exposed = settings.expose(this, page);
        if (exposed != null) {
            archive.configure(d -> d.container("paperless", c -> c.env("PAPERLESS_URL", exposed.url())));
        }
    }

    /** What can be set on Paperless-ngx. */
    public static final class PaperlessSettings extends ExposedSettings<PaperlessSettings> {
        private final Setting<String> size = setting("size");
        private final Setting<Volume> inbox = setting("inbox");

        private PaperlessSettings(PaperlessNgx archive) {
            super(archive.node());
        }

        @Override
        protected PaperlessSettings self() {
            return this;
        }

        /** How much documents, thumbnails and the search index take; default {@code 20Gi}. */
        public PaperlessSettings size(String size) {
            this.size.set(size);
            return this;
        }

        /** Where the scanner puts what it scans; default is that documents come by the page alone. */
        public PaperlessSettings inbox(Volume directory) {
            inbox.set(directory);
            return this;
        }
    }
}
