package espalier.check.hosts;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Provision;
import espalier.graph.ObjectGraph;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Services of a cluster, and in which namespaces there may be more. */
final class Services {
    private static final FieldPath TARGET_NAMESPACE = FieldPath.of("spec", "targetNamespace");

    /** Of these groups no object makes a Service that it does not say; of any other, one may. */
    private static final Set<String> MAKE_NONE = Set.of(
            "",
            "apps",
            "batch",
            "autoscaling",
            "policy",
            "networking.k8s.io",
            "rbac.authorization.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io",
            "snapshot.storage.k8s.io",
            "apiextensions.k8s.io",
            "cert-manager.io",
            "cilium.io",
            "external-secrets.io",
            "bitnami.com",
            "onepassword.com",
            "keda.sh",
            "volsync.backube",
            "traefik.io",
            "source.toolkit.fluxcd.io",
            "notification.toolkit.fluxcd.io",
            "image.toolkit.fluxcd.io");

    private final ObjectGraph graph;
    private final Map<String, Set<String>> byNamespace = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    Services(ObjectGraph graph) {
        this.graph = graph;
        for (KubernetesObject object : graph.objects()) {
            String group = Identity.groupOf(object.apiVersion());
            String namespace = object.namespace();
            if (group.isEmpty() && object.kind().equals("Namespace")) {
                names(object.name());
            } else if (group.equals("helm.toolkit.fluxcd.io")) {
                Value target = TARGET_NAMESPACE.in(object.body());
                open(target instanceof Leaf leaf ? leaf.text() : namespace);
            } else if (!MAKE_NONE.contains(group) && !isRoute(group, object.kind())) {
                open(namespace);
            } else if (group.isEmpty() && object.kind().equals("Service")) {
                names(namespace).add(object.name().toLowerCase(Locale.ROOT));
            } else {
                names(namespace);
            }
        }
        for (Provision provision : graph.provisions()) {
            Identity identity = provision.identity();
            if (identity.kind().equals("Service") && identity.group().isEmpty()) {
                names(identity.namespace()).add(identity.name());
            }
        }
    }

    /** Some controllers of the Gateway API make a Service for each Gateway, beside it. */
    private static boolean isRoute(String group, String kind) {
        return group.startsWith("gateway.") && !kind.equals("Gateway");
    }

    private Set<String> names(String namespace) {
        return byNamespace.computeIfAbsent(namespace, n -> new LinkedHashSet<>());
    }

    private void open(String namespace) {
        names(namespace);
        open.add(namespace);
    }

    /** The namespaces in which anything stands. */
    Set<String> namespaces() {
        return byNamespace.keySet();
    }

    boolean isNamespace(String name) {
        return !name.isEmpty() && byNamespace.containsKey(name);
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
        boolean everywhere = namespace.equals("default") || namespace.startsWith("kube-");
        return !open.contains(namespace) && !everywhere && !namespace.equals("flux-system");
    }

    /**
     * What a Service offers.
     *
     * @param numbers of the ports
     * @param names of those that have one
     */
    record Ports(Set<Integer> numbers, Set<String> names) {}

    /** The ports by which clients reach the Service, or null where they cannot be known. */
    @Nullable
    Ports ports(String namespace, String name) {
        KubernetesObject service = graph.object(Identity.of("", "Service", namespace, name));
        Mapping spec = service == null ? null : service.body().mapping("spec");
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
