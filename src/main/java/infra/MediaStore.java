package infra;

import espalier.Component;
import espalier.Scope;
import espalier.kubernetes.AppVolume;
import espalier.kubernetes.Connection;
import espalier.kubernetes.Container;
import espalier.kubernetes.Owner;
import espalier.kubernetes.Volume;
import org.jspecify.annotations.Nullable;

/**
 * What the media apps of a household share: a library that all of them know under the same path, so that a download is moved
 * and not copied, and a directory for the settings of each.
 */
public final class MediaStore extends Component {
    private static final String SETTINGS = "/config";
    private static final String LIBRARY = "/media";

    private final @Nullable Volume settings;
    private final String settingsSize;
    private final Connection library;
    private final Owner owner;

    /**
     * Two directories of one NFS server.
     *
     * @param server a name or address that the nodes find
     * @param settings the path below which each app has a directory, and how much it holds
     * @param library the path of the library, and how much it holds
     * @param owner whom the files belong to; all apps run as this user
     */
    public MediaStore(Scope scope, String id, String server, Directory settings, Directory library, Owner owner) {
        super(scope, id);
        this.settings = new NfsDirectory(this, "settings", server, settings.path, settings.size);
        this.settingsSize = "";
        var files = new NfsDirectory(this, "library", server, library.path, library.size);
        this.library = reader -> reader.mount(files, LIBRARY);
        this.owner = owner;
    }

    /**
     * A library on an NFS server, and settings on what the cluster keeps the volumes of apps on, each app's on one of its own.
     *
     * @param settingsSize how much each app's settings hold, as {@code 10Gi}
     * @param owner whom the library's files belong to; all apps run as this user
     */
    public MediaStore(Scope scope, String id, NfsMount library, String settingsSize, Owner owner) {
        super(scope, id);
        this.settings = null;
        this.settingsSize = settingsSize;
        this.library = reader -> reader.mount(library, LIBRARY);
        this.owner = owner;
    }

    /**
     * A library that is elsewhere, and one volume for the settings of all apps.
     *
     * @param settings where each app has a directory
     * @param library gives an app the library, at the path where it has it, once it is there
     * @param owner whom the files belong to; all apps run as this user
     */
    public MediaStore(Scope scope, String id, Volume settings, Connection library, Owner owner) {
        super(scope, id);
        this.settings = settings;
        this.settingsSize = "";
        this.library = library;
        this.owner = owner;
    }

    /**
     * A directory of the server.
     *
     * @param path from its root
     * @param size how much it holds, as {@code 30Ti}
     */
    public record Directory(String path, String size) {}

    /** Whom all files belong to. */
    public Owner owner() {
        return owner;
    }

    /**
     * Keeps the settings of {@code app} at {@code /config} of {@code container}; gives what mounts them there in another container of
     * the same pod. In a shared directory, a step before it makes the app's own where that is missing, by the container's own image:
     * what the node makes for a mount belongs to root, where the server lets it at all.
     */
    public Connection keepSettings(Component app, Container container) {
        if (!(settings instanceof NfsDirectory)) {
            container.pod().filesGroup(owner.gid()); // a new file system belongs to root
        }
        Connection mount = settings == null ? ownVolume(app) : ownDirectory(app, container, settings);
        mount.connect(container);
        return mount;
    }

    private Connection ownVolume(Component app) {
        var volume = new AppVolume(app, settingsSize, owner);
        return reader -> reader.mount(volume, SETTINGS);
    }

    private static Connection ownDirectory(Component app, Container container, Volume shared) {
        String directory = app.node().id();
        container
                .pod()
                .initContainer(
                        "make-directory",
                        container.image(),
                        c -> c.command("mkdir", "-p", "/settings/" + directory)
                                .mount(shared, "/settings")
                                .memory("16Mi", "64Mi"));
        return reader -> reader.mountPart(shared, directory, SETTINGS);
    }

    /** Gives {@code container} the library: at {@code /media}, or where a library that is elsewhere has its path. */
    public void openLibrary(Container container) {
        container.connect(library);
    }
}
