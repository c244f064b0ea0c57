package infra;

import espalier.Component;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Text;
import espalier.kubernetes.Owner;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.kubernetes.StatefulSet;
import espalier.kubernetes.StorageClass;

/** An etcd with one member, for programs that need one; not the cluster's own. */
public final class Etcd extends Component {
    /** Any user will do; this one is nobody's. */
    private static final Owner ANY_USER = new Owner(1000, 1000);

    private final ServicePort client;

    /** A member that keeps its data on {@code size} of {@code storage}. */
    public Etcd(Scope scope, String id, StorageClass storage, String size) {
        super(scope, id);
        var data = new PersistentVolumeClaim(this, "data", storage, size);
        Owner owner = storage.owner();
        var server = new StatefulSet(
                this,
                s -> s.runAs(owner == null ? ANY_USER : owner)
                        // The image has no entry point, and no shell to probe with.
                        .container(
                                "etcd",
                                "registry.k8s.io/etcd:3.5.16-0",
                                c -> c.port("client", 2379)
                                        .command(
                                                "etcd",
                                                "--name=" + id,
                                                "--data-dir=/var/lib/etcd/data",
                                                "--listen-client-urls=http://0.0.0.0:2379",
                                                Text.of("--advertise-client-urls=http://" + id + ":2379"),
                                                "--auto-compaction-retention=1h",
                                                // Storage over a network answers late.
                                                "--heartbeat-interval=500",
                                                "--election-timeout=5000")
                                        .mount(data, "/var/lib/etcd")
                                        .startup(Probe.http("client", "/readyz")
                                                .every(5)
                                                .failures(24))
                                        .readiness(
                                                Probe.http("client", "/readyz").within(5))
                                        .liveness(Probe.http("client", "/livez")
                                                .within(5)
                                                .every(20))
                                        .cpu("50m")
                                        .memory("64Mi", "512Mi")));
        client = new Service(this, server).port("client");
    }

    /** Where clients connect. */
    public ServicePort client() {
        return client;
    }
}
