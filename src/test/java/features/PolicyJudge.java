package features;

import static org.assertj.core.api.Assertions.assertThat;

import espalier.KubernetesObject;
import espalier.compile.Compilation;
import espalier.layout.FileSpec;
import espalier.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * Decides who may talk to whom in a written tree, from the documentation of Cilium and Kubernetes alone. Of Cilium's policies: policies add up; a direction is denied by
 * default once a policy that selects the pod has a section for it; an empty rule allows nobody; selectors look in the policy's own
 * namespace unless they name one; ports are those of the pod; a node is always let in to its own pods; networks match no pods. Of
 * Kubernetes's: a policy is for the directions of its types, and a rule without peers is for everybody.
 *
 * <p>Knows nothing of the compiler but the bytes that it writes.
 */
final class PolicyJudge {
    /** Whoever enforces Kubernetes's policies matches pods by their addresses, too: one in the network of K3s's pods. */
    private static final String POD = "10.42.0.77";

    private static final String NAMESPACE = "k8s:io.kubernetes.pod.namespace";

    private final List<Map<String, Object>> objects = new ArrayList<>();
    private final Map<String, List<Map<String, Object>>> byKind = new HashMap<>();

    /** One end: a pod with its namespace and labels, an entity, or an address. */
    record End(String namespace, Map<String, String> labels, String entity, String address) {
        static End entity(String name) {
            return new End("", Map.of(), name, "");
        }

        static End address(String ip) {
            return new End("", Map.of(), "", ip);
        }

        static End pod(String namespace, Map<String, String> labels) {
            return new End(namespace, labels, "", "");
        }

        boolean isPod() {
            return !namespace.isEmpty();
        }

        @Override
        public String toString() {
            return isPod() ? namespace + labels : entity + address;
        }
    }

    PolicyJudge(Compilation compilation) {
        if (compilation.failed()) {
            throw new AssertionError(Compiled.findings(compilation));
        }
        for (FileSpec file : compilation.files()) {
            if (file.path().endsWith(".yaml")) {
                read(new String(file.render(), StandardCharsets.UTF_8));
            }
        }
        // What is carried stands in no file: the chart makes it of the release, as e2e's OneChartTest has seen it do.
        for (KubernetesObject object : compilation.order().graph().objects()) {
            if (object.carrier() != null) {
                read(YamlWriter.text(object.body()));
            }
        }
    }

    private void read(String text) {
        for (Object document : new Yaml().loadAll(text)) {
            if (document instanceof Map<?, ?> map && map.containsKey("kind") && map.containsKey("metadata")) {
                objects.add(map(map));
            }
        }
    }

    /** All objects of {@code kind}. */
    List<Map<String, Object>> objects(String kind) {
        return byKind.computeIfAbsent(
                kind,
                one -> objects.stream()
                        .filter(object -> one.equals(object.get("kind")))
                        .toList());
    }

    /** The pods that the object makes, as one end; null for what makes none. */
    static End podsOf(Map<String, Object> object) {
        Map<String, Object> template = template(object);
        return template == null ? null : End.pod(namespace(object), labels(at(template, "metadata", "labels")));
    }

    static Map<String, Object> template(Map<String, Object> object) {
        return switch (String.valueOf(object.get("kind"))) {
            case "Deployment", "StatefulSet", "DaemonSet", "Job" -> map(at(object, "spec", "template"));
            case "CronJob" -> map(at(object, "spec", "jobTemplate", "spec", "template"));
            default -> null;
        };
    }

    /** What makes pods, by its name. */
    Map<String, Map<String, Object>> workloads() {
        var workloads = new LinkedHashMap<String, Map<String, Object>>();
        for (Map<String, Object> object : objects) {
            if (template(object) != null) {
                workloads.put(name(object), object);
            }
        }
        return workloads;
    }

    /** On which ports the containers of {@code workload} say that they listen, as {@code 80/TCP}. */
    static List<String> ports(Map<String, Object> workload) {
        var ports = new ArrayList<String>();
        for (Map<String, Object> container : maps(at(template(workload), "spec", "containers"))) {
            for (Map<String, Object> port : maps(container.get("ports"))) {
                ports.add(port.get("containerPort") + "/" + port.getOrDefault("protocol", "TCP"));
            }
        }
        return ports;
    }

    static String name(Map<String, Object> object) {
        return object.get("kind") + " " + namespace(object) + "/" + at(object, "metadata", "name");
    }

    static String namespace(Map<String, Object> object) {
        return String.valueOf(at(object, "metadata", "namespace"));
    }

    /**
     * What makes the pods behind {@code service}, each with the ports that its {@code port} leads to, as {@code 8080/TCP}.
     *
     * @param port its name or number; null for all
     */
    Map<String, List<String>> behind(Map<String, Object> service, String port) {
        var found = new LinkedHashMap<String, List<String>>();
        Map<String, String> selector = labels(at(service, "spec", "selector"));
        if (selector.isEmpty()) {
            return found;
        }
        workloads().forEach((name, workload) -> {
            End pods = podsOf(workload);
            if (pods.namespace().equals(namespace(service)) && has(pods.labels(), selector)) {
                for (Map<String, Object> offered : maps(at(service, "spec", "ports"))) {
                    boolean isMeant = port == null
                            || port.equals(String.valueOf(offered.get("name")))
                            || port.equals(String.valueOf(offered.get("port")));
                    if (isMeant) {
                        found.computeIfAbsent(name, maker -> new ArrayList<>())
                                .add(target(offered, template(workload)) + "/"
                                        + offered.getOrDefault("protocol", "TCP"));
                    }
                }
            }
        });
        return found;
    }

    private static int target(Map<String, Object> port, Map<String, Object> template) {
        Object target = port.getOrDefault("targetPort", port.get("port"));
        if (target instanceof Integer number) {
            return number;
        }
        for (Map<String, Object> container : maps(at(template, "spec", "containers"))) {
            for (Map<String, Object> offered : maps(container.get("ports"))) {
                if (target.equals(offered.get("name"))) {
                    return (Integer) offered.get("containerPort");
                }
            }
        }
        throw new AssertionError("no container has the port " + target);
    }

    /** Whether {@code from} reaches {@code port} of {@code to}, as {@code 8080/TCP}. */
    boolean allows(End from, End to, String port) {
        return !denies(from, to, port, "egress") && !denies(to, from, port, "ingress");
    }

    private boolean denies(End subject, End other, String port, String direction) {
        if (!subject.isPod() || direction.equals("ingress") && other.entity().equals("host")) {
            return false;
        }
        boolean isDefaultDeny = false;
        for (Map<String, Object> policy : objects("NetworkPolicy")) {
            Map<String, Object> spec = map(policy.get("spec"));
            boolean isFor = namespace(policy).equals(subject.namespace())
                    && selects(map(spec.get("podSelector")), subject, subject.namespace());
            if (isFor && list(spec.get("policyTypes")).contains(direction.equals("egress") ? "Egress" : "Ingress")) {
                isDefaultDeny = true;
                for (Map<String, Object> rule : maps(spec.get(direction))) {
                    if (plainly(rule, other, subject.namespace(), port, direction)) {
                        return false;
                    }
                }
            }
        }
        for (Map<String, Object> policy : objects("CiliumNetworkPolicy")) {
            Map<String, Object> spec = map(policy.get("spec"));
            boolean isFor = namespace(policy).equals(subject.namespace())
                    && selects(map(spec.get("endpointSelector")), subject, subject.namespace());
            if (isFor && spec.get(direction) != null) {
                isDefaultDeny = true;
                for (Map<String, Object> rule : maps(spec.get(direction))) {
                    if (allows(rule, other, subject.namespace(), port, direction)) {
                        return false;
                    }
                }
            }
        }
        return isDefaultDeny;
    }

    private static boolean allows(
            Map<String, Object> rule, End other, String namespace, String port, String direction) {
        String word = direction.equals("egress") ? "to" : "from";
        boolean isAnybody = !rule.containsKey(word + "Endpoints")
                && !rule.containsKey(word + "Entities")
                && !rule.containsKey(word + "CIDRSet");
        if (isAnybody) {
            return rule.containsKey("toPorts") && isOn(rule, port);
        }
        boolean isMeant = false;
        for (Map<String, Object> selector : maps(rule.get(word + "Endpoints"))) {
            isMeant |= other.isPod() && selects(selector, other, namespace);
        }
        for (Object entity : list(rule.get(word + "Entities"))) {
            boolean isOutside = entity.equals("world") && !other.address().isEmpty();
            isMeant |= entity.equals("all") || entity.equals(other.entity()) || isOutside;
        }
        for (Map<String, Object> block : maps(rule.get(word + "CIDRSet"))) {
            isMeant |= !other.address().isEmpty() && isIn(block, other.address());
        }
        return isMeant && isOn(rule, port);
    }

    private static boolean plainly(
            Map<String, Object> rule, End other, String namespace, String port, String direction) {
        boolean isOn = !rule.containsKey("ports");
        for (Map<String, Object> one : maps(rule.get("ports"))) {
            isOn |= (one.get("port") + "/" + one.getOrDefault("protocol", "TCP")).equals(port);
        }
        List<Map<String, Object>> peers = maps(rule.get(direction.equals("egress") ? "to" : "from"));
        boolean isMeant = peers.isEmpty();
        for (Map<String, Object> peer : peers) {
            if (peer.containsKey("ipBlock")) {
                String address = other.isPod() ? POD : other.address();
                isMeant |= !address.isEmpty() && isIn(map(peer.get("ipBlock")), address);
            } else {
                isMeant |= other.isPod()
                        && isNamespace(peer, other.namespace(), namespace)
                        && has(other.labels(), only("matchLabels", peer.get("podSelector")));
            }
        }
        return isOn && isMeant;
    }

    private static boolean isNamespace(Map<String, Object> peer, String namespace, String own) {
        if (!peer.containsKey("namespaceSelector")) {
            return namespace.equals(own);
        }
        Map<String, String> wanted = only("matchLabels", peer.get("namespaceSelector"));
        String named = wanted.remove("kubernetes.io/metadata.name");
        assertThat(wanted).as("labels of namespaces that are not read here").isEmpty();
        return named == null || named.equals(namespace); // an empty one is for every namespace
    }

    /** The only part of {@code selector} that is read here. */
    private static Map<String, String> only(String part, Object selector) {
        assertThat(map(selector).keySet()).as("parts of a selector").isSubsetOf(part);
        return labels(map(selector).get(part));
    }

    private static boolean isOn(Map<String, Object> rule, String port) {
        if (!rule.containsKey("toPorts")) {
            return true;
        }
        for (Map<String, Object> list : maps(rule.get("toPorts"))) {
            for (Map<String, Object> one : maps(list.get("ports"))) {
                if ((one.get("port") + "/" + one.getOrDefault("protocol", "TCP")).equals(port)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean selects(Map<String, Object> selector, End pod, String ownNamespace) {
        var wanted = new LinkedHashMap<>(labels(selector.get("matchLabels")));
        if (selector.containsKey("matchExpressions")) {
            throw new AssertionError("expressions are not read here: " + selector);
        }
        String namespace = wanted.remove(NAMESPACE);
        return pod.namespace().equals(namespace == null ? ownNamespace : namespace) && has(pod.labels(), wanted);
    }

    private static boolean has(Map<String, String> labels, Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    private static boolean isIn(Map<String, Object> block, String address) {
        return contains(String.valueOf(block.get("cidr")), address)
                && list(block.get("except")).stream().noneMatch(hole -> contains(String.valueOf(hole), address));
    }

    /** Of IPv4. */
    private static boolean contains(String network, String address) {
        int slash = network.indexOf('/');
        if (network.indexOf(':') >= 0) {
            return false;
        }
        int prefix = Integer.parseInt(network.substring(slash + 1));
        long mask = prefix == 0 ? 0 : -1L << (32 - prefix);
        return (number(network.substring(0, slash)) & mask) == (number(address) & mask);
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    static Object at(Object value, String... keys) {
        for (String key : keys) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static Map<String, String> labels(Object value) {
        var labels = new LinkedHashMap<String, String>();
        map(value).forEach((key, text) -> labels.put(key, String.valueOf(text)));
        return labels;
    }

    private static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    static List<Map<String, Object>> maps(Object value) {
        return list(value).stream().map(PolicyJudge::map).toList();
    }
}
