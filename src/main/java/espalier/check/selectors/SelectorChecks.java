package espalier.check.selectors;

import espalier.KubernetesObject;
import espalier.check.Pod;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.List;

/** Selectors that find nothing, since labels are spelt otherwise there. */
public final class SelectorChecks {
    private static final FieldPath SELECTOR = FieldPath.of("spec", "selector");
    private static final FieldPath LISTENERS = FieldPath.of("spec", "listeners");

    private SelectorChecks() {}

    /** @param pods all pods of {@code graph} */
    public static void check(ObjectGraph graph, List<Pod> pods, Selectable selectable) {
        var search = new Search(selectable);
        graph.ofKind("NetworkPolicy").forEach(new PolicySelectors(search)::check);
        graph.ofKind("CiliumNetworkPolicy").forEach(new CiliumSelectors(search)::check);
        var monitors = new MonitorSelectors(graph, search);
        graph.ofKind("ServiceMonitor").forEach(monitors::services);
        graph.ofKind("PodMonitor").forEach(monitors::pods);
        for (KubernetesObject budget : graph.ofKind("PodDisruptionBudget")) {
            search.pods(budget, SELECTOR, Namespaces.own(budget));
        }
        graph.ofKind("Gateway").forEach(gateway -> listeners(search, gateway));
        var apart = new PodSelectors(search);
        pods.forEach(apart::check);
        ObjectSelectors.check(graph, search);
        ImageAccess.check(graph);
    }

    /** Whose routes a Gateway takes. */
    private static void listeners(Search search, KubernetesObject gateway) {
        if (LISTENERS.in(gateway.body()) instanceof Sequence listeners) {
            for (int i = 0; i < listeners.size(); i++) {
                FieldPath field = LISTENERS
                        .index(i)
                        .field("allowedRoutes")
                        .field("namespaces")
                        .field("selector");
                if (field.in(gateway.body()) instanceof Mapping) {
                    search.namespaces(gateway, field);
                }
            }
        }
    }
}
