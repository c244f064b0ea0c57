package apps.media;

import espalier.Component;
import espalier.Exposed;
import espalier.Scope;
import espalier.Settings;
import espalier.Text;
import infra.MediaStore;
import java.util.function.Consumer;

/** Plex: films, series and music for every screen of the household, and for friends outside of it. */
public final class Plex extends Component {
    /** Plex on the library of {@code store}; what it transcodes is kept only while somebody watches. */
    public Plex(Scope scope, String id, MediaStore store, Consumer<PlayerSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PlayerSettings(this), configure);
        var program = new MediaServer.Program(
                "ghcr.io/home-operations/plex:1.43.0",
                32400,
                "/identity",
                "1Gi",
                "8Gi",
                "people sign in at its makers', and what it knows of films comes from there",
                c -> {
                    store.openLibrary(c);
                    settings.mountScratch(c, "/transcode", store.owner());
                });
        var server = new MediaServer(this, program, store, settings);
        settings.transcode(server);
        Exposed exposed = server.exposed();
        if (exposed != null) {
            // Players learn from its makers where it is, which would be the pod's own address.
            server.env("PLEX_ADVERTISE_URL", Text.of(exposed.url(), ":443"));
        }
    }
}
