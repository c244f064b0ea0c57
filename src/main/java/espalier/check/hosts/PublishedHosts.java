package espalier.check.hosts;

import espalier.KubernetesObject;
import espalier.graph.ObjectGraph;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hosts under which a cluster's routes are found from outside. */
final class PublishedHosts {
    private PublishedHosts() {}

    static Set<String> of(ObjectGraph graph) {
        var hosts = new LinkedHashSet<String>();
        for (KubernetesObject object : graph.objects()) {
            Mapping spec = object.body().mapping("spec");
            if (spec == null) {
                continue;
            }
            switch (object.kind()) {
                case "HTTPRoute", "GRPCRoute", "TLSRoute" -> add(spec.sequence("hostnames"), null, hosts);
                case "Ingress" -> add(spec.sequence("rules"), "host", hosts);
                default -> {}
            }
        }
        return hosts;
    }

    private static void add(@Nullable Sequence list, @Nullable String key, Set<String> hosts) {
        if (list != null) {
            for (Value item : list) {
                Value host = key != null && item instanceof Mapping mapping ? mapping.get(key) : item;
                if (host instanceof Leaf leaf) {
                    hosts.add(leaf.text());
                }
            }
        }
    }
}
