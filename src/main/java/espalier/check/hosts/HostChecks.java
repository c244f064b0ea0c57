package espalier.check.hosts;

import espalier.Identity;
import espalier.KubernetesObject;
import espalier.Names;
import espalier.check.Fields;
import espalier.check.OpenNamespaces;
import espalier.graph.ObjectGraph;
import espalier.graph.RoutedHosts;
import espalier.rules.References;
import espalier.tree.FieldPath;
import espalier.tree.Leaf;
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
public final class HostChecks implements AddressedTexts.Reader {
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
        new AddressedTexts(new HostChecks(graph, open, null), true).look(graph);
    }

    /** The Services that texts of {@code graph} name, by handles or without. */
    public static List<Mention> mentions(ObjectGraph graph, OpenNamespaces open) {
        var mentions = new ArrayList<Mention>();
        new AddressedTexts(new HostChecks(graph, open, mentions), false).look(graph);
        return mentions;
    }

    /** {@code host:port}, where only a Service that is there, or nearly, tells it from an image with its tag. */
    @Override
    public void pair(KubernetesObject object, String from, Leaf leaf, @Nullable Address address) {
        if (address != null && HostNames.isNumeric(address.host())) {
            nobodys(object, leaf, address.host());
            return;
        }
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

    @Override
    public void address(KubernetesObject object, String from, Leaf leaf, Address address, boolean isUrl) {
        String host = address.host();
        int service = HostNames.plainService(host);
        if (service > 0) {
            int dot = host.indexOf('.');
            service(object, leaf, address, host.substring(dot + 1, service), host.substring(0, dot), true);
            return;
        }
        if (HostNames.isNumeric(host)) {
            nobodys(object, leaf, host); // else an address, which no name is a letter away from
            return;
        }
        String[] parts = host.toLowerCase(Locale.ROOT).split("\\.", -1);
        int svc = List.of(parts).indexOf("svc");
        if (svc >= 2 && !HostNames.isDomainMisspelt(parts, svc)) {
            service(object, leaf, address, parts[svc - 1], parts[svc - 2], true);
        } else if (mentions == null && (svc >= 2 || HostNames.isClusterDomain(parts))) {
            HostFindings.report(
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
                HostFindings.slip(object, leaf, host, "the host " + near + " is published here", near);
            }
        }
    }

    /** Of those that begin with 0 there is one that means anything: to listen on all (RFC 6890, section 2.2.2). */
    private void nobodys(KubernetesObject object, Leaf leaf, String host) {
        if (mentions == null && host.startsWith("0.") && !host.equals("0.0.0.0")) {
            HostFindings.report(
                    References.HOST_MISSING,
                    object,
                    leaf,
                    "Tried to reach or to listen on " + host + ", but no machine has an address that begins with 0",
                    "write 0.0.0.0 to listen on all addresses");
        }
    }

    private Set<String> published() {
        Set<String> known = published;
        if (known == null) {
            known = RoutedHosts.in(graph);
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
            HostFindings.slip(
                    object,
                    leaf,
                    tried,
                    "the Service " + name + " of " + there + " has only: " + (ports == null ? "none" : ports.numbers()),
                    name + " with one of them");
        } else if (near != null) {
            HostFindings.slip(object, leaf, address.host(), "there is the Service " + near, near);
        }
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
            HostFindings.slip(object, leaf, address.host(), "there is the Service " + nearest, near);
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

    private void port(KubernetesObject object, Leaf leaf, Address address, String namespace, String name) {
        Services.Ports ports = services.ports(namespace, name);
        boolean isKnown = ports == null || address.port() < 0 || ports.numbers().contains(address.port());
        if (ports != null && !isKnown) {
            HostFindings.port(object, leaf, address, namespace + "/" + name, ports);
        }
    }
}
