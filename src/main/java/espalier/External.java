package espalier;

import espalier.rules.References;
import java.util.List;

/**
 * What a cluster has from elsewhere: not from git, not from a chart or the bootstrap of this cluster. Declared once, with a
 * reason, so that what refers to it can be checked as well.
 */
public final class External {
    private final Node node;

    External(Node node) {
        this.node = node;
    }

    /** A Secret that somebody else makes, with exactly {@code keys}. */
    public Secret secret(NamespaceHandle namespace, String name, String because, String... keys) {
        var identity = Identity.of("", "Secret", namespace.name().text(), name);
        return new Secret(node, declare(Provision.of(identity, node).withKeys(List.of(keys)), because), List.of(keys));
    }

    /** A ConfigMap that somebody else makes, with exactly {@code keys}. */
    public void configMap(NamespaceHandle namespace, String name, String because, String... keys) {
        var identity = Identity.of("", "ConfigMap", namespace.name().text(), name);
        declare(Provision.of(identity, node).withKeys(List.of(keys)), because);
    }

    /** An object that stands in no namespace and that somebody else makes, such as a {@code CSIDriver}; gives its name. */
    public Text clusterScoped(String group, String kind, String name, String because) {
        return declare(Provision.of(Identity.of(group, kind, "", name), node), because)
                .name();
    }

    /** An object of {@code namespace} that somebody else makes; gives its name. */
    public Text namespaced(NamespaceHandle namespace, String group, String kind, String name, String because) {
        return declare(Provision.of(Identity.of(group, kind, namespace.name().text(), name), node), because)
                .name();
    }

    /** A namespace that somebody else makes. */
    public NamespaceHandle namespace(String name, String because) {
        Text text = clusterScoped("", "Namespace", name, because);
        return () -> text;
    }

    /** The definition of {@code kind}, which somebody else brings to the cluster. */
    public void kind(String group, String kind, String because) {
        declare(Provision.ofDefinition(Kind.of(group, kind), node), because);
    }

    /** The definitions of all kinds of {@code group} that are used here, which somebody else brings to the cluster. */
    public void kinds(String group, String because) {
        declare(Provision.ofDefinition(Kind.of(group, "*").plural("*"), node), because);
    }

    /** A program that answers to the classes of Gateways or Ingresses that name it so; gives its name. */
    public Text controller(String name, String because) {
        return clusterScoped("", "controller", name, because);
    }

    /** A program that makes volumes for the storage classes that name it so, and is no CSI driver; gives its name. */
    public Text provisioner(String name, String because) {
        return clusterScoped("storage.k8s.io", "provisioner", name, because);
    }

    private Provision declare(Provision provision, String because) {
        node.provide(provision);
        node.exempt(Exemption.Kind.EXTERNAL, provision.toString(), because);
        return provision;
    }

    /** A Secret that somebody else makes. */
    public static final class Secret {
        private final Node node;
        private final Provision provision;
        private final List<String> keys;

        private Secret(Node node, Provision provision, List<String> keys) {
            this.node = node;
            this.provision = provision;
            this.keys = keys;
        }

        /** The key {@code key}; one that was not declared is a finding. */
        public SecretKey key(String key) {
            if (!keys.contains(key)) {
                String near = Names.nearest(key, keys);
                node.findings()
                        .report(
                                References.SECRET_KEY,
                                node,
                                Origin.here(),
                                "Tried to read the key \"" + key + "\" of the external " + provision.identity()
                                        + ", but it was declared with only: " + String.join(", ", keys),
                                near == null
                                        ? "declare the key as well, or name one that is there"
                                        : "name \"" + near + "\"");
                return SecretKey.missing(provision, key);
            }
            return SecretKey.of(provision, key);
        }
    }
}
