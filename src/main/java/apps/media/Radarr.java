package apps.media;

import espalier.Component;
import espalier.Scope;
import espalier.Settings;
import infra.MediaStore;
import java.util.function.Consumer;

/** Radarr: looks for films and files them in the library. */
public final class Radarr extends Component {
    private final MediaServer server;

    /** Radarr on the library of {@code store}. */
    public Radarr(Scope scope, String id, MediaStore store, Consumer<ManagerSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new ManagerSettings(this), configure);
        var program = new MediaServer.Program(
                "ghcr.io/home-operations/radarr:6.1.1",
                7878,
                "/ping",
                "256Mi",
                "1Gi",
                "what it knows of films comes from there",
                c -> store.openLibrary(c));
        server = new MediaServer(this, program, store, settings);
        settings.connect(server);
    }

    MediaServer server() {
        return server;
    }
}
