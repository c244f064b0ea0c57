package espalier.check.hosts;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.Reference;
import espalier.Text;
import espalier.check.OpenNamespaces;
import espalier.graph.Content;
import espalier.graph.ObjectGraph;
import espalier.rules.References;
import espalier.rules.Rule;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
import espalier.tree.Mapping;
import espalier.tree.Sequence;
import espalier.tree.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in texts that lead to no Service, or to a port that it does not have.
 *
 * <p>What stands in a text can be anything. Told is only what cannot be right (a Service of a namespace whose Services are
 * all known) and what looks like a slip: one letter away from something that is there.
 */
public final class HostChecks {
    private static final Set<String> DOMAIN = Set.of("cluster.local");
    private static final String CLUSTER = ".cluster.local";

    /** Smaller numbers behind a colon are versions. */
    private static final int LEAST_PORT = 80;

    private final Services services;
    private final ObjectGraph graph;
    private @Nullable Set<String> published;

    /** Where Services are noted that texts name; null where mistakes are told. */
    private final @Nullable List<Mention> mentions;

    /**
     * A text names a Service that is there.
     *
     * @param object which holds the text
     * @param port that it names or implies; -1 for none
     */
    public record Mention(KubernetesObject object, Identity service, int port) {}

    private HostChecks(ObjectGraph graph, OpenNamespaces open, @Nullable List<Mention> mentions) {
        this.mentions = mentions;
        this.services = new Services(graph, open);
        this.graph = graph;
    }

    public static void check(ObjectGraph graph, OpenNamespaces open) {
        new HostChecks(graph, open, null).look(graph);
    }

    /** The Services that texts of {@code graph} name, by handles or without. */
    public static List<Mention> mentions(ObjectGraph graph, OpenNamespaces open) {
        var mentions = new ArrayList<Mention>();
        new HostChecks(graph, open, mentions).look(graph);
        return mentions;
    }

    private void look(ObjectGraph graph) {
        for (KubernetesObject object : graph.holding(Content.HOST)) {
            if (!object.kind().equals("HelmRelease")) {
                in(object, Standpoints.of(object), "", object.body());
            }
        }
        for (KubernetesObject release : graph.ofKind("HelmRelease")) {
            if (!release.isCarrier()) { // else its values are those of objects that are looked at themselves
                in(release, Standpoints.of(release), "", release.body());
            }
        }
    }

    private void in(KubernetesObject object, String from, String field, Value value) {
        if (value instanceof Mapping mapping) {
            for (int i = 0; i < mapping.size(); i++) {
                String key = mapping.keyAt(i);
                if (!key.equals("metadata")) {
                    in(object, from, key, mapping.valueAt(i));
                } else if (mentions == null && mapping.valueAt(i) instanceof Mapping metadata) {
                    annotations(object, from, metadata.mapping("annotations"));
                }
            }
            boolean isConfigMap = field.equals("data") && object.kind().equals("ConfigMap");
            if ((isConfigMap || object.kind().equals("HelmRelease")) && Variables.mayHoldAddress(mapping)) {
                variables(object, from, Variables.of(mapping));
            }
        } else if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.size(); i++) {
                in(object, from, field, sequence.get(i));
            }
            if (field.equals("env") && Variables.mayHoldAddress(sequence)) {
                variables(object, from, Variables.of(sequence));
            }
        } else if (value instanceof Leaf leaf && leaf.isString()) {
            String text = leaf.text();
            boolean mayBePair = text.indexOf(':') >= 0;
            if (!mayBePair && text.indexOf('.') < 0) {
                return; // which is most of them
            }
            for (Address address : Address.in(text)) {
                address(object, from, leaf, address, true);
            }
            if (mayBePair && (field.equals("args") || field.equals("command"))) {
                pair(object, from, leaf, Address.whole(text.substring(text.indexOf('=') + 1)));
            }
        }
    }

    /** People and programs that show what is connected to what: a URL that is all of an annotation is meant to be followed. */
    private void annotations(KubernetesObject object, String from, @Nullable Mapping annotations) {
        for (int i = 0; annotations != null && i < annotations.size(); i++) {
            if (annotations.valueAt(i) instanceof Leaf leaf && leaf.isString() && isUrl(leaf.text())) {
                for (Address address : Address.in(leaf.text())) {
                    address(object, from, leaf, address, true);
                }
            }
        }
    }

    private static boolean isUrl(String text) {
        int scheme = text.indexOf("://");
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || i < scheme && !Character.isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return scheme > 0;
    }

    /** Variables that are an address, alone or together: {@code REDIS_HOST} and {@code REDIS_PORT}. */
    private void variables(KubernetesObject object, String from, Variables variables) {
        for (Variables.Host host : variables.hosts()) {
            Address address = Address.whole(host.value().text());
            if (address != null) {
                Leaf port = host.port();
                int number = port == null ? address.port() : Variables.number(port.text());
                address(object, from, host.value(), new Address(address.host(), number), false);
            }
        }
        for (Leaf value : variables.others()) {
            pair(object, from, value, Address.whole(value.text()));
        }
    }

    /** {@code host:port}, where only a Service that is there, or nearly, tells it from an image with its tag. */
    private void pair(KubernetesObject object, String from, Leaf leaf, @Nullable Address address) {
        if (address == null
                || address.port() < LEAST_PORT
                || from.isEmpty()
                || address.host().indexOf('.') >= 0) {
            return;
        }
        String name = address.host();
        String near = services.has(from, name) ? name : Names.slip(name, services.in(from));
        Services.Ports ports = near == null ? null : services.ports(from, near);
        if (near != null
                && ports != null
                && (near.equals(name) || ports.numbers().contains(address.port()))) {
            service(object, leaf, address, from, name, false);
        }
    }

    private void address(KubernetesObject object, String from, Leaf leaf, Address address, boolean isUrl) {
        String host = address.host();
        int service = plainService(host);
        if (service > 0) {
            int dot = host.indexOf('.');
            service(object, leaf, address, host.substring(dot + 1, service), host.substring(0, dot), true);
            return;
        }
        if (isNumeric(host)) {
            return; // an address, which no name is a letter away from
        }
        String[] parts = host.toLowerCase(Locale.ROOT).split("\\.", -1);
        int svc = List.of(parts).indexOf("svc");
        if (svc >= 2 && !isDomainMisspelt(parts, svc)) {
            service(object, leaf, address, parts[svc - 1], parts[svc - 2], true);
        } else if (mentions == null && (svc >= 2 || isClusterDomain(parts))) {
            report(
                    References.HOST_MISSING,
                    object,
                    leaf,
                    "Tried to reach " + host + ", but the cluster's own names are NAME.NAMESPACE.svc.cluster.local",
                    "correct what stands behind the namespace");
        } else if (svc < 0 && parts.length == 2 && isCluster(parts)) {
            service(object, leaf, address, parts[1], parts[0], services.isNamespace(parts[1]));
        } else if (parts.length == 1 && !from.isEmpty()) {
            service(object, leaf, address, from, parts[0], false);
        } else if (parts.length == 1) {
            anywhere(object, leaf, address, parts[0]);
        } else if (mentions == null && isUrl && parts.length > 1 && !published().contains(host)) {
            String near = Names.slip(host, published());
            if (near != null) {
                slip(object, leaf, host, "the host " + near + " is published here", near);
            }
        }
    }

    /** Where {@code .svc} stands in a host that is written as nearly all are, {@code NAME.NAMESPACE.svc[.cluster.local]}; else -1. */
    private static int plainService(String host) {
        int end = host.length() - (host.endsWith(CLUSTER) ? CLUSTER.length() : 0);
        int svc = host.indexOf(".svc");
        int dot = host.indexOf('.');
        boolean isPlain = svc > 0 && svc + 4 == end && dot > 0 && dot < svc && host.indexOf('.', dot + 1) == svc;
        for (int i = 0; isPlain && i < svc; i++) {
            isPlain = host.charAt(i) < 'A' || host.charAt(i) > 'Z';
        }
        return isPlain ? svc : -1;
    }

    private static boolean isNumeric(String host) {
        int dots = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
            dots += c == '.' ? 1 : 0;
        }
        return dots == 3;
    }

    private Set<String> published() {
        Set<String> known = published;
        if (known == null) {
            known = PublishedHosts.of(graph);
            published = known;
        }
        return known;
    }

    /** A custom resource's URL, which its operator reads, wherever that runs: a Service of that name can be of any namespace. */
    private void anywhere(KubernetesObject object, Leaf leaf, Address address, String name) {
        if (mentions != null) {
            return;
        }
        String there = null;
        String near = null;
        for (String namespace : services.namespacesWithServices()) {
            if (services.has(namespace, name)) {
                Services.Ports ports = services.ports(namespace, name);
                if (ports == null || address.port() < 0 || ports.numbers().contains(address.port())) {
                    return;
                }
                there = there == null || namespace.equals(object.namespace()) ? namespace : there;
            } else if (near == null) {
                String slip = Names.slip(name, services.in(namespace));
                near = slip == null ? null : slip + "." + namespace;
            }
        }
        if (there != null && there.equals(object.namespace())) {
            port(object, leaf, address, there, name);
        } else if (there != null) {
            Services.Ports ports = services.ports(there, name);
            String tried = address.host() + ":" + address.port();
            slip(
                    object,
                    leaf,
                    tried,
                    "the Service " + name + " of " + there + " has only: " + (ports == null ? "none" : ports.numbers()),
                    name + " with one of them");
        } else if (near != null) {
            slip(object, leaf, address.host(), "there is the Service " + near, near);
        }
    }

    /** A cluster may have another domain than {@code cluster.local}, but none that only looks like it. */
    private static boolean isDomainMisspelt(String[] parts, int svc) {
        String domain = String.join(".", List.of(parts).subList(svc + 1, parts.length));
        return Names.slip(domain, DOMAIN) != null;
    }

    /** Whether it ends in {@code cluster.local}, below which there are only Services and pods. */
    private static boolean isClusterDomain(String[] parts) {
        int kind = parts.length - 3;
        return kind >= 0
                && parts[kind + 1].equals("cluster")
                && parts[kind + 2].equals("local")
                && !parts[kind].equals("svc")
                && !parts[kind].equals("pod");
    }

    /** Whether {@code NAME.NAMESPACE} is one of the cluster, or nearly. */
    private boolean isCluster(String[] parts) {
        if (services.isNamespace(parts[1])) {
            return true;
        }
        String near = Names.slip(parts[1], services.namespaces());
        return near != null && services.has(near, parts[0]);
    }

    /** @param certain whether the host can only be a Service */
    private void service(
            KubernetesObject object, Leaf leaf, Address address, String namespace, String name, boolean certain) {
        boolean isThere = services.has(namespace, name);
        if (mentions != null) {
            if (isThere) {
                mentions.add(new Mention(object, Identity.of("", "Service", namespace, name), address.port()));
            }
            return;
        }
        if (isThere) {
            if (!services.offers(namespace, name, address.port())) {
                port(object, leaf, address, namespace, name);
            }
            return;
        }
        String near = Names.slip(name, services.in(namespace));
        String elsewhere = Names.slip(namespace, services.namespaces());
        if (near != null) {
            missing(object, leaf, address, namespace, name, near + " of " + namespace, near, certain);
        } else if (elsewhere != null && !services.isNamespace(namespace) && services.has(elsewhere, name)) {
            missing(object, leaf, address, namespace, name, name + " of " + elsewhere, elsewhere, certain);
        } else if (certain && (!services.isNamespace(namespace) || services.allKnownIn(namespace))) {
            missing(object, leaf, address, namespace, name, null, null, true);
        }
    }

    private void missing(
            KubernetesObject object,
            Leaf leaf,
            Address address,
            String namespace,
            String name,
            @Nullable String nearest,
            @Nullable String near,
            boolean certain) {
        boolean isError = certain && (!services.isNamespace(namespace) || services.allKnownIn(namespace));
        if (!isError && nearest != null && near != null) {
            slip(object, leaf, address.host(), "there is the Service " + nearest, near);
            return;
        }
        FieldPath field = Fields.pathTo(object, leaf);
        object.error(
                References.HOST_MISSING,
                field,
                Identity.of("", "Service", namespace, name),
                "Tried to reach " + address.host() + " in " + field + " of " + object
                        + ", but nothing in this cluster makes the Service " + namespace + "/" + name
                        + (nearest == null ? "" : "; the nearest is " + nearest),
                near == null ? "correct it, or declare the Service with external()" : "write " + near);
    }

    private void slip(KubernetesObject object, Leaf leaf, String host, String there, String near) {
        report(
                References.HOST_MISSPELT,
                object,
                leaf,
                "Tried to reach " + host + ", of which nothing is known here, but " + there,
                "write " + near + " if that is meant, else waive \"host-misspelt\"");
    }

    private void port(KubernetesObject object, Leaf leaf, Address address, String namespace, String name) {
        Services.Ports ports = services.ports(namespace, name);
        boolean isKnown = ports == null || address.port() < 0 || ports.numbers().contains(address.port());
        if (ports != null && !isKnown && !isToldOf(leaf, ports)) {
            report(
                    References.HOST_PORT,
                    object,
                    leaf,
                    "Tried to reach the port " + address.port() + " of " + address.host() + ", but the Service "
                            + namespace + "/" + name + " has only: " + ports.numbers(),
                    "write a port that it has, or let it offer this one");
        }
    }

    /** A handle of a port that is not there was told when it was asked for. */
    private static boolean isToldOf(Leaf leaf, Services.Ports ports) {
        if (leaf instanceof Text text) {
            for (Reference reference : text.references()) {
                String port = reference.detail();
                if (port != null && !ports.names().contains(port)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Puts the field between what was tried and what was found. */
    /** @param message without the place; whoever writes the same host somewhere else has the same trouble */
    private static void report(Rule rule, KubernetesObject object, Leaf leaf, String message, String fix) {
        FieldPath field = Fields.pathTo(object, leaf);
        int comma = message.indexOf(", ");
        String told = message.substring(0, comma) + " in " + field + " of " + object + message.substring(comma);
        object.error(rule, field, message, told, fix);
    }
}
