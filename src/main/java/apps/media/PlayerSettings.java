package apps.media;

import espalier.Component;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.Connection;
import espalier.kubernetes.Container;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.EphemeralVolume;
import espalier.kubernetes.Owner;
import espalier.kubernetes.StorageClass;
import org.jspecify.annotations.Nullable;

/** What can be set on an app that plays what is in the library. */
public final class PlayerSettings extends Settings {
    private final Component app;
    private final Setting<String> host = setting("host");
    private final Setting<Connection> transcoding = setting("transcoding");
    private final Setting<Scratch> scratch = setting("scratch");

    private record Scratch(StorageClass storage, String size) {}

    PlayerSettings(Component app) {
        super(app.node());
        this.app = app;
    }

    /** Lets people reach the page under this name, as the cluster exposes it; default is inside the cluster only. */
    public PlayerSettings host(String host) {
        this.host.set(host);
        return this;
    }

    /** What turns a film into one that its viewer's device can play, such as a GPU; default is the processor alone. */
    public PlayerSettings transcoding(Connection gpu) {
        transcoding.set(gpu);
        return this;
    }

    /** Where films that are being played are kept meanwhile, at most as long as the pod; default is its machine's own disk. */
    public PlayerSettings scratch(StorageClass storage, String size) {
        scratch.set(new Scratch(storage, size));
        return this;
    }

    @Nullable
    String host() {
        return host.get();
    }

    /** Gives {@code container}, whose pod runs as {@code user}, room at {@code path} for what can be made again. */
    void mountScratch(Container container, String path, Owner user) {
        Scratch set = scratch.get();
        if (set == null) {
            container.mount(new EmptyDir(app, "scratch"), path);
            return;
        }
        container.mount(new EphemeralVolume(app, "scratch", set.storage, set.size), path);
        container.pod().filesGroup(user.gid()); // a new file system belongs to root
    }

    void transcode(Container container) {
        Connection gpu = transcoding.get();
        if (gpu != null) {
            container.connect(gpu);
        }
    }
}
