package infra;

import espalier.Component;
import espalier.Scope;
import espalier.kubernetes.Volume;
import espalier.tree.Mapping;

/**
 * A directory of an NFS server that is there already: a volume, and the claim that pods of one namespace share it by. Nothing
 * here makes or removes what is in it. Every machine needs an NFS client, as nfs-common.
 */
public final class NfsDirectory extends Component implements Volume {
    private final ExistingVolume volume;

    /**
     * The directory {@code path} of {@code server}, for the pods of the scope's namespace.
     *
     * @param server a name or address that the nodes find
     * @param size how much it holds, as {@code 30Ti}; NFS keeps nobody to it
     */
    public NfsDirectory(Scope scope, String id, String server, String path, String size) {
        super(scope, id);
        var address = Mapping.of("server", server).put("path", path);
        volume = new ExistingVolume(this, size, "nfs", address, "nfsvers=4.2", "hard", "noatime");
    }

    @Override
    public String volumeName() {
        return node().id();
    }

    @Override
    public Mapping volumeSource() {
        return volume.volumeSource();
    }
}
