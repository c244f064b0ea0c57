package espalier.check.routes;

import espalier.KubernetesObject;
import espalier.check.Pods;
import espalier.check.selectors.Selectable;
import espalier.check.selectors.Selector;
import espalier.tree.Mapping;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One listener of a Gateway. */
final class Listener {
    private final KubernetesObject gateway;
    private final Mapping body;

    private Listener(KubernetesObject gateway, Mapping body) {
        this.gateway = gateway;
        this.body = body;
    }

    static List<Listener> of(KubernetesObject gateway) {
        var listeners = new ArrayList<Listener>();
        Mapping spec = gateway.body().mapping("spec");
        for (Mapping listener : Pods.mappings(spec == null ? null : spec.sequence("listeners"))) {
            listeners.add(new Listener(gateway, listener));
        }
        return listeners;
    }

    String name() {
        return String.valueOf(body.text("name"));
    }

    @Nullable
    String port() {
        return body.text("port");
    }

    /** Empty where it takes every host. */
    String host() {
        String host = body.text("hostname");
        return host == null ? "" : host;
    }

    @Nullable
    Mapping tls() {
        return body.mapping("tls");
    }

    /** Whether routes of {@code namespace} may use it; where that cannot be known, they may. */
    boolean admits(String namespace, Selectable selectable) {
        Mapping allowed = body.mapping("allowedRoutes");
        Mapping namespaces = allowed == null ? null : allowed.mapping("namespaces");
        String from = namespaces == null ? null : namespaces.text("from");
        return switch (from == null ? "Same" : from) {
            case "Same" -> namespace.equals(gateway.namespace());
            case "Selector" -> {
                Mapping selector = namespaces == null ? null : namespaces.mapping("selector");
                Mapping labels = selectable.namespaceLabels(namespace);
                yield selector == null
                        || labels == null
                        || Selector.of(selector).matches(labels);
            }
            default -> true;
        };
    }
}
