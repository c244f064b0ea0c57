package infra;

import espalier.Component;
import espalier.Scope;
import espalier.kubernetes.Container;
import espalier.kubernetes.Owner;

/**
 * What the media apps of a household share: a library that all of them know under the same path, so that a download is moved
 * and not copied, and a directory for the settings of each.
 */
public final class MediaStore extends Component {
    private final NfsDirectory settings;
    private final NfsDirectory library;
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
        this.library = new NfsDirectory(this, "library", server, library.path, library.size);
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

    /** The library itself. */
    public NfsDirectory library() {
        return library;
    }

    /**
     * Gives {@code container} its own directory for settings at {@code /config}. A step before it makes the directory where it
     * is missing, by the container's own image: what the node makes for a mount belongs to root, where the server lets it at all.
     */
    public void keepSettings(Container container, String app) {
        container
                .pod()
                .initContainer(
                        "make-directory",
                        container.image(),
                        c -> c.command("mkdir", "-p", "/settings/" + app)
                                .mount(settings, "/settings")
                                .memory("16Mi", "64Mi"));
        container.mountPart(settings, app, "/config");
    }

    /** Gives {@code container} the library at {@code /media}. */
    public void openLibrary(Container container) {
        container.mount(library, "/media");
    }
}
