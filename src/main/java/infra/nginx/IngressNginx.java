package infra.nginx;

import espalier.Component;
import espalier.Exposure;
import espalier.Scope;
import espalier.ServicePort;
import espalier.flux.CrdOwner;
import espalier.flux.HelmRelease;
import espalier.flux.PublishedChart;
import espalier.kubernetes.CustomResource;
import espalier.platform.Distribution;
import espalier.platform.Machine;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.certmanager.Issuer;

/**
 * ingress-nginx: leads the hosts of Ingresses to their Services, with a certificate for each. People connect to the machines
 * themselves, at the ports 80 and 443, so that no address has to be announced.
 *
 * <p>Its makers stopped in March 2026: this is for a cluster that apps move away from.
 */
public final class IngressNginx extends Component implements Exposure {
    private static final PublishedChart CHART = PublishedChart.of("ingress-nginx", "4.15.1")
            .repository("ingress-nginx", "https://kubernetes.github.io/ingress-nginx");

    private static final String CLASS = "nginx";
    private static final String GROUP = "networking.k8s.io";

    private final Distribution distribution;
    private final HelmRelease release;
    private final String domain;
    private final Issuer issuer;

    /**
     * The controller, in the namespace of {@code scope}, for hosts of {@code domain}.
     *
     * @param distribution on whose machines people connect
     * @param issuer of the certificates
     */
    public IngressNginx(Scope scope, String id, Distribution distribution, String domain, Issuer issuer) {
        super(scope, id);
        this.distribution = distribution;
        this.domain = domain;
        this.issuer = issuer;
        release = new HelmRelease(
                this,
                "controller",
                CHART,
                CrdOwner.ELSEWHERE,
                h -> h.named("ingress-nginx")
                        .brings(GROUP, "IngressClass", CLASS)
                        .bringsController("k8s.io/ingress-nginx")
                        .value(2, "controller", "replicaCount")
                        .value(CLASS, "controller", "ingressClassResource", "name")
                        // A Service of this type tells DNS of its external addresses, and takes none of a pool.
                        .value("NodePort", "controller", "service", "type")
                        .value("100m", "controller", "resources", "requests", "cpu")
                        .value("512Mi", "controller", "resources", "limits", "memory"));
        node().whenComplete(this::listen);
    }

    /** On all machines, which the cluster may name after it made this. */
    private void listen() {
        var addresses = new Sequence();
        for (Machine machine : distribution.room().machines()) {
            if (machine.address() != null) {
                addresses.add(machine.address().toString());
            }
        }
        release.configure(h -> h.value(addresses, "controller", "service", "externalIPs"));
    }

    @Override
    public Address expose(Component app, ServicePort port, String host) {
        String whole = host.indexOf('.') < 0 ? host + "." + domain : host;
        var backend = Mapping.of(
                "service", Mapping.of("name", port.service()).put("port", Mapping.of("number", port.port())));
        var path = Mapping.of("path", "/").put("pathType", "Prefix").put("backend", backend);
        var rule = Mapping.of("host", whole).put("http", Mapping.of("paths", Sequence.of(path)));
        new CustomResource(
                app,
                GROUP + "/v1",
                "Ingress",
                // The API server takes no Ingress of any class that the controller has not looked at.
                i -> i.needs(release.provision())
                        .annotation("cert-manager.io/cluster-issuer", issuer.name())
                        .spec("ingressClassName", release.brought(GROUP, "IngressClass", CLASS))
                        .spec(
                                "tls",
                                Sequence.of(Mapping.of("hosts", Sequence.of(whole))
                                        .put("secretName", app.node().objectName() + "-tls")))
                        .spec("rules", Sequence.of(rule)));
        return new Address("https", whole);
    }
}
