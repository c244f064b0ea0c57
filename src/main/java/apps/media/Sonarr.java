package apps.media;

import espalier.Component;
import espalier.Scope;
import espalier.Settings;
import infra.MediaStore;
import java.util.function.Consumer;

/** Sonarr: looks for new episodes of series and files them in the library. */
public final class Sonarr extends Component {
    private final MediaServer server;

    /** Sonarr on the library of {@code store}. */
    public Sonarr(Scope scope, String id, MediaStore store, Consumer<ManagerSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new ManagerSettings(this), configure);
        var program = new MediaServer.Program(
                "ghcr.io/home-operations/sonarr:4.0.16",
                8989,
                "/ping",
                "256Mi",
                "1Gi",
                "what it knows of series comes from there",
                c -> store.openLibrary(c));
        server = new MediaServer(this, program, store, settings);
        settings.connect(server);
    }

    MediaServer server() {
        return server;
    }
}
