package espalier.kubernetes;

import espalier.Component;
import espalier.Scope;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/**
 * A volume that is made with its pod and goes with it: for what can be made again. Other than a claim it never keeps a pod to the
 * node where its first volume was made.
 */
public final class EphemeralVolume extends Component implements Volume {
    private final StorageClass storageClass;
    private final String size;

    /**
     * A volume that one node can mount.
     *
     * @param size as {@code 10Gi}
     */
    public EphemeralVolume(Scope scope, String id, StorageClass storageClass, String size) {
        super(scope, id);
        this.storageClass = storageClass;
        this.size = size;
    }

    @Override
    public String volumeName() {
        return node().id();
    }

    @Override
    public Mapping volumeSource() {
        var claim = Mapping.of("accessModes", Sequence.of("ReadWriteOnce"))
                .put("storageClassName", storageClass.name())
                .put("resources", Mapping.of("requests", Mapping.of("storage", size)));
        return Mapping.of("ephemeral", Mapping.of("volumeClaimTemplate", Mapping.of("spec", claim)));
    }
}
