package apps.media;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Setting;

/** What can be set on an app that looks for what is missing in the library. */
public final class ManagerSettings extends ExposedSettings<ManagerSettings> {
    private final Setting<Sabnzbd> fromUsenet = setting("downloads");
    private final Setting<QBittorrent> fromTorrents = setting("downloads");
    private final Setting<Prowlarr> indexers = setting("indexers");

    ManagerSettings(Component app) {
        super(app.node());
    }

    @Override
    protected ManagerSettings self() {
        return this;
    }

    /** What downloads for it from Usenet; people connect the two on its page. */
    public ManagerSettings downloads(Sabnzbd downloader) {
        fromUsenet.set(downloader);
        return this;
    }

    /** What downloads torrents for it; people connect the two on its page. */
    public ManagerSettings downloads(QBittorrent downloader) {
        fromTorrents.set(downloader);
        return this;
    }

    /** What keeps its indexers, and writes them into it; people connect the two on both pages. */
    public ManagerSettings indexers(Prowlarr keeper) {
        indexers.set(keeper);
        return this;
    }

    void connect(MediaServer manager) {
        Sabnzbd usenet = fromUsenet.get();
        if (usenet != null) {
            manager.connectsTo(usenet.server());
        }
        QBittorrent torrents = fromTorrents.get();
        if (torrents != null) {
            manager.connectsTo(torrents.server());
        }
        Prowlarr keeper = indexers.get();
        if (keeper != null) {
            manager.connectsTo(keeper.server());
            keeper.server().answersTo(manager);
        }
    }
}
