package infra.traefik;

import espalier.Component;
import espalier.Node;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.certmanager.Certificate;
import java.util.function.Consumer;

/** Leads a host of Traefik's to a Service; an object of the app that is reached. */
public final class IngressRoute extends Component {
    /** Leads all requests for {@code host} to {@code port}, with the certificate and the options that Traefik has for all. */
    public IngressRoute(Scope scope, String host, ServicePort port) {
        this(scope, host, port, r -> {});
    }

    /** Leads all requests for {@code host} to {@code port}. */
    public IngressRoute(Scope scope, String host, ServicePort port, Consumer<RouteSettings> configure) {
        super(scope, only("ingressroute"));
        var settings = Settings.configured(new RouteSettings(node()), configure);
        var service = Mapping.of("name", port.service()).put("port", port.port());
        var route =
                Mapping.of("kind", "Rule").put("match", "Host(`" + host + "`)").put("services", Sequence.of(service));
        new CustomResource(
                this,
                Traefik.API,
                "IngressRoute",
                r -> r.spec("entryPoints", Sequence.of("websecure"))
                        .spec("routes", Sequence.of(route))
                        .spec("tls", settings.tls()));
    }

    /** What can be set on a route. */
    public static final class RouteSettings extends Settings {
        private final Setting<Certificate> certificate = setting("certificate");
        private final Setting<TlsOption> options = setting("options");

        private RouteSettings(Node node) {
            super(node);
        }

        /** A certificate of the route's namespace, in place of the one that Traefik has for all. */
        public RouteSettings certificate(Certificate certificate) {
            this.certificate.set(certificate);
            return this;
        }

        /** Options of the route's namespace, in place of those that Traefik has for all. */
        public RouteSettings options(TlsOption options) {
            this.options.set(options);
            return this;
        }

        private Mapping tls() {
            var tls = new Mapping();
            Certificate own = certificate.get();
            if (own != null) {
                tls.put("secretName", own.secret());
            }
            TlsOption option = options.get();
            if (option != null) {
                tls.put("options", Mapping.of("name", option.name()));
            }
            return tls;
        }
    }
}
