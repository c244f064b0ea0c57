package infra.monitoring;

import espalier.Component;
import espalier.NamespaceHandle;
import espalier.Node;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sends every error that Flux reports, of whatever namespace, to an Alertmanager.
 *
 * <p>One object watches over all namespaces: Flux lets an Alert name objects elsewhere unless it runs for several tenants, and
 * an app that is added needs none of its own.
 */
public final class FluxAlerts extends Component {
    private static final String API = "notification.toolkit.fluxcd.io/v1beta3";
    private static final String[] IN_FLUX = {"Kustomization", "GitRepository"};
    private static final String[] ANYWHERE = {"HelmRelease", "HelmRepository", "HelmChart", "OCIRepository"};

    /** @param alertmanager where errors are sent */
    public FluxAlerts(Scope scope, String id, ServicePort alertmanager) {
        super(scope, id);
        Scope flux = in(NamespaceHandle.FLUX_SYSTEM);
        var provider = new CustomResource(
                flux,
                "alertmanager",
                API,
                "Provider",
                p -> p.named("alertmanager")
                        .spec("type", "alertmanager")
                        .spec("address", Text.of("http://", alertmanager.address(), "/api/v2/alerts/")));
        var errors = new CustomResource(
                flux,
                "errors",
                API,
                "Alert",
                a -> a.named("errors")
                        .spec("providerRef", Mapping.of("name", provider.name()))
                        .spec("eventSeverity", "error"));
        node().whenComplete(() -> errors.configure(a -> a.spec("eventSources", everything())));
    }

    private Sequence everything() {
        var sources = new Sequence();
        for (String kind : IN_FLUX) {
            sources.add(source(kind, "flux-system"));
        }
        for (String namespace : namespaces()) {
            for (String kind : ANYWHERE) {
                sources.add(source(kind, namespace));
            }
        }
        return sources;
    }

    private static Mapping source(String kind, String namespace) {
        return Mapping.of("kind", kind).put("name", "*").put("namespace", namespace);
    }

    /** Those in which a construct of the cluster stands. */
    private Set<String> namespaces() {
        var namespaces = new TreeSet<String>();
        for (Node node : node().cluster().node().subtree()) {
            if (node.parent() != null) {
                namespaces.add(node.namespace().text());
            }
        }
        return namespaces;
    }
}
