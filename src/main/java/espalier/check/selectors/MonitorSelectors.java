package espalier.check.selectors;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Scalar;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What Prometheus's monitors look at. */
final class MonitorSelectors {
    private static final FieldPath SELECTOR = FieldPath.of("spec", "selector");
    private static final FieldPath ENDPOINTS = FieldPath.of("spec", "endpoints");
    private static final FieldPath POD_ENDPOINTS = FieldPath.of("spec", "podMetricsEndpoints");
    private static final FieldPath RELABELINGS = ENDPOINTS.index(0).field("relabelings");
    private static final FieldPath NAMESPACES = FieldPath.of("spec", "namespaceSelector");

    private final Search search;
    private final KeptServices kept;

    MonitorSelectors(ObjectGraph graph, Search search) {
        this.search = search;
        this.kept = new KeptServices(graph, search);
    }

    void services(KubernetesObject monitor) {
        Namespaces namespaces = namespaces(monitor);
        List<Labelled> services = search.services(monitor, SELECTOR, namespaces);
        if (keepsByName(monitor)) {
            kept.check(monitor, namespaces); // of all that it selects, the one that has the port need not be known
            return;
        }
        ports(monitor, ENDPOINTS, services);
    }

    void pods(KubernetesObject monitor) {
        List<Labelled> pods = search.pods(monitor, SELECTOR, namespaces(monitor));
        ports(monitor, POD_ENDPOINTS, pods);
    }

    /** Whether {@code monitor} selects all Services, of which it reads those that its relabelings keep. */
    private static boolean keepsByName(KubernetesObject monitor) {
        return SELECTOR.in(monitor.body()) instanceof Mapping selector
                && selector.isEmpty()
                && RELABELINGS.in(monitor.body()) != null;
    }

    private Namespaces namespaces(KubernetesObject monitor) {
        if (!(NAMESPACES.in(monitor.body()) instanceof Mapping mapping)) {
            return Namespaces.own(monitor);
        }
        if (Scalar.of(true).equals(mapping.get("any"))) {
            return new Namespaces(search.selectable().namespaceNames(), true);
        }
        Sequence names = mapping.sequence("matchNames");
        var named = new ArrayList<String>();
        boolean mayBeMore = false;
        for (int i = 0; names != null && i < names.size(); i++) {
            if (names.get(i) instanceof Leaf name) {
                FieldPath field = NAMESPACES.field("matchNames").index(i);
                mayBeMore |= search.named(monitor, field, name.text()).mayBeMore();
                named.add(name.text());
            }
        }
        return new Namespaces(named.isEmpty() ? Set.of(monitor.namespace()) : named, mayBeMore);
    }

    private static void ports(KubernetesObject monitor, FieldPath list, List<Labelled> targets) {
        if (targets.isEmpty() || !(list.in(monitor.body()) instanceof Sequence endpoints)) {
            return;
        }
        List<String> known = PortNames.of(targets);
        for (int i = 0; i < endpoints.size(); i++) {
            Value endpoint = endpoints.get(i);
            String port = endpoint instanceof Mapping mapping ? mapping.text("port") : null;
            if (port != null && !known.contains(port)) {
                PortNames.tell(monitor, list.index(i).field("port"), port, targets, known);
            }
        }
    }
}
