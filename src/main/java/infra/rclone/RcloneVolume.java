package infra.rclone;

import espalier.Component;
import espalier.Resource;
import espalier.Scope;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Connection;
import espalier.kubernetes.Container;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Volume;
import espalier.tree.Mapping;
import infra.ExistingVolume;

/**
 * A container of Azure Blob Storage as a volume, and the claim that pods of one namespace share it by. Nothing here makes or
 * removes what is in it.
 *
 * <p>It may take minutes until it is mounted, and nobody knows of a directory whether that has happened. Whoever is connected gets
 * the mount, sees what its machine mounts there later, and does not start before: a step in front of it waits for what rclone
 * mounts, for ten minutes at most, and says what is there instead.
 */
public final class RcloneVolume extends Component implements Volume, Connection {
    /** What the kernel calls it where rclone has mounted something. */
    private static final String TYPE = "fuse.rclone";

    /** Twice what is usual at most. */
    private static final int MOST_SECONDS = 600;

    /**
     * A container of Azure Blob Storage.
     *
     * @param account the storage account that it belongs to
     * @param container its name
     */
    public record AzureBlobs(String account, String container) {}

    private final ExistingVolume volume;
    private final String path;

    /**
     * A container, for the pods of the scope's namespace; a person hands over a key of its account.
     *
     * @param path where containers have it
     * @param size how much it holds, as {@code 5Ti}; nobody is kept to it
     * @param owner whom all files belong to, which the cloud does not say
     */
    public RcloneVolume(
            Scope scope, String id, CsiRclone driver, AzureBlobs azure, String path, String size, Owner owner) {
        super(scope, id);
        this.path = path;
        String name = node().objectName();
        // The driver takes each key of this Secret for a setting of rclone, and that by its name.
        var account = new BootstrapSecret(
                in(driver.namespace()),
                "account",
                s -> s.given("azureblob-key", "an access key of the storage account " + azure.account));
        var secret = Mapping.of("name", account.name())
                .put("namespace", driver.namespace().name());
        var settings = Mapping.of("remote", name)
                .put("remotePath", azure.container)
                .put("remoteType", "azureblob")
                .put("azureblob-account", azure.account)
                .put("cache_dir", CsiRclone.CACHE + "/" + name);
        volume = new ExistingVolume(
                this,
                size,
                "csi",
                Mapping.of("driver", driver.driver())
                        .put("volumeHandle", node().namespace().text() + "-" + name)
                        .put("volumeAttributes", settings)
                        .put("nodePublishSecretRef", secret),
                "allow-other",
                "uid=" + owner.uid(),
                "gid=" + owner.gid(),
                "umask=002",
                // A file can be written anywhere in it only where it lies in the cache first.
                "vfs-cache-mode=writes",
                "vfs-cache-max-size=50Gi");
    }

    @Override
    public void connect(Container reader) {
        reader.mount(this, path);
        if (!reader.pod().hasInitContainer("wait-for-" + volumeName())) {
            reader.pod()
                    .initContainer(
                            "wait-for-" + volumeName(),
                            reader.image(),
                            c -> c.env("MOUNT_PATH", path)
                                    .env("MOUNT_TYPE", TYPE)
                                    .env("MOUNT_SECONDS", Integer.toString(MOST_SECONDS))
                                    .script(Resource.of("infra/wait-for-mount.sh"))
                                    .mount(this, path)
                                    .memory("16Mi", "64Mi")
                                    .mayTake(MOST_SECONDS));
        }
    }

    @Override
    public boolean comesLater() {
        return true;
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
