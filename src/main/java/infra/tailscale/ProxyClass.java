package infra.tailscale;

import espalier.Component;
import espalier.Scope;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;

/** How proxies of Tailscale run: what each may take of its machine. */
public final class ProxyClass extends Component {
    private final CustomResource proxies;

    ProxyClass(Scope scope, String id) {
        super(scope, id);
        var resources = Mapping.of("requests", Mapping.of("cpu", "10m").put("memory", "64Mi"))
                .put("limits", Mapping.of("memory", "256Mi"));
        var pod = Mapping.of("tailscaleContainer", Mapping.of("resources", resources));
        proxies = new CustomResource(
                this,
                Tailscale.API,
                "ProxyClass",
                p -> p.named(id).clusterScoped().spec("statefulSet", Mapping.of("pod", pod)));
    }

    Text name() {
        return proxies.name();
    }
}
