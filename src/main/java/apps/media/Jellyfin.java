package apps.media;

import espalier.Component;
import espalier.Scope;
import espalier.Settings;
import espalier.kubernetes.Deployment;
import infra.MediaStore;
import java.util.function.Consumer;

/** Jellyfin: films, series and music for every screen of the household. */
public final class Jellyfin extends Component {
    private final MediaServer server;

    /** Jellyfin on the library of {@code store}; what it transcodes is kept only while somebody watches. */
    public Jellyfin(Scope scope, String id, MediaStore store, Consumer<PlayerSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PlayerSettings(this), configure);
        var program = new MediaServer.Program(
                "ghcr.io/jellyfin/jellyfin:10.11.5",
                8096,
                "/health",
                "1Gi",
                "4Gi",
                "what it knows of films and series comes from there",
                c -> {
                    store.openLibrary(c);
                    settings.mountScratch(c, "/cache", store.owner());
                });
        server = new MediaServer(this, program, store, settings);
        settings.transcode(server);
    }

    /** What runs it, for what lets it run only now and then. */
    public Deployment deployment() {
        return server.deployment();
    }
}
