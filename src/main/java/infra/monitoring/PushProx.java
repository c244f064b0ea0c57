package infra.monitoring;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Settings;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.function.Consumer;

/**
 * PushProx: lets Prometheus read what it cannot reach, such as machines behind a firewall. A client beside each of them connects to
 * this proxy, waits there until Prometheus asks, and answers from where it stands.
 *
 * <p>The proxy asks nobody for a password: whoever reaches it can read what its clients can, and pass for one of them.
 */
public final class PushProx extends Component implements Measured {
    /** Client and proxy are in one image. */
    static final String IMAGE = "docker.io/prometheuscommunity/pushprox:v0.2.0";

    private final ServicePort port;

    /** A proxy that clients inside the cluster reach. */
    public PushProx(Scope scope, String id, Consumer<PushProxSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PushProxSettings(this), configure);
        var proxy = new Deployment(
                this,
                d -> d.runAs(65534, 65534)
                        .container(
                                "proxy",
                                IMAGE,
                                c -> c.port("http", 8080)
                                        .readiness(Probe.http("http", "/clients"))
                                        .liveness(Probe.http("http", "/clients").every(20))
                                        .cpu("10m")
                                        .memory("32Mi", "128Mi")));
        port = new Service(this, proxy).port("http");
        node().awaits(MetricsSink.METRICS);
        settings.expose(this, port);
    }

    /**
     * Lets {@code prometheus} read what a client outside the cluster can.
     *
     * @param machine as its client calls itself with {@code --fqdn}, by which it also finds what it reads
     * @param port of that machine, where its metrics are at {@code /metrics} with HTTP
     */
    public PushProx reads(String id, MetricsSink prometheus, String machine, int port) {
        node().flow(MetricsSink.METRICS, node()); // of somebody who is no construct
        through(this, id, prometheus, machine, port);
        return this;
    }

    /** Lets {@code prometheus} read {@code target} by the client that calls itself {@code machine}. */
    void through(Scope owner, String id, MetricsSink prometheus, String machine, int target) {
        prometheus.reads(this);
        new CustomResource(
                owner,
                id,
                "monitoring.coreos.com/v1alpha1",
                "ScrapeConfig",
                s -> s.spec("jobName", id)
                        .spec("staticConfigs", Sequence.of(Mapping.of("targets", Sequence.of(machine + ":" + target))))
                        .spec("proxyUrl", url()));
    }

    /** Where clients connect. */
    Text url() {
        return Text.of("http://", port.address());
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new ServiceMonitor(this, "metrics", port);
    }

    /** What can be set on a proxy; its host is for clients outside the cluster. */
    public static final class PushProxSettings extends ExposedSettings<PushProxSettings> {
        private PushProxSettings(PushProx proxy) {
            super(proxy.node());
        }

        @Override
        protected PushProxSettings self() {
            return this;
        }
    }
}
