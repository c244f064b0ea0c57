package infra;

import espalier.Component;
import espalier.Identity;
import espalier.Names;
import espalier.Node;
import espalier.Provision;
import espalier.Resource;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Job;
import espalier.rules.Rule;
import java.util.List;
import java.util.function.Consumer;

/**
 * A bucket of an app's own in a {@link Minio}, with a user that may do anything in it and nothing elsewhere.
 *
 * <p>It belongs to the component of the scope, so that adding one changes nothing of the server's. A Job makes it, once; it
 * runs beside the server, since no other namespace may know the password of the server's root. Whoever begins the server anew
 * on an empty volume deletes the Job, and Flux makes it again.
 */
public final class Bucket extends Component {
    private static final Rule NAME = Rule.error(
            "bucket-name",
            "A bucket has a name that S3 does not take",
            "The server would refuse the bucket, or the user that is called like it",
            "name it with 3 to 63 lower-case letters, digits and hyphens");

    private final Minio server;
    private final String name;
    private final SecretKey accessKey;
    private final SecretKey secretKey;

    /** The bucket of the component that {@code scope} is in, called like it. */
    public Bucket(Scope scope, String id, Minio server) {
        this(scope, id, server, b -> {});
    }

    /** One bucket of several of the component that {@code scope} is in. */
    public Bucket(Scope scope, String id, Minio server, Consumer<BucketSettings> configure) {
        super(scope, id);
        this.server = server;
        var settings = Settings.configured(new BucketSettings(node()), configure);
        Node unit = node().unit();
        name = settings.named.or(unit == null ? id : unit.id());
        if (name.length() < 3 || !Names.isLabel(name)) {
            node().findings()
                    .report(
                            NAME,
                            node(),
                            "Tried to make the bucket \"" + name + "\" of " + node().path()
                                    + ", but buckets and their users are called by 3 to 63 lower-case letters, digits and"
                                    + " hyphens",
                            "give it another name with named(…)");
        }
        server.claim(name, node());
        Identity bucket = Identity.of("", "bucket", "", name);
        node().provide(Provision.of(bucket, node()).withKeys(List.of(name)));
        var credentials = new BootstrapSecret(
                this, "credentials", s -> s.text("ACCESS_KEY", Text.of(name)).password("SECRET_KEY"));
        accessKey = credentials.key("ACCESS_KEY");
        secretKey = credentials.key("SECRET_KEY");
        make();
    }

    private void make() {
        Scope beside = in(server.namespace());
        boolean apart =
                !node().namespace().text().equals(server.node().namespace().text());
        SecretKey password = apart
                ? new BootstrapSecret(beside, "user", s -> s.text("SECRET_KEY", Text.of(secretKey))).key("SECRET_KEY")
                : secretKey;
        var temporary = new EmptyDir(beside, "tmp");
        new Job(
                beside,
                "make",
                j -> j.runAs(Minio.ANY_USER)
                        .container(
                                "make-bucket",
                                Minio.IMAGE,
                                c -> c.env("MC_HOST_server", server.rootUrl())
                                        .env("MC_CONFIG_DIR", "/tmp/mc")
                                        .env("BUCKET", name)
                                        .env("BUCKET_SECRET_KEY", password)
                                        .script(Resource.of("infra/make-bucket.sh"))
                                        .mount(temporary, "/tmp")
                                        .memory("32Mi", "256Mi")));
    }

    /** The bucket's name. */
    public Text name() {
        return Text.of(name);
    }

    /** Where clients connect; a client must name the bucket in the path, and not in the host. */
    public ServicePort port() {
        return server.port();
    }

    /** The address as clients of S3 take it. */
    public Text endpoint() {
        return Text.of("http://", server.port().address());
    }

    /** The name of the bucket's user, in the reader's namespace. */
    public SecretKey accessKey() {
        return accessKey;
    }

    /** The password of the bucket's user, in the reader's namespace. */
    public SecretKey secretKey() {
        return secretKey;
    }

    /** What can be set on a bucket. */
    public static final class BucketSettings extends Settings {
        private final Setting<String> named = setting("named");

        private BucketSettings(Node node) {
            super(node);
        }

        /** The name of the bucket and of its user, 3 to 63 characters; default is the component's id. */
        public BucketSettings named(String name) {
            named.set(name);
            return this;
        }
    }
}
