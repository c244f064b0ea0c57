package infra;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Owner;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.kubernetes.StatefulSet;
import espalier.kubernetes.StorageClass;
import espalier.rules.Rule;
import java.util.HashMap;
import java.util.Map;

/**
 * A PostgreSQL server with one instance. Apps make their own {@link Database} in it.
 *
 * <p>The server refuses a data directory that belongs to somebody else, so it runs as the user that the storage gives all
 * files to, where there is one.
 */
public final class Postgres extends Component {
    private static final Rule NAME_TAKEN = Rule.error(
            "database-taken",
            "Two databases of one server have the same name",
            "Each would set its own password",
            "give one of them another name, or let both readers use one");

    /** The user that the image has for the server; it names root as its own. */
    static final Owner IMAGE_USER = new Owner(999, 999);

    private static final String IMAGE = "postgres:16";

    private final Map<String, Node> databases = new HashMap<>();
    private final SecretKey password;
    private final ServicePort port;

    /** A server that keeps its data on {@code size} of {@code storage}. */
    public Postgres(Scope scope, String id, StorageClass storage, String size) {
        super(scope, id);
        var credentials = new BootstrapSecret(this, "credentials", s -> s.password("POSTGRES_PASSWORD"));
        password = credentials.key("POSTGRES_PASSWORD");
        var data = new PersistentVolumeClaim(this, "data", storage, size);
        var run = new EmptyDir(this, "run");
        var temporary = new EmptyDir(this, "tmp");
        var sharedMemory = new EmptyDir(this, "shm", e -> e.inMemory().sizeLimit("256Mi"));
        Owner owner = storage.owner();

        var server = new StatefulSet(this, s -> {
            if (owner == null) {
                s.filesGroup(IMAGE_USER.gid()); // a new volume belongs to root, who alone can write to it
            }
            s.runAs(owner == null ? IMAGE_USER : owner)
                    .terminationGracePeriod(120)
                    .container(
                            "postgres",
                            IMAGE,
                            c -> c.port("postgres", 5432)
                                    .env("POSTGRES_PASSWORD", password)
                                    // initdb wants an empty directory, and the root of a volume often is not.
                                    .env("PGDATA", "/var/lib/postgresql/data/pgdata")
                                    .mount(data, "/var/lib/postgresql/data")
                                    .mount(run, "/var/run/postgresql")
                                    .mount(temporary, "/tmp")
                                    .mount(sharedMemory, "/dev/shm")
                                    // Over TCP: while the image initialises, its server listens on the socket
                                    // alone.
                                    .startup(ready().every(5).failures(60))
                                    .readiness(ready())
                                    .liveness(ready().every(20).failures(6))
                                    .cpu("100m")
                                    .memory("256Mi", "1Gi"));
        });
        port = new Service(this, server).port("postgres");
    }

    private static Probe ready() {
        return Probe.exec("pg_isready", "--username=postgres", "--host=127.0.0.1")
                .within(5);
    }

    /** Notes that {@code database} makes the database {@code name}; two of one name would take it from each other. */
    void claim(String name, Node database) {
        Node other = databases.putIfAbsent(name, database);
        if (other != null) {
            database.findings()
                    .report(
                            NAME_TAKEN,
                            database,
                            "Tried to make the database " + name + " in " + node().path() + ", but " + other.path()
                                    + " makes it already, at " + other.origin()
                                    + ", and each would set its own password",
                            "give one of the two another name with named(…), or let both use the same one");
        }
    }

    String image() {
        return IMAGE;
    }

    SecretKey adminPassword() {
        return password;
    }

    /** Where clients connect. */
    public ServicePort port() {
        return port;
    }
}
