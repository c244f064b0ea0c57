package infra;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Node;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Health;
import espalier.kubernetes.Owner;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Service;
import espalier.kubernetes.StatefulSet;
import espalier.kubernetes.StorageClass;
import espalier.kubernetes.Volume;
import espalier.rules.Rule;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;
import infra.monitoring.ServiceMonitor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A MinIO with one server on one volume, for what wants S3 inside the cluster. Whoever needs a {@link Bucket} makes it.
 *
 * <p>Its makers publish no images since October 2025 and fixed nothing since, such as CVE-2026-41145, by which objects are
 * written without a signature. This is the community's fork, whose image has the client {@code mc} as well.
 */
public final class Minio extends Component implements Measured {
    static final String IMAGE = "docker.io/pgsty/minio:RELEASE.2026-08-04T00-00-00Z";

    /** Any user will do; the image names none by number. */
    static final Owner ANY_USER = new Owner(1000, 1000);

    private static final String ROOT = "root";
    private static final String PASSWORD = "MINIO_ROOT_PASSWORD";

    private static final Rule BUCKET_TAKEN = Rule.error(
            "bucket-taken",
            "Two buckets of one server have the same name",
            "Each would set its own password, and both would write into one",
            "give one of them another name, or let both readers use one");

    private final Map<String, Node> buckets = new HashMap<>();
    private final BootstrapSecret credentials;
    private final ServicePort port;

    /** A server that keeps its objects on {@code size} of {@code storage}. */
    public Minio(Scope scope, String id, StorageClass storage, String size) {
        this(scope, id, storage, size, m -> {});
    }

    /** A server that keeps its objects on {@code size} of {@code storage}. */
    public Minio(Scope scope, String id, StorageClass storage, String size, Consumer<MinioSettings> configure) {
        super(scope, id);
        Owner owner = storage.owner();
        var settings = Settings.configured(new MinioSettings(node()), configure);
        credentials = new BootstrapSecret(this, "root", s -> s.password(PASSWORD));
        var data = new PersistentVolumeClaim(this, "data", storage, size);
        port = serve(data, owner == null ? ANY_USER : owner, settings);
    }

    /**
     * A server that keeps its objects on a volume that is there already, such as a directory of an NFS server: so that they outlive
     * the cluster. Nobody but this one server may write there.
     *
     * @param owner whom the files on it belong to
     */
    public Minio(Scope scope, String id, Volume data, Owner owner, Consumer<MinioSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new MinioSettings(node()), configure);
        credentials = new BootstrapSecret(this, "root", s -> s.password(PASSWORD));
        port = serve(data, owner, settings);
    }

    private ServicePort serve(Volume data, Owner owner, MinioSettings settings) {
        var temporary = new EmptyDir(this, "tmp");
        var server = new StatefulSet(
                this,
                s -> s.runAs(owner)
                        .filesGroup(owner.gid())
                        .container(
                                "minio",
                                IMAGE,
                                c -> c.port("s3", 9000)
                                        .command("minio", "server", "/data", "--certs-dir", "/tmp/certs")
                                        .env("MINIO_ROOT_USER", ROOT)
                                        .env(PASSWORD, credentials.key(PASSWORD))
                                        // Buckets come from git, and nobody but Prometheus looks in.
                                        .env("MINIO_BROWSER", "off")
                                        .env("MINIO_PROMETHEUS_AUTH_TYPE", "public")
                                        .env("MINIO_UPDATE", "off")
                                        .mount(data, "/data")
                                        .mount(temporary, "/tmp")
                                        .health(Health.http("s3", "/minio/health/live")
                                                .ready("/minio/health/ready"))
                                        .cpu("100m")
                                        .memory("256Mi", settings.memory.or("1Gi"))));
        return new Service(this, server).port("s3");
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new ServiceMonitor(this, "metrics", port, m -> m.path("/minio/v2/metrics/cluster"));
    }

    /** Notes that {@code bucket} makes the bucket {@code name}. */
    void claim(String name, Node bucket) {
        Node other = buckets.putIfAbsent(name, bucket);
        if (other != null) {
            bucket.findings()
                    .report(
                            BUCKET_TAKEN,
                            bucket,
                            "Tried to make the bucket " + name + " in " + node().path() + ", but " + other.path()
                                    + " makes it already, at " + other.origin()
                                    + ", and each would set its own password",
                            "give one of the two another name with named(…), or let both use the same one");
        }
    }

    /** Where clients connect, with HTTP. */
    public ServicePort port() {
        return port;
    }

    /** The namespace that it runs in. */
    public NamespaceHandle namespace() {
        return node().placement().namespace();
    }

    /** How {@code mc} connects as root: {@code http://root:PASSWORD@HOST:PORT}. */
    Text rootUrl() {
        return Text.of("http://", ROOT, ":", credentials.key(PASSWORD), "@", port.address());
    }

    /** What can be set on a MinIO. */
    public static final class MinioSettings extends Settings {
        private final Setting<String> memory = setting("memory");

        private MinioSettings(Node node) {
            super(node);
        }

        /** The memory that it may use at most; default {@code 1Gi}. */
        public MinioSettings memory(String limit) {
            memory.set(limit);
            return this;
        }
    }
}
