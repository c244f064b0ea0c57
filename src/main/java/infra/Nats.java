package infra;

import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Connection;
import espalier.kubernetes.Container;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;

/**
 * A NATS server whose clients' password never stands in git.
 *
 * <p>The ConfigMap only includes {@code auth.conf}; an init container writes that file into an emptyDir from the bcrypt hash
 * in a Secret. Clients get the password itself, from the same Secret.
 */
public final class Nats extends Component implements Connection {
    private static final String IMAGE = "nats:2-alpine";

    private final BootstrapSecret credentials;
    private final ServicePort client;

    /** A server without JetStream, and so without storage. */
    public Nats(Scope scope, String id) {
        super(scope, id);
        credentials = new BootstrapSecret(
                this,
                "credentials",
                s -> s.password("NATS_DEFAULT_PASSWORD").bcrypt("NATS_DEFAULT_PASSWORD_HASH", "NATS_DEFAULT_PASSWORD"));
        var config = new ConfigMap(this, "config", f -> f.file("nats.conf", Resource.of("infra/nats.conf")));
        var auth = new EmptyDir(this, "auth");

        var server = new Deployment(
                this,
                d -> d.runAs(1000, 1000)
                        .initContainer(
                                "write-auth",
                                IMAGE,
                                c -> c.env("NATS_DEFAULT_PASSWORD_HASH", credentials.key("NATS_DEFAULT_PASSWORD_HASH"))
                                        .script(Resource.of("infra/write-nats-auth.sh"))
                                        .mount(auth, "/etc/nats/auth")
                                        .memory("8Mi", "32Mi"))
                        .container(
                                "nats",
                                IMAGE,
                                c -> c.port("client", 4222)
                                        .port("monitor", 8222)
                                        .args("--config", "/etc/nats/nats.conf")
                                        .mountPart(config, "nats.conf", "/etc/nats/nats.conf")
                                        .mountReadOnly(auth, "/etc/nats/auth")
                                        .readiness(Probe.http("monitor", "/healthz"))
                                        .liveness(Probe.http("monitor", "/healthz")
                                                .every(20))
                                        .cpu("50m")
                                        .memory("32Mi", "256Mi")));
        client = new Service(
                        this, "client", server, s -> s.named(id + "-service").only("client"))
                .port("client");
    }

    /** Gives {@code reader} the variable {@code NATS_URL}, and before it {@code NATS_PASSWORD}, on which it stands. */
    @Override
    public void connect(Container reader) {
        var password = credentials.key("NATS_DEFAULT_PASSWORD");
        reader.env("NATS_PASSWORD", password);
        reader.env("NATS_URL", Text.of("nats://default:", password, "@", client.address()));
    }
}
