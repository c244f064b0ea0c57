package infra;

import espalier.Component;
import espalier.Scope;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/**
 * Storage that is there already, as a volume with the name of its scope, and the claim that pods of one namespace share it by.
 * Nothing here makes or removes what is in it.
 */
public final class ExistingVolume extends Component {
    private final CustomResource claim;

    /**
     * The volume of {@code scope}, for the pods of its namespace.
     *
     * @param size how much it holds, as {@code 30Ti}; nobody is kept to it
     * @param type of the volume, as {@code nfs} or {@code csi}
     * @param source what such a volume says of where it is
     */
    public ExistingVolume(Scope scope, String size, String type, Mapping source, String... mountOptions) {
        super(scope, only("existing"));
        String name = node().objectName();
        Text namespace = node().namespace();
        Sequence shared = Sequence.of("ReadWriteMany");
        var volume = new CustomResource(
                this,
                "volume",
                "v1",
                "PersistentVolume",
                v -> v.named(namespace.text() + "-" + name)
                        .clusterScoped()
                        .spec("capacity", Mapping.of("storage", size))
                        .spec("accessModes", shared)
                        .spec("persistentVolumeReclaimPolicy", "Retain")
                        .spec("storageClassName", "")
                        .spec("mountOptions", Sequence.of((Object[]) mountOptions))
                        .spec(type, source)
                        .spec("claimRef", Mapping.of("namespace", namespace).put("name", name)));
        claim = new CustomResource(
                this,
                "claim",
                "v1",
                "PersistentVolumeClaim",
                c -> c.named(name)
                        .spec("accessModes", shared)
                        .spec("storageClassName", "") // without it the default class would make another volume
                        .spec("volumeName", volume.name())
                        .spec("resources", Mapping.of("requests", Mapping.of("storage", size))));
    }

    /** The entry of a pod's {@code volumes}, without its name. */
    public Mapping volumeSource() {
        return Mapping.of("persistentVolumeClaim", Mapping.of("claimName", claim.name()));
    }
}
