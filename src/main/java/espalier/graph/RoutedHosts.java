package espalier.graph;

import espalier.KubernetesObject;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hosts under which routes are found from outside. */
public final class RoutedHosts {
    private RoutedHosts() {}

    /** Those of all routes and Ingresses of {@code graph}. */
    public static Set<String> in(ObjectGraph graph) {
        var hosts = new LinkedHashSet<String>();
        for (KubernetesObject object : graph.objects()) {
            hosts.addAll(of(object));
        }
        return hosts;
    }

    /** Those that {@code object} says; none for one that says none, which a route is found under all with. */
    public static List<String> of(KubernetesObject object) {
        Mapping spec = object.body().mapping("spec");
        if (spec == null) {
            return List.of();
        }
        return switch (object.kind()) {
            case "HTTPRoute", "GRPCRoute", "TLSRoute" -> texts(spec.sequence("hostnames"), false);
            case "Ingress" -> texts(spec.sequence("rules"), true);
            case "IngressRoute" -> matched(spec.sequence("routes"));
            default -> List.of();
        };
    }

    private static List<String> matched(@Nullable Sequence routes) {
        var hosts = new ArrayList<String>(1);
        for (int i = 0; routes != null && i < routes.size(); i++) {
            String match = routes.get(i) instanceof Mapping route ? route.text("match") : null;
            if (match != null) {
                hosts.addAll(TraefikRule.of(match).hosts());
            }
        }
        return hosts;
    }

    private static List<String> texts(@Nullable Sequence list, boolean ofRules) {
        var texts = new ArrayList<String>(list == null ? 0 : list.size());
        for (int i = 0; list != null && i < list.size(); i++) {
            Object host = ofRules && list.get(i) instanceof Mapping rule ? rule.get("host") : list.get(i);
            if (host instanceof Leaf leaf) {
                texts.add(leaf.text());
            }
        }
        return texts;
    }
}
