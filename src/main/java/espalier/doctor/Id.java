package espalier.doctor;

import espalier.tree.Mapping;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which object of a cluster is meant, as Flux writes it in its messages.
 *
 * @param namespace empty for an object of the whole cluster
 */
public record Id(String kind, String namespace, String name) implements Comparable<Id> {
    private static final Comparator<Id> ORDER =
            Comparator.comparing(Id::kind).thenComparing(Id::namespace).thenComparing(Id::name);

    /** Whose {@code object} says to be. */
    static Id of(Mapping object) {
        return new Id(
                Fields.text(object, "kind"),
                Fields.text(object, "metadata", "namespace"),
                Fields.text(object, "metadata", "name"));
    }

    /** The one that a reference such as {@code sourceRef} names, in {@code namespace} unless it says another; null for none. */
    static @Nullable Id of(@Nullable Mapping reference, String kind, String namespace) {
        if (reference == null) {
            return null;
        }
        String itsKind = Fields.text(reference, "kind");
        String itsNamespace = Fields.text(reference, "namespace");
        String name = Fields.text(reference, "name");
        return new Id(itsKind.isEmpty() ? kind : itsKind, itsNamespace.isEmpty() ? namespace : itsNamespace, name);
    }

    @Override
    public int compareTo(Id other) {
        return ORDER.compare(this, other);
    }

    /** As in {@code Deployment apps/redis}. */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
}
