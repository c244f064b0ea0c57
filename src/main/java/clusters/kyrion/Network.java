package clusters.kyrion;

import espalier.Component;
import espalier.Stage;
import espalier.platform.K3s;
import espalier.rules.Policies;
import infra.tailscale.Tailscale;
import java.util.List;

/** How people reach Elysium. */
final class Network {
    private final Tailscale tailscale;

    Network(Stage controllers, Stage configs, K3s k3s) {
        // The document has *.ts.net, and not the name of the tailnet.
        tailscale = new Tailscale(controllers, "tailscale", "elysium.ts.net");
        tailscale.nameserver(configs, "ts-dns", k3s);
        tailscale.defaultProxies(configs, "ts-default-proxy-class");

        for (Component system : List.of(tailscale)) {
            system.waive(Policies.DEFAULT_DENY, Kyrion.NOT_TOLD);
        }
    }

    /** How people reach an app that names its host only. */
    Tailscale tailscale() {
        return tailscale;
    }
}
