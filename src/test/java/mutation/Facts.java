package mutation;

import espalier.Cluster;
import espalier.KubernetesObject;
import espalier.Node;
import espalier.Provision;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the objects of a cluster, and what exists because of them, are known by: names, keys, ports, labels, hosts, addresses. */
final class Facts {
    /** By what an object is known. */
    enum Fact {
        NAME,
        NAMESPACE,
        KEY,
        PORT,
        LABEL,
        HOST,
        ADDRESS
    }

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?");

    /** By text: what it is, and whose. */
    private final Map<String, Set<Known>> known = new HashMap<>();

    /**
     * @param owner an object or a {@link Provision}
     */
    record Known(Fact fact, Object owner) {
        String meaning() {
            String kind = owner instanceof KubernetesObject object
                    ? object.kind()
                    : ((Provision) owner).identity().kind();
            return fact + " of " + kind;
        }
    }

    private Facts() {}

    /** @param made what else exists in {@code cluster}, because controllers make it of its objects */
    static Facts of(Cluster cluster, Iterable<Provision> made) {
        var facts = new Facts();
        made.forEach(facts::provision);
        for (Node node : cluster.node().subtree()) {
            node.objects().forEach(facts::object);
            node.kustomizations().forEach(facts::object);
            for (Provision provision : node.provisions()) {
                facts.provision(provision);
            }
        }
        return facts;
    }

    /** The objects of {@code cluster}, in tree order, with those by which Flux applies them. */
    static List<KubernetesObject> objects(Cluster cluster) {
        var objects = new ArrayList<KubernetesObject>();
        for (Node node : cluster.node().subtree()) {
            objects.addAll(node.objects());
            objects.addAll(node.kustomizations());
        }
        return objects;
    }

    /** What {@code text} is, and whose. */
    Set<Known> about(String text) {
        return known.getOrDefault(text, Set.of());
    }

    /** As what objects other than {@code reader} are known by {@code text}: {@code NAME of Service}. */
    Set<String> meanings(String text, boolean isNumber, KubernetesObject reader) {
        return (isNumber ? ports(text) : about(text))
                .stream()
                        .filter(known -> known.owner() != reader)
                        .map(Known::meaning)
                        .collect(Collectors.toSet());
    }

    /** What {@code number} is as a port, and whose. */
    Set<Known> ports(String number) {
        return about(number).stream().filter(fact -> fact.fact() == Fact.PORT).collect(Collectors.toSet());
    }

    private void add(String text, Fact fact, Object owner) {
        boolean isTruth = text.equals("true") || text.equals("false");
        if (!text.isEmpty() && !isTruth) {
            known.computeIfAbsent(text, t -> new LinkedHashSet<>()).add(new Known(fact, owner));
        }
    }

    private void provision(Provision provision) {
        add(provision.identity().name(), Fact.NAME, provision);
        List<String> keys = provision.keys();
        if (keys != null) {
            Fact fact = provision.identity().kind().equals("Service") ? Fact.PORT : Fact.KEY;
            keys.forEach(key -> add(key, fact, provision));
        }
    }

    private void object(KubernetesObject object) {
        add(object.name(), Fact.NAME, object);
        add(object.namespace(), Fact.NAMESPACE, object);
        if (object.kind().equals("Service")) {
            String host = object.name() + "." + object.namespace();
            add(host, Fact.HOST, object);
            add(host + ".svc", Fact.HOST, object);
            add(host + ".svc.cluster.local", Fact.HOST, object);
        }
        List<String> keys = object.keys();
        if (keys != null) {
            keys.forEach(key -> add(key, Fact.KEY, object));
        }
        fields(object, "", "", object.body());
    }

    private void fields(KubernetesObject object, String field, String above, Value value) {
        if (value instanceof Mapping mapping) {
            boolean isPort = mapping.keys().stream().anyMatch(key -> key.equals("port") || key.endsWith("Port"));
            mapping.forEach((key, child) -> {
                if (isPort && key.equals("name") && child instanceof Leaf name) {
                    add(name.text(), Fact.PORT, object);
                }
                fields(object, key, field, child);
            });
        } else if (value instanceof Sequence sequence) {
            sequence.forEach(child -> fields(object, field, above, child));
        } else if (value instanceof Leaf leaf) {
            leaf(object, field, above, leaf);
        }
    }

    private void leaf(KubernetesObject object, String field, String above, Leaf leaf) {
        String text = leaf.text();
        if (above.equals("labels")) {
            add(text, Fact.LABEL, object);
        }
        if (field.equals("port") || field.endsWith("Port")) {
            add(text, Fact.PORT, object);
        }
        if (field.toLowerCase(java.util.Locale.ROOT).contains("host") || field.equals("dnsNames")) {
            add(text, Fact.HOST, object);
        }
        if (ADDRESS.matcher(text).matches()) {
            add(text, Fact.ADDRESS, object);
        }
    }
}
