package infra;

import espalier.Component;
import espalier.Node;
import espalier.Resource;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.InitContainers;
import espalier.kubernetes.Owner;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.kubernetes.StatefulSet;
import espalier.kubernetes.StorageClass;
import espalier.rules.Rule;

/**
 * A PostgreSQL server with one instance. Apps make their own {@link Database} in it.
 *
 * <p>The server refuses a data directory that belongs to somebody else, so it runs as the user that the storage gives all
 * files to, where there is one. At each start its superuser gets the password that the Secret holds then, so that
 * {@code espalier rotate} changes it.
 */
public final class Postgres extends Component implements DatabaseServer {
    private static final Rule OTHER_NAMESPACE = Rule.error(
            "database-namespace",
            "A database stands in another namespace than its server",
            "A pod cannot read the server's password from another namespace",
            "make both in one namespace");

    /** The user that the image has for the server; it names root as its own. */
    private static final Owner IMAGE_USER = new Owner(999, 999);

    private static final String IMAGE = "postgres:16";

    private static final String VOLUME = "/var/lib/postgresql/data";

    /** initdb wants an empty directory, and the root of a volume often is not. */
    private static final String DATA = VOLUME + "/pgdata";

    private final DatabaseNames databases = new DatabaseNames(this);
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
                    .initContainer(
                            "set-password",
                            IMAGE,
                            c -> c.env("POSTGRES_PASSWORD", password)
                                    .env("PGDATA", DATA)
                                    .script(Resource.of("infra/set-postgres-password.sh"))
                                    .mount(data, VOLUME)
                                    .cpu("50m")
                                    .memory("64Mi", "512Mi"))
                    .container(
                            "postgres",
                            IMAGE,
                            c -> c.port("postgres", 5432)
                                    .env("POSTGRES_PASSWORD", password)
                                    .env("PGDATA", DATA)
                                    .mount(data, VOLUME)
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

    @Override
    public void make(Database database) {
        databases.claim(database);
        Node node = database.node();
        if (!node.namespace().text().equals(node().namespace().text())) {
            node.findings()
                    .report(
                            OTHER_NAMESPACE,
                            node,
                            "Tried to make the database "
                                    + database.name().text() + " in the namespace "
                                    + node.namespace().text() + ", but its server " + node().path() + " is in "
                                    + node().namespace().text()
                                    + ", and a pod cannot read the server's password from another namespace",
                            "put the app into the server's namespace, or give it a server in its own");
            node.markBroken();
        }
    }

    /** By an init container: also when the database is added later, or the server begins anew. */
    @Override
    public void before(InitContainers pod, Database database) {
        String step = "create-database-" + database.name().text();
        if (pod.hasInitContainer(step)) {
            return;
        }
        pod.initContainer(
                step,
                IMAGE,
                c -> c.runAs(IMAGE_USER)
                        .env("PGHOST", database.host())
                        .env("PGPORT", Text.of(database.port()))
                        .env("PGUSER", "postgres")
                        .env("PGPASSWORD", password)
                        .env("DATABASE_NAME", database.name())
                        .env("DATABASE_ROLE", database.role())
                        .env("DATABASE_PASSWORD", database.password())
                        .script(Resource.of("infra/create-database.sh"))
                        .memory("32Mi", "128Mi"));
    }

    @Override
    public ServicePort port() {
        return port;
    }
}
