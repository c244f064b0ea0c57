package espalier.kubernetes;

import espalier.tree.Mapping;
import org.jspecify.annotations.Nullable;

/** Something that a pod can mount. */
public interface Volume {
    /** What the volume is called inside the pod: a DNS label. */
    String volumeName();

    /** The entry of the pod's {@code volumes}, without its name. */
    Mapping volumeSource();

    /** A short hash of what it holds, when a change of that must restart the pod; null when the pod need not know. */
    default @Nullable String contentHash() {
        return null;
    }

    /**
     * Whether what is mounted here may come, or come back, only when the pod is there already: the pod is then shown what its
     * machine mounts later ({@code HostToContainer}).
     */
    default boolean comesLater() {
        return false;
    }
}
