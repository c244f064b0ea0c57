package espalier.check.hosts;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.check.OpenNamespaces;
import espalier.graph.ObjectGraph;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Services of a cluster, and in which namespaces there may be more. */
final class Services {
    private final ObjectGraph graph;
    private final Map<String, Set<String>> byNamespace = new LinkedHashMap<>();
    private final OpenNamespaces open;

    Services(ObjectGraph graph, OpenNamespaces open) {
        this.graph = graph;
        this.open = open;
        for (KubernetesObject service : graph.ofKind("Service")) {
            names(service.namespace()).add(service.name().toLowerCase(Locale.ROOT));
        }
        for (Provision provision : graph.provisions()) {
            Identity identity = provision.identity();
            if (identity.kind().equals("Service") && identity.group().isEmpty()) {
                names(identity.namespace()).add(identity.name());
            }
        }
    }

    private Set<String> names(String namespace) {
        return byNamespace.computeIfAbsent(namespace, n -> new LinkedHashSet<>());
    }

    /** The namespaces in which anything stands. */
    Set<String> namespaces() {
        return open.all();
    }

    /** Those of them of which a Service is known. */
    Set<String> namespacesWithServices() {
        return byNamespace.keySet();
    }

    boolean isNamespace(String name) {
        return open.all().contains(name);
    }

    /** The names of the Services of {@code namespace}, as far as they are known. */
    Set<String> in(String namespace) {
        return byNamespace.getOrDefault(namespace, Set.of());
    }

    boolean has(String namespace, String name) {
        return in(namespace).contains(name);
    }

    /** Whether all Services of {@code namespace} are known: no chart and no operator makes others there. */
    boolean allKnownIn(String namespace) {
        return !open.contains(namespace);
    }

    /**
     * What a Service offers.
     *
     * @param numbers of the ports
     * @param names of those that have one
     */
    record Ports(Set<Integer> numbers, Set<String> names) {}

    /** Those that a controller is known to open, each by its number, and some by a name as well. */
    private static @Nullable Ports ports(@Nullable Provision provision) {
        List<String> keys = provision == null ? null : provision.keys();
        var ports = new Ports(new LinkedHashSet<>(), new LinkedHashSet<>());
        for (String key : keys == null ? List.<String>of() : keys) {
            int number = Variables.number(key);
            if (number < 0) {
                ports.names.add(key);
            } else {
                ports.numbers.add(number);
            }
        }
        return ports.numbers.isEmpty() ? null : ports;
    }

    /** Whether the Service is made here and one of its ports has that number: so it is with nearly all that are asked for. */
    boolean offers(String namespace, String name, int port) {
        KubernetesObject service = graph.object(Identity.of("", "Service", namespace, name));
        Mapping spec = service == null ? null : service.body().mapping("spec");
        Sequence ports = spec == null ? null : spec.sequence("ports");
        for (int i = 0; ports != null && i < ports.size(); i++) {
            String text = ports.get(i) instanceof Mapping offered ? offered.text("port") : null;
            if (text != null && Variables.number(text) == port) {
                return true;
            }
        }
        return false;
    }

    /** The ports by which clients reach the Service, or null where they cannot be known. */
    @Nullable
    Ports ports(String namespace, String name) {
        var identity = Identity.of("", "Service", namespace, name);
        KubernetesObject service = graph.object(identity);
        if (service == null) {
            return ports(graph.provision(identity));
        }
        Mapping spec = service.body().mapping("spec");
        // Behind a Service without address, clients reach whatever port a pod opens.
        boolean ownAddress = spec != null && !"None".equals(spec.text("clusterIP"));
        if (spec == null || !ownAddress || "ExternalName".equals(spec.text("type")) || spec.sequence("ports") == null) {
            return null;
        }
        var ports = new Ports(new LinkedHashSet<>(), new LinkedHashSet<>());
        for (Value value : spec.sequence("ports")) {
            String text = value instanceof Mapping port ? port.text("port") : null;
            int number = text == null ? -1 : Variables.number(text);
            if (number < 0) {
                return null; // which is told elsewhere
            }
            ports.numbers.add(number);
            String given = ((Mapping) value).text("name");
            if (given != null) {
                ports.names.add(given);
            }
        }
        return ports;
    }
}
