package apps.media;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Setting;
import espalier.kubernetes.Connection;
import espalier.kubernetes.Container;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.EphemeralVolume;
import espalier.kubernetes.Owner;
import espalier.kubernetes.StorageClass;
import infra.gpu.Transcoding;

/** What can be set on an app that plays what is in the library. */
public final class PlayerSettings extends ExposedSettings<PlayerSettings> {
    private final Component app;
    private final Setting<Connection> transcoding = setting("transcoding");
    private final Setting<Boolean> onPlatform = setting("transcoding");
    private final Setting<Scratch> scratch = setting("scratch");

    private record Scratch(StorageClass storage, String size) {}

    PlayerSettings(Component app) {
        super(app.node());
        this.app = app;
    }

    @Override
    protected PlayerSettings self() {
        return this;
    }

    /** What turns a film into one that its viewer's device can play, such as a GPU; default is the processor alone. */
    public PlayerSettings transcoding(Connection gpu) {
        transcoding.set(gpu);
        return this;
    }

    /** As {@link #transcoding(Connection)}, on what the cluster has for it. */
    public PlayerSettings transcoding() {
        onPlatform.set(true);
        return this;
    }

    /** Where films that are being played are kept meanwhile, at most as long as the pod; default is its machine's own disk. */
    public PlayerSettings scratch(StorageClass storage, String size) {
        scratch.set(new Scratch(storage, size));
        return this;
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

    void transcode(MediaServer player) {
        Connection gpu = transcoding.get();
        if (gpu != null) {
            player.connect(gpu);
        } else if (onPlatform.isSet()) {
            app.node().whenComplete(() -> {
                Connection answer = Transcoding.of(app);
                if (answer != null) {
                    player.connect(answer);
                }
            });
        }
    }
}
