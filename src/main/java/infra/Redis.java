package infra;

import espalier.Component;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import java.util.function.Consumer;

/** A Redis that keeps nothing when it ends: a cache, which forgets what was used least recently when its memory is full. */
public final class Redis extends Component {
    private final ServicePort port;

    /** A cache of 256 MiB. */
    public Redis(Scope scope, String id) {
        this(scope, id, r -> {});
    }

    /** A cache or queue of 256 MiB. */
    public Redis(Scope scope, String id, Consumer<RedisSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new RedisSettings(this), configure);
        var data = new EmptyDir(this, "data");
        var server = new Deployment(
                this,
                d -> d.runAs(999, 1000)
                        .container(
                                "redis",
                                "redis:7-alpine",
                                c -> c.port("redis", 6379)
                                        .args(
                                                "--save",
                                                "",
                                                "--appendonly",
                                                "no",
                                                "--maxmemory",
                                                "256mb",
                                                "--maxmemory-policy",
                                                settings.queue.isSet() ? "noeviction" : "allkeys-lru")
                                        .mount(data, "/data")
                                        .readiness(Probe.tcp("redis"))
                                        .liveness(Probe.tcp("redis").every(20))
                                        .cpu("50m")
                                        .memory("64Mi", "384Mi")));
        port = new Service(this, server).port("redis");
    }

    /** Where clients connect. */
    public ServicePort port() {
        return port;
    }

    /** What can be set on Redis. */
    public static final class RedisSettings extends Settings {
        private final Setting<Boolean> queue = setting("queue");

        private RedisSettings(Redis redis) {
            super(redis.node());
        }

        /** Refuses what is new when its memory is full, rather than forget a task that somebody waits for. */
        public RedisSettings queue() {
            queue.set(true);
            return this;
        }
    }
}
