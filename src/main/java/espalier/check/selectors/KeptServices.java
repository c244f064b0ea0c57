package espalier.check.selectors;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.Provision;
import espalier.check.Pods;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Monitors that select all Services, and keep one by its name: what charts make has labels that only the chart knows. */
final class KeptServices {
    private static final FieldPath ENDPOINTS = FieldPath.of("spec", "endpoints");
    private static final String NAME = "__meta_kubernetes_service_name";

    private final ObjectGraph graph;
    private final Search search;

    KeptServices(ObjectGraph graph, Search search) {
        this.graph = graph;
        this.search = search;
    }

    void check(KubernetesObject monitor, Namespaces namespaces) {
        List<Mapping> endpoints = Pods.mappings(ENDPOINTS.in(monitor.body()) instanceof Sequence list ? list : null);
        for (int i = 0; i < endpoints.size(); i++) {
            List<Mapping> relabelings = Pods.mappings(endpoints.get(i).sequence("relabelings"));
            for (int j = 0; j < relabelings.size(); j++) {
                String name = kept(relabelings.get(j));
                if (name != null) {
                    FieldPath endpoint = ENDPOINTS.index(i);
                    FieldPath field = endpoint.field("relabelings").index(j).field("regex");
                    check(monitor, namespaces, name, field, endpoint.field("port"));
                }
            }
        }
    }

    /** The Service that {@code relabeling} keeps, where it keeps one by its whole name; else null. */
    private static @Nullable String kept(Mapping relabeling) {
        String action = relabeling.text("action");
        String name = relabeling.text("regex");
        Sequence labels = relabeling.sequence("sourceLabels");
        boolean isByName = labels != null
                && labels.size() == 1
                && labels.get(0) instanceof Leaf label
                && label.text().equals(NAME);
        boolean keeps = action != null && action.toLowerCase(Locale.ROOT).equals("keep");
        return isByName && keeps && name != null && Names.isLabel(name) ? name : null;
    }

    private void check(
            KubernetesObject monitor, Namespaces namespaces, String name, FieldPath field, FieldPath portField) {
        boolean isThere = false;
        var ports = new ArrayList<String>();
        for (String namespace : namespaces.names()) {
            var identity = Identity.of("", "Service", namespace, name);
            Provision service = graph.provision(identity);
            if (service != null) {
                isThere = true;
                List<String> named = ports(service, graph.object(identity));
                if (named == null) {
                    return;
                }
                ports.addAll(named);
            }
        }
        if (!isThere) {
            missing(monitor, namespaces, name, field);
        } else if (portField.in(monitor.body()) instanceof Leaf port && !ports.contains(port.text())) {
            PortNames.tell(monitor, portField, port.text(), "Service " + name, ports);
        }
    }

    /** The names of its ports, null where they are not known. */
    private static @Nullable List<String> ports(Provision service, @Nullable KubernetesObject object) {
        if (object != null) {
            return PortNames.of(List.of(Labelled.itself(object)));
        }
        var names = new ArrayList<String>();
        List<String> keys = service.keys();
        for (String key : keys == null ? List.<String>of() : keys) {
            if (!Character.isDigit(key.charAt(key.length() - 1)) || !Character.isDigit(key.charAt(0))) {
                names.add(key);
            }
        }
        return names.isEmpty() ? null : names;
    }

    private void missing(KubernetesObject monitor, Namespaces namespaces, String name, FieldPath field) {
        boolean mayBeMore = namespaces.mayBeMore();
        for (String namespace : namespaces.names()) {
            mayBeMore |= search.selectable().isOpen(namespace);
        }
        String slip = Names.slip(name, known(namespaces));
        search.tell(monitor, field, name, "Services", slip, mayBeMore);
    }

    private Set<String> known(Namespaces namespaces) {
        var known = new LinkedHashSet<String>();
        for (KubernetesObject service : graph.ofKind("Service")) {
            if (namespaces.names().contains(service.namespace())) {
                known.add(service.name());
            }
        }
        for (Provision provision : graph.provisions()) {
            Identity identity = provision.identity();
            boolean isService =
                    identity.kind().equals("Service") && identity.group().isEmpty();
            if (isService && namespaces.names().contains(identity.namespace())) {
                known.add(identity.name());
            }
        }
        return known;
    }
}
