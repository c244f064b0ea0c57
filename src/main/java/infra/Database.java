package infra;

import espalier.Component;
import espalier.Node;
import espalier.Resource;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Connection;
import espalier.kubernetes.InitContainers;
import espalier.rules.Rule;
import java.util.function.Consumer;

/**
 * A database of an app's own in a {@link Postgres}, with a role and a password that are its own, too.
 *
 * <p>It belongs to the app's component, so that adding an app changes nothing of the server's. An init container makes role
 * and database where they are missing, before every start of the app: also when the database is added later, or the server
 * begins anew.
 */
public final class Database extends Component {
    private static final Rule OTHER_NAMESPACE = Rule.error(
            "database-namespace",
            "A database stands in another namespace than its server",
            "A pod cannot read the server's password from another namespace",
            "make both in one namespace");

    private final Postgres server;
    private final String name;
    private final SecretKey password;

    /** The database of the component that {@code scope} is in, called like it. */
    public Database(Scope scope, String id, Postgres server) {
        this(scope, id, server, d -> {});
    }

    /** One database of several of the component that {@code scope} is in. */
    public Database(Scope scope, String id, Postgres server, Consumer<DatabaseSettings> configure) {
        super(scope, id);
        this.server = server;
        var settings = Settings.configured(new DatabaseSettings(this), configure);
        Node unit = node().unit();
        this.name = settings.named.or(unit == null ? id : unit.id());
        server.claim(name, node());
        var credentials = new BootstrapSecret(this, "credentials", s -> s.password("DATABASE_PASSWORD"));
        password = credentials.key("DATABASE_PASSWORD");
        if (!node().namespace().text().equals(server.node().namespace().text())) {
            node().findings()
                    .report(
                            OTHER_NAMESPACE,
                            node(),
                            "Tried to make the database " + name + " in the namespace "
                                    + node().namespace().text() + ", but its server "
                                    + server.node().path()
                                    + " is in " + server.node().namespace().text()
                                    + ", and a pod cannot read the server's password from another namespace",
                            "put the app into the server's namespace, or give it a server in its own");
            node().markBroken();
        }
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

    /** Makes role and database before every start of {@code pod}; {@link #url} sees to it by itself. */
    public void createBefore(InitContainers pod) {
        String step = "create-database-" + name;
        if (pod.hasInitContainer(step)) {
            return;
        }
        pod.initContainer(
                step,
                server.image(),
                c -> c.runAs(Postgres.IMAGE_USER)
                        .env("PGHOST", host())
                        .env("PGPORT", Text.of(port()))
                        .env("PGUSER", "postgres")
                        .env("PGPASSWORD", server.adminPassword())
                        .env("DATABASE_NAME", name)
                        .env("DATABASE_ROLE", name)
                        .env("DATABASE_PASSWORD", password)
                        .script(Resource.of("infra/create-database.sh"))
                        .memory("32Mi", "128Mi"));
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
