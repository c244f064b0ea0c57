package infra;

import espalier.Component;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Text;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import infra.gateway.Gateway;

/**
 * A tunnel that Cloudflare's network leads the internet through, to one gateway: nobody connects to the house, and its address is
 * in no DNS. The hosts of the gateway's routes become aliases of one name, and that one of the tunnel.
 */
public final class CloudflareTunnel extends Component {
    /** With the digest that github.com/onedr0p/home-ops runs it by, of 2026-08-22. */
    private static final String IMAGE = "docker.io/cloudflare/cloudflared:2026.8.2"
            + "@sha256:0aa26e284f05e6c77ae375b8c9c11d9eb6a448fb7bcd8d40f31cb6176189eb38";

    /** The user that the image names. */
    private static final Owner USER = new Owner(65532, 65532);

    /**
     * The tunnel to {@code gateway}.
     *
     * @param host the name, without the gateway's domain, that its hosts become aliases of
     * @param tunnel the tunnel's id, as {@code cloudflared tunnel create} says it
     * @param token by which the tunnel is run
     */
    public CloudflareTunnel(Scope scope, String id, Gateway gateway, String host, Text tunnel, SecretKey token) {
        super(scope, id);
        String front = gateway.publishAs(host);
        var config = new ConfigMap(
                this,
                "config",
                c -> c.value(
                        "config.yaml",
                        Text.of(
                                "ingress:\n  - hostname: '" + gateway.anyHost() + "'\n    service: https://",
                                gateway.service().clusterHost(),
                                ":",
                                gateway.service().port(),
                                // The gateway finds its certificate by this name; of several that it has, any will do.
                                "\n    originRequest:\n      originServerName: " + front
                                        + "\n      http2Origin: true\n  - service: http_status:404\n")));
        var tunnels = new Deployment(
                this,
                d -> d.replicas(2)
                        .runAs(USER)
                        .container(
                                "cloudflared",
                                IMAGE,
                                c -> c.port("metrics", 8080)
                                        .args("tunnel", "run")
                                        .env("NO_AUTOUPDATE", "true")
                                        .env("TUNNEL_METRICS", "0.0.0.0:8080")
                                        .env("TUNNEL_TOKEN", token)
                                        .mount(config, "/etc/cloudflared")
                                        .readiness(Probe.http("metrics", "/ready"))
                                        .liveness(Probe.http("metrics", "/ready"))
                                        .cpu("10m")
                                        .memory("32Mi", "256Mi")));
        new Service(this, tunnels);
        var proxied = Mapping.of("name", "external-dns.alpha.kubernetes.io/cloudflare-proxied")
                .put("value", "true");
        var alias = Mapping.of("dnsName", front)
                .put("recordType", "CNAME")
                .put("targets", Sequence.of(Text.of(tunnel, ".cfargotunnel.com")))
                .put("providerSpecific", Sequence.of(proxied));
        new CustomResource(
                this, "externaldns.k8s.io/v1alpha1", "DNSEndpoint", e -> e.spec("endpoints", Sequence.of(alias)));
    }
}
