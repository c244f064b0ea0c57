package espalier.check.platform;

import espalier.check.Pods;
import espalier.check.Quantity;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a pod asks of the one machine that it runs on: cores, memory and devices. */
final class PodDemand {
    private final Map<String, Double> amounts;

    private PodDemand(Map<String, Double> amounts) {
        this.amounts = amounts;
    }

    /** As the scheduler adds it up: its containers together, or the greediest one of those that run before. */
    static PodDemand of(Mapping pod) {
        var together = new TreeMap<String, Double>();
        for (Mapping container : Pods.mappings(pod.sequence("containers"))) {
            requests(container).forEach((resource, amount) -> together.merge(resource, amount, Double::sum));
        }
        for (Mapping container : Pods.mappings(pod.sequence("initContainers"))) {
            boolean staysOn = "Always".equals(container.text("restartPolicy"));
            requests(container)
                    .forEach((resource, amount) ->
                            together.merge(resource, amount, staysOn ? Double::sum : Double::max));
        }
        return new PodDemand(together);
    }

    /** A limit without a request is a request as well. */
    private static Map<String, Double> requests(Mapping container) {
        Mapping resources = container.mapping("resources");
        if (resources == null) {
            return Map.of();
        }
        var requests = new HashMap<String, Double>(4);
        add(resources.mapping("limits"), requests);
        add(resources.mapping("requests"), requests);
        return requests;
    }

    private static void add(@Nullable Mapping from, Map<String, Double> to) {
        for (int i = 0; from != null && i < from.size(); i++) {
            Double amount = from.valueAt(i) instanceof Leaf leaf ? Quantity.parse(leaf.text()) : null;
            if (amount != null) {
                to.put(from.keyAt(i), amount);
            }
        }
    }

    /** How much of {@code resource} it asks for, 0 where it does not. */
    double of(String resource) {
        return amounts.getOrDefault(resource, 0.0);
    }

    /** The devices that it asks for, each with the count. */
    Map<String, Double> devices() {
        var devices = new TreeMap<String, Double>();
        amounts.forEach((resource, amount) -> {
            if (isDevice(resource) && amount > 0) {
                devices.put(resource, amount);
            }
        });
        return devices;
    }

    /** What a device plugin offers; what Kubernetes itself counts has no domain, or its own. */
    static boolean isDevice(String resource) {
        int slash = resource.indexOf('/');
        return slash > 0 && !resource.substring(0, slash).endsWith("kubernetes.io");
    }
}
