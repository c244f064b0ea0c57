package apps.media;

import apps.PageSettings;
import espalier.Component;
import espalier.Scope;
import espalier.Settings;
import infra.MediaStore;
import java.util.function.Consumer;

/** Prowlarr: keeps the indexers that the other apps search. It never touches the library. */
public final class Prowlarr extends Component {
    private final MediaServer server;

    /** Prowlarr with its settings in {@code store}. */
    public Prowlarr(Scope scope, String id, MediaStore store, Consumer<PageSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new PageSettings(this), configure);
        var program = new MediaServer.Program(
                "ghcr.io/home-operations/prowlarr:2.3.2",
                9696,
                "/ping",
                "128Mi",
                "512Mi",
                "the indexers are there",
                c -> {});
        server = new MediaServer(this, program, store, settings);
    }

    MediaServer server() {
        return server;
    }
}
