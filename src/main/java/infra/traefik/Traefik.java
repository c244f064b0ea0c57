package infra.traefik;

import espalier.Component;
import espalier.Exposure;
import espalier.NamespaceHandle;
import espalier.Node;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.HelmRelease.HelmReleaseSettings;
import espalier.flux.PublishedChart;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Namespace;
import infra.certmanager.Certificate;
import infra.certmanager.Issuer;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;
import infra.monitoring.TraceSink;
import infra.monitoring.Traced;
import java.util.function.Consumer;

/**
 * Traefik: takes HTTPS at an address of the cluster's load-balancer, and leads hosts to Services. Who comes without TLS is sent to the
 * same address with it.
 */
public final class Traefik extends Component implements Exposure, Measured, Traced {
    private static final PublishedChart CHART =
            PublishedChart.of("traefik", "41.3.0").repository("traefik", "https://traefik.github.io/charts");

    static final String API = "traefik.io/v1alpha1";

    private static final String CLASS = "traefik";

    private final Namespace namespace;
    private final HelmRelease controller;
    private final String domain;
    private final Issuer issuer;

    /** Traefik without anything of Hub's. */
    public Traefik(Scope scope, String id, String domain, Issuer issuer) {
        this(scope, id, domain, issuer, t -> {});
    }

    /**
     * Traefik, in a namespace of its own.
     *
     * @param domain of hosts that are named without one
     * @param issuer of certificates
     */
    public Traefik(Scope scope, String id, String domain, Issuer issuer, Consumer<TraefikSettings> configure) {
        super(scope, id);
        this.domain = domain;
        this.issuer = issuer;
        var settings = Settings.configured(new TraefikSettings(node()), configure);
        namespace = new Namespace(this, "namespace", n -> n.named(id));
        controller = new HelmRelease(in(namespace), "controller", CHART, CrdOwner.RELEASE, h -> {
            h.named("traefik")
                    .podLabel("app.kubernetes.io/name", "traefik")
                    .bringsCrds("traefik.io")
                    .bringsCrds("hub.traefik.io")
                    .brings("networking.k8s.io", "IngressClass", CLASS)
                    .bringsController("traefik.io/ingress-controller")
                    .apiServer("it watches routes")
                    .value(CLASS, "ingressClass", "name")
                    // An Ingress without a class says nothing of whom it is for.
                    .value(false, "ingressClass", "isDefaultClass")
                    .value("websecure", "ports", "web", "http", "redirections", "entryPoint", "to")
                    .value("https", "ports", "web", "http", "redirections", "entryPoint", "scheme")
                    .value(true, "ports", "web", "http", "redirections", "entryPoint", "permanent")
                    .value(false, "global", "checkNewVersion")
                    .value("100m", "resources", "requests", "cpu")
                    .value("512Mi", "resources", "limits", "memory");
            if (settings.hub.isSet()) {
                hub(h);
            }
        });
    }

    /** The chart takes the name of a Secret for the token itself where it is no longer than 64 characters. */
    private void hub(HelmReleaseSettings release) {
        var license = new BootstrapSecret(
                in(namespace),
                "license",
                s -> s.named("traefik-hub").given("token", "the token of a license of Traefik Hub"));
        release.internet("Traefik Hub's license and settings come from its makers")
                .value(license.name(), "hub", "token")
                .value(true, "hub", "apimanagement", "enabled");
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        controller.configure(h -> h.makes("monitoring.coreos.com", "ServiceMonitor")
                .value(true, "metrics", "prometheus", "service", "enabled")
                .value(true, "metrics", "prometheus", "serviceMonitor", "enabled"));
    }

    /** A span for each request that it leads to a Service, from which the app's own go on. */
    @Override
    public void tracesTo(TraceSink sink) {
        sink.tracesOf(this);
        controller.configure(h -> h.value(true, "tracing", "otlp", "enabled")
                .value(true, "tracing", "otlp", "grpc", "enabled")
                .value(sink.grpcAddress(), "tracing", "otlp", "grpc", "endpoint")
                .value(true, "tracing", "otlp", "grpc", "insecure"));
    }

    /** Where Traefik runs. */
    public NamespaceHandle namespace() {
        return namespace;
    }

    String domain() {
        return domain;
    }

    Issuer issuer() {
        return issuer;
    }

    @Override
    public Address expose(Component app, ServicePort port, String host) {
        String whole = host.indexOf('.') < 0 ? host + "." + domain : host;
        new IngressRoute(app, whole, port, r -> {
            if (!isCovered(whole)) {
                r.certificate(new Certificate(app, "certificate", issuer, whole));
            }
        });
        return new Address("https", whole);
    }

    /** Whether the certificate for {@code *.DOMAIN} is good for {@code host}. */
    private boolean isCovered(String host) {
        return host.substring(host.indexOf('.') + 1).equals(domain);
    }

    /** What can be set on Traefik. */
    public static final class TraefikSettings extends Settings {
        private final Setting<Boolean> hub = setting("hub");

        private TraefikSettings(Node node) {
            super(node);
        }

        /** Runs Traefik Hub, which is Traefik with a gateway for APIs and their management; it needs a license. */
        public TraefikSettings hub() {
            hub.set(true);
            return this;
        }
    }
}
