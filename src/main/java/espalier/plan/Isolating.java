package espalier.plan;

import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the rules of a policy for traffic: which pods it selects, and what it does to their traffic. Once a policy selects a pod for a
 * direction, what none allows is denied: of NetworkPolicy by {@code policyTypes}, of Cilium's by a section for that direction, in which
 * an empty rule allows nothing.
 *
 * @param object the policy
 * @param spec one of its specs: Cilium's may have several
 */
record Isolating(Placed object, Mapping spec) {
    static final String INGRESS = "ingress";
    static final String EGRESS = "egress";

    private static final String NAMESPACE = "io.kubernetes.pod.namespace";

    /** Those of {@code object}; none where it is no such policy. */
    static List<Isolating> of(Placed object) {
        var found = new ArrayList<Isolating>(1);
        if (!is(object)) {
            return found;
        }
        Mapping spec = Paths.mapping(object.body(), "spec");
        if (spec != null) {
            found.add(new Isolating(object, spec));
        }
        Paths.items(object.body(), "specs").forEach(each -> found.add(new Isolating(object, each)));
        return found;
    }

    static boolean is(Placed object) {
        return switch (object.identity().group() + "/" + object.identity().kind()) {
            case "networking.k8s.io/NetworkPolicy",
                    "cilium.io/CiliumNetworkPolicy",
                    "cilium.io/CiliumClusterwideNetworkPolicy" -> true;
            default -> false;
        };
    }

    private boolean isCilium() {
        return !object.is("NetworkPolicy");
    }

    /** Whether what nobody allows is denied to its pods in {@code direction}. */
    boolean isolates(String direction) {
        if (isCilium()) {
            boolean off = Paths.text(spec, "enableDefaultDeny", direction).equals("false");
            return !off && (spec.has(direction) || spec.has(direction + "Deny"));
        }
        List<String> types = Paths.texts(spec, "policyTypes");
        return types.isEmpty()
                ? direction.equals(INGRESS) || spec.has(EGRESS)
                : types.contains(direction.equals(INGRESS) ? "Ingress" : "Egress");
    }

    boolean allows(String direction) {
        for (Mapping rule : Paths.items(spec, direction)) {
            if (!isCilium() || !rule.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Whether it names what it denies, whoever allows that. */
    boolean denies(String direction) {
        return !Paths.items(spec, direction + "Deny").isEmpty();
    }

    /** Whether it selects every pod that {@code other} selects. */
    boolean covers(Isolating other) {
        if (!isNear(other)) {
            return false;
        }
        Mapping own = selector();
        Mapping its = other.selector();
        Value expressions = own.get("matchExpressions");
        boolean same = expressions == null
                || expressions instanceof Sequence none && none.isEmpty()
                || expressions.equals(its.get("matchExpressions"));
        Mapping labels = labels(own);
        for (String key : same ? labels.keys() : List.<String>of()) {
            String wanted = Paths.text(labels, key);
            if (!wanted.equals(other.label(plain(key)))) {
                return false;
            }
        }
        return same;
    }

    /** Whether both may select the same pod, as far as their namespaces say. */
    boolean isNear(Isolating other) {
        String namespace = object.namespace();
        return spec.has("nodeSelector") == other.spec.has("nodeSelector")
                && (namespace.isEmpty() || namespace.equals(other.object.namespace()));
    }

    private @Nullable String label(String key) {
        Mapping labels = labels(selector());
        for (String each : labels.keys()) {
            if (plain(each).equals(key) && labels.get(each) instanceof Leaf leaf) {
                return leaf.text();
            }
        }
        return key.equals(NAMESPACE) && !object.namespace().isEmpty() ? object.namespace() : null;
    }

    private static Mapping labels(Mapping selector) {
        Mapping labels = selector.mapping("matchLabels");
        return labels == null ? new Mapping() : labels;
    }

    private Mapping selector() {
        for (String key : new String[] {"podSelector", "endpointSelector", "nodeSelector"}) {
            Mapping selector = spec.mapping(key);
            if (selector != null) {
                return selector;
            }
        }
        return new Mapping();
    }

    /** Cilium's labels may say where they come from. */
    private static String plain(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? key : key.substring(colon + 1);
    }
}
