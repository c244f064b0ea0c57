package espalier;

import org.jspecify.annotations.Nullable;

/** What makes an object the same object for the API server: group, kind, namespace and name; the version does not. */
public final class Identity {
    private final String group;
    private final String kind;
    private final String namespace;
    private final String name;
    private final int hash;

    private Identity(String group, String kind, String namespace, String name) {
        this.group = group;
        this.kind = kind;
        this.namespace = namespace;
        this.name = name;
        this.hash = ((group.hashCode() * 31 + kind.hashCode()) * 31 + namespace.hashCode()) * 31 + name.hashCode();
    }

    /**
     * @param group the API group, empty for the core one
     * @param namespace empty for what stands in none
     */
    public static Identity of(String group, String kind, String namespace, String name) {
        return new Identity(group, kind, namespace, name);
    }

    /** The group of an {@code apiVersion}: {@code apps} of {@code apps/v1}, empty of {@code v1}. */
    public static String groupOf(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    public String group() {
        return group;
    }

    public String kind() {
        return kind;
    }

    /** Empty for what stands in no namespace. */
    public String namespace() {
        return namespace;
    }

    public String name() {
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Identity that
                && that.hash == hash
                && that.name.equals(name)
                && that.kind.equals(kind)
                && that.namespace.equals(namespace)
                && that.group.equals(group);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** For people: {@code Secret default/nats-credentials}. */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
