package infra;

import espalier.Component;
import espalier.Scope;
import espalier.ServicePort;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;

/** A Redis that keeps nothing: a cache. When its memory is full it forgets what was used least recently. */
public final class Redis extends Component {
    private final ServicePort port;

    /** A cache of 256 MiB. */
    public Redis(Scope scope, String id) {
        super(scope, id);
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
                                                "allkeys-lru")
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
}
