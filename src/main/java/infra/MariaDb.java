package infra;

import espalier.Component;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Text;
import espalier.kubernetes.AppVolume;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.kubernetes.StatefulSet;

/**
 * A MariaDB server with one database, for one app: made inside it, so that nobody else has its password. The image makes database and
 * user at its first start only.
 */
public final class MariaDb extends Component {
    /** The user that the image has for the server. */
    private static final Owner USER = new Owner(999, 999);

    private final String name;
    private final SecretKey password;
    private final ServicePort port;

    /**
     * A server with a database and a user called {@code name}.
     *
     * @param size how much it keeps, as {@code 10Gi}
     */
    public MariaDb(Scope scope, String id, String name, String size) {
        super(scope, id);
        this.name = name;
        var credentials = new BootstrapSecret(
                this, "credentials", s -> s.password("MARIADB_PASSWORD").password("MARIADB_ROOT_PASSWORD"));
        password = credentials.key("MARIADB_PASSWORD");
        var data = new AppVolume(this, "data", size, USER);
        var run = new EmptyDir(this, "run");
        var temporary = new EmptyDir(this, "tmp");
        var server = new StatefulSet(
                this,
                s -> s.runAs(USER)
                        .filesGroup(USER.gid())
                        .terminationGracePeriod(120)
                        .container(
                                "mariadb",
                                "mariadb:11.8",
                                c -> c.port("mysql", 3306)
                                        .env("MARIADB_DATABASE", name)
                                        .env("MARIADB_USER", name)
                                        .env("MARIADB_PASSWORD", password)
                                        .env("MARIADB_ROOT_PASSWORD", credentials.key("MARIADB_ROOT_PASSWORD"))
                                        .env("MARIADB_AUTO_UPGRADE", "1")
                                        .mount(data, "/var/lib/mysql")
                                        .mount(run, "/run/mysqld")
                                        .mount(temporary, "/tmp")
                                        .startup(ready().every(5).failures(60))
                                        .readiness(ready())
                                        .liveness(ready().every(20).failures(6))
                                        .cpu("50m")
                                        .memory("256Mi", "1Gi")));
        port = new Service(this, server).port("mysql");
    }

    /** By the script of the image, which logs in with a user that it made for this alone. */
    private static Probe ready() {
        return Probe.exec("healthcheck.sh", "--connect", "--innodb_initialized").within(5);
    }

    /** Where the app connects. */
    public ServicePort port() {
        return port;
    }

    /** What database and user are called. */
    public Text name() {
        return Text.of(name);
    }

    /** The user's password. */
    public SecretKey password() {
        return password;
    }
}
