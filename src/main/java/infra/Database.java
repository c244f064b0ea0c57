package infra;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Connection;
import espalier.kubernetes.InitContainers;
import java.util.function.Consumer;

/**
 * A database of an app's own in a {@link DatabaseServer}, with a role and a password that are its own, too.
 *
 * <p>It belongs to the app's component, so that adding an app changes nothing of the server's.
 */
public final class Database extends Component {
    private final DatabaseServer server;
    private final String name;
    private final SecretKey password;

    /** The database of the component that {@code scope} is in, called like it. */
    public Database(Scope scope, String id, DatabaseServer server) {
        this(scope, id, server, d -> {});
    }

    /** One database of several of the component that {@code scope} is in. */
    public Database(Scope scope, String id, DatabaseServer server, Consumer<DatabaseSettings> configure) {
        super(scope, id);
        this.server = server;
        var settings = Settings.configured(new DatabaseSettings(this), configure);
        Node unit = node().unit();
        this.name = settings.named.or(unit == null ? id : unit.id());
        var credentials = new BootstrapSecret(this, "credentials", s -> s.password("DATABASE_PASSWORD"));
        password = credentials.key("DATABASE_PASSWORD");
        server.make(this);
    }

    /** What gives a container the URL of the database in the variable {@code variable}, and its pod the database itself. */
    public Connection url(String variable) {
        return reader -> {
            createBefore(reader.pod());
            reader.env(
                    variable,
                    Text.of(
                            "postgresql://",
                            name,
                            ":",
                            password,
                            "@",
                            server.port().address(),
                            "/",
                            name));
        };
    }

    /** Adds what {@code pod} has to do before each of its starts; {@link #url} sees to it by itself. */
    public void createBefore(InitContainers pod) {
        server.before(pod, this);
    }

    /** The name by which the reader finds the server. */
    public Text host() {
        return server.port().host();
    }

    /** The server's port. */
    public Text port() {
        return server.port().port();
    }

    /** The database's name in the server. */
    public Text name() {
        return Text.of(name);
    }

    /** The role that the database belongs to. */
    public Text role() {
        return Text.of(name);
    }

    /** The role's password. */
    public SecretKey password() {
        return password;
    }

    /** What can be set on a database. */
    public static final class DatabaseSettings extends Settings {
        private final Setting<String> named = setting("named");

        private DatabaseSettings(Database database) {
            super(database.node());
        }

        /** The name of the database and of its role; default is the component's id. */
        public DatabaseSettings named(String name) {
            named.set(name);
            return this;
        }
    }
}
