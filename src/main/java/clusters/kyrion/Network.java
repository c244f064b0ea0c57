package clusters.kyrion;

import espalier.Component;
import espalier.Exposure;
import espalier.NamespaceHandle;
import espalier.Stage;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Namespace;
import espalier.platform.K3s;
import espalier.rules.Policies;
import infra.certmanager.CertManager;
import infra.gateway.TwoGateways;
import infra.tailscale.Tailscale;
import infra.traefik.TlsDefaults;
import infra.traefik.Traefik;
import java.util.List;

/** How people reach Elysium: by the tailnet, unless an app is for everybody, and then by Traefik. */
final class Network {
    private final Tailscale tailscale;
    private final Traefik traefik;

    Network(Stage controllers, Stage configs, K3s k3s, CertManager certManager, Variables variables) {
        tailscale = new Tailscale(controllers, "tailscale", variables.tailnet());
        tailscale.unawaited("it hangs on the tailnet, without which apps run, and are reached when it is there");
        tailscale.nameserver(configs, "ts-dns", k3s);
        tailscale.defaultProxies(configs, "ts-default-proxy-class");

        var cloudflare = new BootstrapSecret(
                certManager.namespace(),
                "cloudflare",
                s -> s.given("api-token", "a Cloudflare API token that may edit DNS of the zone"));
        // Nor does it name a domain that the internet knows.
        var letsEncrypt = certManager.letsEncrypt(configs, cloudflare.key("api-token"), variables.email());
        letsEncrypt.unawaited("it hangs on Let's Encrypt and the domain, and apps run without a certificate");
        traefik = new Traefik(controllers, "traefik", "elysium.example.com", letsEncrypt, t -> t.hub());
        new TlsDefaults(configs.in(new Namespace(configs, "ingress")), "traefik-tls", traefik, o -> o.strictNames());

        for (Component system : List.of(tailscale, traefik)) {
            system.waive(Policies.DEFAULT_DENY, Kyrion.NOT_TOLD);
        }
    }

    /** By which the internet comes in. */
    Traefik traefik() {
        return traefik;
    }

    /** Where the proxies run that have an app's name in the tailnet. */
    NamespaceHandle tailnet() {
        return tailscale.namespace();
    }

    /** How people reach an app that names its host only. */
    Exposure waysIn() {
        return new TwoGateways(tailscale, traefik);
    }
}
