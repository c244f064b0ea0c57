package readme;

import espalier.Cluster;
import espalier.Component;
import espalier.Fleet;
import espalier.Scope;
import espalier.Stage;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import infra.Redis;

/** A Redis, and a page that counts its visitors in it. */
public final class Corner extends Cluster {
    public Corner(Fleet fleet, String name) {
        super(fleet, name, c -> c.kubernetes("1.33").flux("2.7.5").strictOrder());

        var apps = new Stage(this, "apps");
        var redis = new Redis(apps, "redis");
        new Counter(apps, "counter", redis);
    }
}

/** A page that counts its visitors. */
final class Counter extends Component {
    Counter(Scope scope, String id, Redis redis) {
        super(scope, id);
        var salt = new BootstrapSecret(this, "salt", s -> s.password("SALT"));
        var page = new Deployment(
                this,
                d -> d.runAs(1000, 1000)
                        .container(
                                "page",
                                "ghcr.io/example/counter:3",
                                c -> c.port("http", 8080)
                                        .env("SALT", salt.key("SALT"))
                                        .env(
                                                "STORE",
                                                Text.of("redis://", redis.port().address()))
                                        .readiness(Probe.http("http", "/healthz"))
                                        .memory("32Mi", "64Mi")));
        new Service(this, page, s -> s.nodePort("http", 30090));
    }
}
