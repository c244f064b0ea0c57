package infra.tailscale;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Scope;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.CustomResource;
import espalier.platform.K3s;
import espalier.tree.Mapping;

/**
 * A nameserver that knows the machines which Tailscale's operator made of Ingresses, by their names in the tailnet.
 *
 * <p>The cluster's DNS passes questions about {@code ts.net} on to it: K3s's CoreDNS reads the files of the ConfigMap {@code
 * coredns-custom} whose names end in {@code .server}. There is only one nameserver in a cluster.
 */
public final class Nameserver extends Component {
    /** Below the addresses that the API server gives out by itself, and not the tenth, which is CoreDNS's. */
    private static final int OWN = 53;

    Nameserver(Scope scope, String id, K3s k3s) {
        super(scope, id);
        var networks = k3s.room().services();
        if (networks.isEmpty()) {
            return; // of which K3s has told that nobody can read it
        }
        String address = networks.get(0).behindFirst(OWN);
        new CustomResource(
                this,
                Tailscale.API,
                "DNSConfig",
                d -> d.named(id)
                        .clusterScoped()
                        .spec("nameserver", Mapping.of("service", Mapping.of("clusterIP", address))));
        new ConfigMap(
                in(NamespaceHandle.KUBE_SYSTEM),
                "coredns",
                c -> c.named("coredns-custom")
                        .value(
                                "tailscale.server",
                                "ts.net:53 {\n  errors\n  cache 30\n  forward . " + address + "\n}\n"));
    }
}
