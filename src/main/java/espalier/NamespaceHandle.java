package espalier;

/** A namespace to put things in: the construct that makes it, or one of those that every cluster has. */
public interface NamespaceHandle {
    /** The namespace's name. */
    Text name();

    /** {@code default}, which every cluster has. */
    NamespaceHandle DEFAULT = external("default");

    /** {@code kube-system}, which every cluster has. */
    NamespaceHandle KUBE_SYSTEM = external("kube-system");

    /** {@code flux-system}, which Flux brings. */
    NamespaceHandle FLUX_SYSTEM = external("flux-system");

    private static NamespaceHandle external(String name) {
        Text text = Text.of(name);
        return () -> text;
    }
}
