package espalier.schema;

import espalier.ClusterSettings;
import espalier.versions.Version;
import org.jspecify.annotations.Nullable;

/** The versions that the schemas which come with the program are of. */
final class Shipped {
    private static final Version KUBERNETES = Version.of(1, 33);
    private static final Version FLUX = Version.of(2, 7);

    private final String name;
    private final Version ours;
    private final @Nullable Version theirs;

    private Shipped(String name, Version ours, String theirs) {
        this.name = name;
        this.ours = ours;
        this.theirs = Version.parse(theirs);
    }

    /** The version that an object of {@code group} depends on. */
    static Shipped of(String group, ClusterSettings settings) {
        return group.endsWith(".toolkit.fluxcd.io")
                ? new Shipped("Flux", FLUX, settings.flux())
                : new Shipped("Kubernetes", KUBERNETES, settings.kubernetes());
    }

    /** Whether the cluster is said to be of this very version, but for patches. */
    boolean isTheirs() {
        return theirs != null && theirs.sameLine(ours);
    }

    /** Whether the cluster may know more than the schema. */
    boolean isOlder() {
        return theirs != null && !theirs.sameLine(ours) && ours.isBefore(theirs);
    }

    /** Whether the cluster may know less. */
    boolean isNewer() {
        return theirs != null && !theirs.sameLine(ours) && theirs.isBefore(ours);
    }

    /** For people: {@code Kubernetes 1.33, and the cluster has 1.34}. */
    @Override
    public String toString() {
        return name + " " + ours + ", and the cluster has " + theirs;
    }
}
