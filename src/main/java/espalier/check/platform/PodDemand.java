package espalier.check.platform;

import espalier.check.Pods;
import espalier.check.Quantity;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a pod asks of the one machine that it runs on: cores, memory and devices. */
final class PodDemand {
    private double cores;
    private double memory;
    private final Map<String, Double> devices = new TreeMap<>();

    private PodDemand() {}

    /** As the scheduler adds it up: its containers together, or the greediest one of those that run before. */
    static PodDemand of(Mapping pod) {
        var together = new PodDemand();
        for (Mapping container : Pods.mappings(pod.sequence("containers"))) {
            together.add(requests(container), true);
        }
        for (Mapping container : Pods.mappings(pod.sequence("initContainers"))) {
            together.add(requests(container), "Always".equals(container.text("restartPolicy")));
        }
        return together;
    }

    /** @param beside whether it runs beside the others, and not before them */
    private void add(@Nullable PodDemand other, boolean beside) {
        if (other != null) {
            cores = beside ? cores + other.cores : Math.max(cores, other.cores);
            memory = beside ? memory + other.memory : Math.max(memory, other.memory);
            for (var device : other.devices.entrySet()) {
                double mine = devices.getOrDefault(device.getKey(), 0.0);
                double theirs = device.getValue();
                devices.put(device.getKey(), beside ? mine + theirs : Math.max(mine, theirs));
            }
        }
    }

    /** A limit without a request is a request as well. */
    private static @Nullable PodDemand requests(Mapping container) {
        Mapping resources = container.mapping("resources");
        if (resources == null) {
            return null;
        }
        var demand = new PodDemand();
        demand.read(resources.mapping("limits"));
        demand.read(resources.mapping("requests"));
        return demand;
    }

    private void read(@Nullable Mapping from) {
        for (int i = 0; from != null && i < from.size(); i++) {
            String resource = from.keyAt(i);
            boolean counts = resource.equals("cpu") || resource.equals("memory") || isDevice(resource);
            Double amount = counts && from.valueAt(i) instanceof Leaf leaf ? Quantity.parse(leaf.text()) : null;
            if (amount != null && resource.equals("cpu")) {
                cores = amount;
            } else if (amount != null && resource.equals("memory")) {
                memory = amount;
            } else if (amount != null && amount > 0) {
                devices.put(resource, amount);
            }
        }
    }

    /** How many cores it asks for, 0 where it does not. */
    double cores() {
        return cores;
    }

    /** How many bytes of memory it asks for, 0 where it does not. */
    double memory() {
        return memory;
    }

    /** The devices that it asks for, each with the count. */
    Map<String, Double> devices() {
        return devices;
    }

    /** What a device plugin offers; what Kubernetes itself counts has no domain, or its own. */
    static boolean isDevice(String resource) {
        int slash = resource.indexOf('/');
        return slash > 0 && !resource.substring(0, slash).endsWith("kubernetes.io");
    }
}
