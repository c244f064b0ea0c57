package apps;

import espalier.Component;
import espalier.Scope;
import espalier.SecretKey;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.AppVolume;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Probe;
import espalier.kubernetes.SecretFile;
import espalier.kubernetes.Service;
import java.util.function.Consumer;

/**
 * A registry for images that are built at home, and for nobody else's: whoever pushes or pulls logs in as {@code registry}, with the
 * key {@code REGISTRY_PASSWORD} of its Secret, since who can push decides what runs.
 */
public final class Registry extends Component {
    /** The image would run as root, of which it needs nothing. */
    private static final Owner USER = new Owner(1000, 1000);

    private static final String USER_NAME = "registry";
    private static final String USERS = "htpasswd";

    private final ServicePort port;
    private final BootstrapSecret secret;

    /** A registry that keeps {@code size} of images on a volume of the cluster. */
    public Registry(Scope scope, String id, String size, Consumer<RegistrySettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new RegistrySettings(this), configure);
        secret = new BootstrapSecret(
                this,
                "secret",
                s -> s.password("REGISTRY_HTTP_SECRET")
                        .password("REGISTRY_PASSWORD")
                        .bcrypt("REGISTRY_PASSWORD_HASH", "REGISTRY_PASSWORD"));
        // It knows who may log in from a file alone, which it reads anew when it has changed.
        var users = new BootstrapSecret(
                this, "users", s -> s.text(USERS, Text.of(USER_NAME, ":", secret.key("REGISTRY_PASSWORD_HASH"))));
        var images = new AppVolume(this, size, USER);
        var temporary = new EmptyDir(this, "tmp");
        var server = new Deployment(
                this,
                d -> d.recreate()
                        .runAs(USER)
                        .container(
                                "registry",
                                "registry:3.0.0",
                                c -> c.port("http", 5000)
                                        .env("REGISTRY_HTTP_SECRET", secret.key("REGISTRY_HTTP_SECRET"))
                                        .env("REGISTRY_STORAGE_DELETE_ENABLED", "true")
                                        .env("OTEL_TRACES_EXPORTER", "none") // else it looks for a collector at itself
                                        .env("REGISTRY_AUTH", USERS)
                                        .env("REGISTRY_AUTH_HTPASSWD_REALM", id)
                                        .env("REGISTRY_AUTH_HTPASSWD_PATH", "/etc/registry/" + USERS)
                                        .mount(images, "/var/lib/registry")
                                        .mount(temporary, "/tmp")
                                        .mountReadOnly(SecretFile.of("users", users.key(USERS)), "/etc/registry")
                                        // Below /v2/ it answers nobody who has not logged in.
                                        .readiness(Probe.http("http", "/").within(5))
                                        .liveness(Probe.http("http", "/")
                                                .within(10)
                                                .every(30))
                                        .cpu("50m")
                                        .memory("64Mi", "512Mi")));
        port = new Service(this, server).port("http");
        Integer nodePort = settings.nodePort.get();
        if (nodePort != null) {
            new Service(
                    this,
                    "nodes",
                    server,
                    s -> s.nodePort("http", nodePort)
                            .annotation("registry/name", settings.name.or(""))
                            .annotation(
                                    "registry/mirror-of-machines",
                                    "/etc/rancher/k3s/registries.yaml: http://127.0.0.1:" + nodePort));
        }
    }

    /** Where programs of the cluster push to. */
    public ServicePort port() {
        return port;
    }

    /** With which whoever pushes or pulls logs in, as {@code registry}. */
    public SecretKey password() {
        return secret.key("REGISTRY_PASSWORD");
    }

    /** What can be set on the registry. */
    public static final class RegistrySettings extends Settings {
        private final Setting<String> name = setting("name");
        private final Setting<Integer> nodePort = setting("nodePort");

        private RegistrySettings(Registry registry) {
            super(registry.node());
        }

        /**
         * The name that images have, such as {@code registry.example.local}, which no DNS needs to know: the machines take it for a
         * mirror at {@code nodePort} of their own, as the file of theirs says that the Service names.
         */
        public RegistrySettings machines(String name, int nodePort) {
            this.name.set(name);
            this.nodePort.set(nodePort);
            return this;
        }
    }
}
