package infra.monitoring;

import espalier.Component;
import espalier.Scope;
import espalier.kubernetes.Deployment;
import espalier.platform.Machine;

/**
 * A client of {@link PushProx} in the network of a machine, through which Prometheus reads what listens there for the machine itself
 * alone: such as the parts of Kubernetes that K3s runs in one process.
 */
public final class PushProxClient extends Component {
    private final PushProx proxy;
    private final String machine;

    /** A client on {@code machine}, which is told by {@link #reads} what it reads there. */
    public PushProxClient(Scope scope, String id, PushProx proxy, Machine machine) {
        super(scope, id);
        this.proxy = proxy;
        this.machine = machine.hostname();
        new Deployment(
                this,
                d -> d.recreate()
                        .runAs(65534, 65534)
                        .onMachine(machine.name())
                        .hostNetwork("it reads what listens for the machine itself alone")
                        // It finds what it reads by the name that it calls itself.
                        .hostAlias(this.machine, "127.0.0.1")
                        .container(
                                "client",
                                PushProx.IMAGE,
                                c -> c.command("/app/pushprox-client")
                                        .args(
                                                "--proxy-url",
                                                proxy.url(),
                                                "--fqdn=" + this.machine,
                                                // A port of the machine, where nobody reads them.
                                                "--metrics-addr=")
                                        .cpu("10m")
                                        .memory("16Mi", "64Mi")));
        node().owes(MetricsSink.METRICS);
    }

    /**
     * Lets {@code prometheus} read {@code port} of the machine, at {@code /metrics} with HTTP.
     *
     * @param job what the metrics are said to be of
     */
    public PushProxClient reads(String job, int port, MetricsSink prometheus) {
        node().flow(MetricsSink.METRICS, proxy.node());
        proxy.through(this, job, prometheus, machine, port);
        return this;
    }
}
