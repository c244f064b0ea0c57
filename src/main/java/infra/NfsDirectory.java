package infra;

import espalier.Component;
import espalier.Scope;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.kubernetes.Volume;
import espalier.tree.Mapping;
import espalier.tree.Sequence;

/**
 * A directory of an NFS server that is there already: a volume, and the claim that pods of one namespace share it by. Nothing
 * here makes or removes what is in it. Every machine needs an NFS client, as nfs-common.
 */
public final class NfsDirectory extends Component implements Volume {
    private final CustomResource claim;

    /**
     * The directory {@code path} of {@code server}, for the pods of the scope's namespace.
     *
     * @param server a name or address that the nodes find
     * @param size how much it holds, as {@code 30Ti}; NFS keeps nobody to it
     */
    public NfsDirectory(Scope scope, String id, String server, String path, String size) {
        super(scope, id);
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
                        .spec("mountOptions", Sequence.of("nfsvers=4.2", "hard", "noatime"))
                        .spec("nfs", Mapping.of("server", server).put("path", path))
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

    @Override
    public String volumeName() {
        return node().id();
    }

    @Override
    public Mapping volumeSource() {
        return Mapping.of("persistentVolumeClaim", Mapping.of("claimName", claim.name()));
    }
}
