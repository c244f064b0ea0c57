package apps;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.AppVolume;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Container;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Health;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Service;
import infra.MariaDb;
import java.util.function.Consumer;

/** RomM: a library of games, with covers and saves, played in the browser. What it knows of them is in a MariaDB of its own. */
public final class RomM extends Component {
    /** As whom the image runs, where it is not root. */
    private static final Owner USER = new Owner(1000, 1000);

    /** A library of {@code size} on a volume of the cluster. */
    public RomM(Scope scope, String id, String size, Consumer<RomMSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new RomMSettings(this), configure);
        var secret = new BootstrapSecret(this, "secret", s -> {
            s.random("ROMM_AUTH_SECRET_KEY", "", 64);
            if (settings.covers.isSet()) {
                s.given("IGDB_CLIENT_ID", "the id of an application of Twitch, for the covers of IGDB")
                        .given("IGDB_CLIENT_SECRET", "the secret of that application");
            }
        });
        var database = new MariaDb(this, "db", "romm", "10Gi");
        var games = new AppVolume(this, size, USER);
        var temporary = new EmptyDir(this, "tmp");
        var server = new Deployment(
                this,
                d -> d.recreate()
                        .runAs(USER)
                        .internet("it asks databases of games for covers and descriptions")
                        .container("romm", "rommapp/romm:4.9.2", c -> {
                            c.port("http", 8080)
                                    .env("ROMM_DB_DRIVER", "mariadb")
                                    .env("DB_HOST", database.port().host())
                                    .env("DB_PORT", Text.of(database.port().port()))
                                    .env("DB_NAME", database.name())
                                    .env("DB_USER", database.name())
                                    .env("DB_PASSWD", database.password())
                                    .env("ROMM_AUTH_SECRET_KEY", secret.key("ROMM_AUTH_SECRET_KEY"))
                                    .env("ENABLE_RESCAN_ON_FILESYSTEM_CHANGE", "true")
                                    .env("ENABLE_SCHEDULED_RESCAN", "true");
                            if (settings.covers.isSet()) {
                                c.env("IGDB_CLIENT_ID", secret.key("IGDB_CLIENT_ID"))
                                        .env("IGDB_CLIENT_SECRET", secret.key("IGDB_CLIENT_SECRET"));
                            }
                            keep(games, c);
                            c.mount(temporary, "/tmp")
                                    .writableRootFilesystem(
                                            "at each start it writes the configuration of its nginx below /etc")
                                    // The first start makes the tables.
                                    .health(Health.http("http", "/api/heartbeat")
                                            .within(10)
                                            .every(30)
                                            .failures(5))
                                    .cpu("500m")
                                    .memory("1Gi", "4Gi");
                        }));
        settings.expose(this, new Service(this, server).port("http"));
    }

    /** One volume in parts, so that the app moves a file from one to the other without copying it. */
    private static void keep(AppVolume games, Container container) {
        for (String part : new String[] {"library", "resources", "assets", "config"}) {
            container.mountPart(games, part, "/romm/" + part);
        }
        container.mountPart(games, "redis", "/redis-data");
    }

    /** What can be set on RomM. */
    public static final class RomMSettings extends ExposedSettings<RomMSettings> {
        private final Setting<Boolean> covers = setting("covers");

        private RomMSettings(RomM romm) {
            super(romm.node());
        }

        @Override
        protected RomMSettings self() {
            return this;
        }

        /** Asks IGDB for covers and descriptions, with an application of Twitch that somebody brings. */
        public RomMSettings covers() {
            covers.set(true);
            return this;
        }
    }
}
